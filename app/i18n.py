"""Language, theme and what every template may use."""

from flask import Flask, current_app, has_request_context, request
from flask_babel import Babel
from flask_babel import get_locale as babel_locale

from app import clock

LOCALES = ("ja", "en")
THEMES = ("auto", "night", "day")
LOCALE_COOKIE = "words"
THEME_COOKIE = "lamp"


def register(app: Flask) -> None:
    """Japanese is the source language; a cookie or the browser's wish chooses English."""
    app.config.update(BABEL_DEFAULT_LOCALE="ja", BABEL_TRANSLATION_DIRECTORIES="translations")
    Babel(app, locale_selector=_choose_locale)
    app.context_processor(_for_templates)
    app.jinja_env.filters["coarse"] = clock.coarse
    app.jinja_env.filters["tokyo_hour"] = clock.tokyo_hour
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def locale() -> str:
    """The language of this answer: "ja" or "en"."""
    return str(babel_locale() or "ja")


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
