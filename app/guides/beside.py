"""The offer of a guide beside a text, and the word that somebody does not want it."""

from typing import Any

from flask import Blueprint, current_app, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import i18n, web
from app.accounts import current
from app.accounts.access import members_only
from app.errors import NotFound
from app.guides import fitting, put_away
from app.guides.shelf import Shelf
from app.markup import stored

pages = Blueprint("guide_offers", __name__)


def guide_beside(text: Any) -> str:
    """At most one guide beside a thread or question, for members, who alone can put it away; else nothing."""
    member = current.member()
    # Words that were not opened for this reader read empty: what they are about is not said to them either.
    slug = fitting.slug_beside(text) if member.is_member and text.is_visible and text.body else None
    shelf: Shelf = current_app.extensions["tomoshibi_guides"]
    guide = shelf.in_language(i18n.locale()).get(slug) if slug else None
    if slug is None or guide is None or put_away.is_put_away(current.keys(), member, slug):
        return ""
    return stored(render_template("guides/_beside.html", guide=guide))


@pages.post("/guides/<slug>/put-away")
@members_only
def create_put_away(slug: str) -> Response:
    """Not this one, for half a year."""
    shelf: Shelf = current_app.extensions["tomoshibi_guides"]
    if slug not in shelf.in_language("ja"):
        raise NotFound()
    put_away.put_away(current.keys(), current.member(), slug)
    flash(_("この読みものは、しばらくおすすめしません。「読みもの」からは、いつでも読めます。"), "done")
    return web.back_to(request.form.get("next"), "/guides")
