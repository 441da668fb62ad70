"""Guides as pages, open to everybody, also while the database is away."""

from collections.abc import Mapping

from flask import Blueprint, current_app, render_template

from app import i18n, web
from app.accounts.access import public, without_database
from app.errors import NotFound
from app.guides import chart
from app.guides.figures import Year
from app.guides.library import Guide
from app.guides.operator import Operator
from app.guides.shelf import Shelf

pages = Blueprint("guides", __name__)
TEMPLATES = {
    "text": "guides/guide.html",
    "week": "guides/week.html",
    "night": "guides/night.html",
    "sheet": "guides/sheet.html",
    "figures": "guides/figures.html",
    "house": "guides/house.html",
}


@pages.get("/guides")
@public
@without_database
def guides() -> str:
    """All guides there are."""
    web.may_be_found()
    return render_template("guides/guides.html", guides=[guide for guide in _shelf().values() if not guide.is_house])


@pages.get("/guides/<slug>")
@public
@without_database
def guide(slug: str) -> str:
    """One guide, to read or to print."""
    found = _shelf().get(slug)
    if found is None or found.is_house:
        raise NotFound()
    return _page(found)


@pages.get("/about")
@public
@without_database
def about() -> str:
    """What this place is, and what it is not."""
    return _page(_shelf()["about"])


@pages.get("/privacy")
@public
@without_database
def privacy() -> str:
    """What is kept about people, in plain words."""
    return _page(_shelf()["privacy"])


def _page(found: Guide) -> str:
    web.may_be_found()
    operator = Operator.of(current_app.extensions["tomoshibi_settings"]) if found.slug == "about" else None
    years: list[Year] = current_app.extensions["tomoshibi_figures"] if found.kind == "figures" else []
    return render_template(
        TEMPLATES[found.kind],
        guide=found,
        years=list(reversed(years)),
        chart=chart.draw(years) if years else None,
        operator=operator,
    )


def _shelf() -> Mapping[str, Guide]:
    shelf: Shelf = current_app.extensions["tomoshibi_guides"]
    return shelf.in_language(i18n.locale())
