"""Guides as pages, open to everybody, also while the database is away."""

from flask import Blueprint, current_app, render_template

from app import i18n
from app.accounts.access import public, without_database
from app.errors import NotFound
from app.guides.figures import Year
from app.guides.library import Guide, Library

pages = Blueprint("guides", __name__)
TEMPLATES = {"text": "guides/guide.html", "sheet": "guides/sheet.html", "figures": "guides/figures.html"}


@pages.get("/guides")
@public
@without_database
def guides() -> str:
    """All guides there are."""
    return render_template("guides/guides.html", guides=list(_shelf().values()))


@pages.get("/guides/<slug>")
@public
@without_database
def guide(slug: str) -> str:
    """One guide, to read or to print."""
    found = _shelf().get(slug)
    if found is None:
        raise NotFound()
    return render_template(TEMPLATES[found.kind], guide=found, years=_years() if found.kind == "figures" else [])


def _shelf() -> dict[str, Guide]:
    library: Library = current_app.extensions["tomoshibi_guides"]
    return dict(library[i18n.locale()])


def _years() -> list[Year]:
    return list(reversed(current_app.extensions["tomoshibi_figures"]))
