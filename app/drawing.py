"""How pages are drawn from templates, with what makes it quick: the same HTML, without the same work again."""

from collections.abc import Callable, Hashable, Mapping, MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment
from markupsafe import Markup

from app import i18n
from app.markup import stored


class Templates(Environment):
    """Flask's environment; templates share its globals themselves instead of looking through to them.

    Jinja compares the names of all globals at every import in a template, and looking through made that a tenth of a page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names a template knows by itself: for ours, which are given none of their own, those of the environment."""
        return super().make_globals(d) if d else self.globals


def register(app: Flask) -> None:
    """Before anything asks for the environment of the application."""
    app.jinja_environment = Templates
    app.jinja_env.globals["still"] = _still(app)


def _still(app: Flask) -> Callable[..., Markup]:
    """`still(template, name=value…)` draws a part that knows nothing but its language and these values, once for all pages."""
    drawn: dict[Hashable, Markup] = {}

    def still(template: str, **known: Any) -> Markup:
        place = (template, i18n.locale(), repr(known))
        found = drawn.get(place)
        if found is None:
            found = drawn[place] = stored(_alone(app, template, known))
        return found

    return still


def _alone(app: Flask, template: str, known: Mapping[str, Any]) -> str:
    """Without what every page is given: nothing about a reader can get in."""
    return app.jinja_env.get_template(template).render({**known, "locale": i18n.locale()})
