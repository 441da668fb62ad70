"""Language, theme and what every template may use."""

from typing import Any

from babel import Locale
from flask import Flask, current_app, has_app_context, has_request_context, request
from flask.globals import app_ctx
from flask_babel import Babel, get_translations
from flask_babel import get_locale as babel_locale
from markupsafe import Markup

from app import clock
from app.markup import stored

LOCALES = ("ja", "en")
THEMES = ("auto", "night", "day")
LOCALE_COOKIE = "words"
THEME_COOKIE = "lamp"


def register(app: Flask) -> None:
    """Japanese is the source language; a cookie or the browser's wish chooses English."""
    app.config.update(BABEL_DEFAULT_LOCALE="ja", BABEL_TRANSLATION_DIRECTORIES="translations")
    Babel(app, locale_selector=_choose_locale)
    app.context_processor(_for_templates)
    app.jinja_env.globals["_"] = Spoken()
    app.jinja_env.filters["coarse"] = clock.coarse
    app.jinja_env.filters["tokyo_hour"] = clock.tokyo_hour
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


class Spoken:
    """`_()` in templates: what a text is in the language of this answer, looked up once for all answers.

    A page says hundreds of words, and asking Flask-Babel for each took longer than all its questions to the database.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Markup] = {}

    def __call__(self, text: str, /, **parts: Any) -> Markup:
        key = (locale(), text)
        words = self._known.get(key)
        if words is None:
            words = self._known[key] = stored(get_translations().ugettext(text))
        return words % parts if parts else words


def locale() -> str:
    """The language of this answer: "ja" or "en"."""
    spoken = _noted() or babel_locale()
    return spoken.language if spoken else "ja"


def _noted() -> Locale | None:
    """What Flask-Babel has found out for this answer already; asked hundreds of times for a page, it takes its time to say so."""
    if not has_app_context():
        return None
    noted = getattr(app_ctx._get_current_object().g, "_flask_babel", None)  # type: ignore[attr-defined]  # of a proxy
    return getattr(noted, "babel_locale", None)


def theme_choice() -> str:
    """What the reader pinned: auto, night or day."""
    chosen = request.cookies.get(THEME_COOKIE, "auto") if has_request_context() else "auto"
    return chosen if chosen in THEMES else "auto"


def _choose_locale() -> str:
    if not has_request_context():
        return LOCALES[0]
    asked = request.args.get("lang") or request.cookies.get(LOCALE_COOKIE)
    if asked in LOCALES:
        return asked
    # Most who come are at home in Japanese; only a browser that does not know it gets English.
    return request.accept_languages.best_match(LOCALES, default="ja") or "ja"


def _for_templates() -> dict[str, object]:
    choice = theme_choice()
    shown = choice if choice != "auto" else ("night" if clock.is_night(clock.now()) else "day")
    return {
        "locale": locale(),
        "theme": shown,
        "theme_choice": choice,
        "site_name": current_app.config.get("SITE_NAME", "ともしび"),
    }
