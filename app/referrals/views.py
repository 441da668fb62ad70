"""The help page: for everybody, at any hour, also when everything else is down."""

from babel import Locale
from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from app import clock, i18n, web
from app.accounts.access import public, without_database
from app.referrals import directory, finder, wishes
from app.referrals.lines import Line
from app.referrals.shown import Shown, shown
from app.referrals.wishes import ELSEWHERE, Wish

pages = Blueprint("referrals", __name__)


@pages.get("/help")
@public
@without_database
def help_page() -> str:
    """Lines for whoever asks, those open now first."""
    wish = wishes.read(request.args)
    if wish.is_default:
        web.may_be_found()
    found = finder.find(wish, clock.now())
    return render_template(
        "referrals/help.html",
        wish=wish,
        emergency=_shown(found.emergency),
        now=_shown(found.now),
        also_now=_shown(found.also_now),
        later=_shown(found.later),
        languages=_shown(found.languages) if wish.is_home and wish.speak == "ja" else [],
        directories=_shown(found.directories),
        tongues=_tongues(),
        countries=_countries(),
        evidence=_evidence(wish),
    )


def _shown(lines: list[Line]) -> list[Shown]:
    moment, locale = clock.now(), i18n.locale()
    return [shown(line, moment, locale) for line in lines]


def _tongues() -> list[tuple[str, str]]:
    """Languages one can ask for, each also in its own name so that it is found by whoever needs it."""
    names = [(code, Locale.parse(code)) for code in wishes.LANGUAGES]
    spoken = [
        (code, each.get_display_name(i18n.locale()) or code, each.get_display_name(code) or code)
        for code, each in names
    ]
    return [(code, here if here == there else f"{here} / {there}") for code, here, there in spoken]


def _countries() -> list[tuple[str, str]]:
    territories = Locale.parse(i18n.locale()).territories
    known = [(code, territories[code]) for code in directory.countries() if code != ELSEWHERE]
    return [*known, (ELSEWHERE, _("ほかの国や地域"))]


def _evidence(wish: Wish) -> list[dict[str, str | None]]:
    """Where each line was published and when somebody last made sure."""
    locale = i18n.locale()
    return [
        {
            "name": line.name.said_in(locale),
            "number": line.number or line.line_id,
            "official": None if line.official_unverified else line.official,
            "checked": line.checked.isoformat(),
        }
        for line in directory.lines_in(wish.country)
    ]
