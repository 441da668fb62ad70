"""Numbers for a telephone without internet: one page that browsers may keep, and the worker that keeps it."""

import hashlib
from functools import cache
from pathlib import Path

from babel import Locale
from flask import Blueprint, Response, current_app, jsonify, render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from app import clock, i18n
from app.accounts.access import public, without_database
from app.referrals import directory
from app.referrals.lines import Channel, Line
from app.referrals.shown import Shown, shown
from app.referrals.wishes import ELSEWHERE, HOME

pages = Blueprint("offline", __name__)
SHEETS = ("tokens", "day", "reset", "base", "components/offline")
WORKER = "js/service-worker.js"


@pages.get("/help/offline")
@public
@without_database
def numbers() -> str:
    """The same for everybody: it depends on nothing but the language."""
    return _page()


@pages.get("/service-worker.js")
@public
@without_database
def service_worker() -> Response:
    """Served from the root because a worker may only look after what lies below it."""
    # Browsers install a worker again when its text changes; so a new number reaches those who keep the old page.
    remark = f"\n// keeps {_state_of_page()}\n"
    response = Response(_file(WORKER).decode() + remark, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@pages.get("/manifest.webmanifest")
@public
@without_database
def manifest() -> Response:
    """A name and a picture that say nothing to whoever looks at the screen."""
    sizes = {"icon.svg": "any", "icon-192.png": "192x192", "icon-512.png": "512x512"}
    pictures = [{"src": f"/static/icons/{name}", "sizes": size, "purpose": "any"} for name, size in sizes.items()]
    response = jsonify(
        id="/",
        name=_("メモ"),
        short_name=_("メモ"),
        lang=i18n.locale(),
        start_url="/",
        scope="/",
        display="standalone",
        background_color="#0c121a",
        theme_color="#0c121a",
        icons=pictures,
    )
    response.mimetype = "application/manifest+json"
    return response


def _page() -> str:
    here = [line for line in directory.lines_in(HOME) if _can_be_called(line)]
    return render_template(
        "referrals/offline.html",
        sheets=SHEETS,
        emergency=_said([line for line in here if "emergency" in line.topics]),
        lines=_said([line for line in here if "emergency" not in line.topics]),
        abroad=[(name, _said(lines)) for name, lines in _abroad()],
    )


def _can_be_called(line: Line) -> bool:
    """Without internet only the telephone is left."""
    return line.channel in {Channel.PHONE, Channel.SMS} and bool(line.number)


def _abroad() -> list[tuple[str, list[Line]]]:
    names = Locale.parse(i18n.locale()).territories
    others = [country for country in directory.countries() if country not in {HOME, ELSEWHERE}]
    lines = [(names[country], list(filter(_can_be_called, directory.lines_in(country)))) for country in others]
    return [(name, found) for name, found in lines if found]


def _said(lines: list[Line]) -> list[tuple[Shown, str]]:
    """Each line with the date of its evidence; hours are words, because a kept page knows no clock."""
    moment, locale = clock.now(), i18n.locale()
    return [(shown(line, moment, locale), line.checked.isoformat()) for line in lines]


def _state_of_page() -> str:
    """Changes whenever the kept page or one of its sheets would."""
    digest = hashlib.sha256(_sheets())
    for locale in i18n.LOCALES:
        with force_locale(locale):
            digest.update(_page().encode())
    return digest.hexdigest()[:16]


@cache
def _sheets() -> bytes:
    return b"".join(_file(f"css/{name}.css") for name in SHEETS)


def _file(name: str) -> bytes:
    return Path(current_app.static_folder or "", name).read_bytes()
