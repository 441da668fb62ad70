"""Beside every composer: keeping what was begun, looking at it before it is sent, and seeing how it will stand there."""

from typing import Any

from flask import Blueprint, current_app, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import links, throttle, web
from app.accounts import current
from app.accounts.access import members_only, public
from app.contributions import checking, drafting, drafts, places
from app.contributions.forms import one_line
from app.contributions.places import Place
from app.contributions.versions import Words
from app.errors import NotFound
from app.forms import tidy
from app.markup import stored, to_html

pages = Blueprint("composing", __name__)


@pages.post("/drafts")
@members_only
def create_draft() -> Response:
    """Keep what stands in a composer; said by its script now and then. Other forms keep it when they are sent."""
    throttle.check(throttle.DRAFT)
    return Response(status=204 if drafting.keep(_place().path, request.form) else 200)


@pages.get("/me/drafts")
@members_only
def own_drafts() -> str:
    """Everything one has begun, wherever it belongs."""
    return render_template("contributions/drafts.html", drafts=drafts.all_of(current.member()))


@pages.post("/drafts/remove")
@members_only
def remove_draft() -> Response:
    """Put it away for good."""
    drafts.forget(current.member(), request.form.get("place", ""))
    flash(_("書きかけを消しました。"), "done")
    return web.back_to(request.form.get("next"), "/me/drafts")


@pages.post("/checks")
@members_only
def create_check() -> Any:
    """What would be asked or would wait, while somebody is still writing. The words are looked at and forgotten."""
    throttle.check(throttle.CHECK)
    place, words = _place(), _words()
    with current_app.extensions["tomoshibi_db"].reading():
        check = checking.of(current.member(), place, words)
    return render_template("contributions/_check.html", check=check) if check else Response(status=204)


@pages.post("/preview")
@members_only
def create_preview() -> str:
    """How it will stand there. Nothing has been sent."""
    throttle.check(throttle.WRITE)
    place = _place()
    is_kept = drafting.keep(place.path, request.form)
    fields = {name: value for name, value in request.form.items() if name not in {"csrf_token", "place", "choice"}}
    return render_template(
        "contributions/preview.html",
        words=_words(),
        html=stored(to_html(_words().body)),
        warning=one_line(request.form.get("warning")),
        action=place.path,
        fields=fields,
        is_kept=is_kept,
    )


@pages.get("/leaving-to")
@public
def leaving_to() -> tuple[str, int]:
    """Where a link in a text leads, before one goes. Only what a text of ours held can be opened here."""
    target = links.opened(request.args.get("to", ""))
    return render_template("contributions/leaving_to.html", target=target), 200 if target else 404


def _place() -> Place:
    found = places.at(request.form.get("place", ""))
    if found is None:
        raise NotFound()
    return found


def _words() -> Words:
    return Words(one_line(request.form.get("title")), tidy(request.form.get("body")))
