"""Parts of pages that are the same for everybody are drawn once in each language, and know nobody."""

from flask import Flask
from jinja2 import DictLoader

from tests.support.threads import Evening


def with_templates(app: Flask, **templates: str) -> None:
    app.jinja_env.loader = DictLoader({f"{name}.html": text for name, text in templates.items()})


def test_a_still_part_is_drawn_once_in_each_language(quick_evening: Evening) -> None:
    app = quick_evening.app
    still = app.jinja_env.globals["still"]
    counted = []
    app.jinja_env.globals["count"] = lambda: counted.append(1) or ""
    before = app.jinja_env.loader
    try:
        with_templates(app, still="{{ count() }}{{ locale }} {{ chosen }} {{ current }}{{ theme }}")
        for _page in range(2):
            for locale in ("ja", "en"):
                with app.test_request_context(f"/?lang={locale}"):
                    assert still("still.html", chosen="<x>") == f"{locale} &lt;x&gt; ", "it knows what it is given"
        assert len(counted) == 2
    finally:
        app.jinja_env.loader = before


def test_templates_know_what_a_feature_adds_after_they_were_loaded(quick_evening: Evening) -> None:
    app = quick_evening.app
    loaded = app.jinja_env.from_string("{{ later }}")
    app.jinja_env.globals["later"] = "今"
    try:
        assert loaded.render() == "今"
        assert app.jinja_env.from_string("{{ own }}", globals={"own": "x"}).render() == "x"
        assert "own" not in app.jinja_env.globals
    finally:
        del app.jinja_env.globals["later"]
