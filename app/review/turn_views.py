"""The next one, another one, or a rest: how a moderator goes from case to case without a list in between."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import current
from app.accounts.access import allowed
from app.permissions import Permission
from app.review import case_page, loads, turns

pages = Blueprint("turns", __name__, url_prefix="/review")


@pages.post("/next")
@allowed(Permission.Review.RULE)
def create_turn() -> Response:
    """Take the worst thing that nobody holds."""
    return lead_on()


@pages.post("/<contribution_id>/aside")
@allowed(Permission.Review.RULE)
def create_aside(contribution_id: str) -> Response:
    """Leave this one to others, and go on."""
    turns.pass_over(current.member(), case_page.contribution(contribution_id))
    return lead_on()


@pages.get("/rest")
@allowed(Permission.Review.RULE)
def rest() -> str:
    """An offer, never an order."""
    return render_template("review/rest.html")


@pages.post("/rest")
@allowed(Permission.Review.RULE)
def create_rest() -> Response:
    """Stop for now, or go on all the same."""
    loads.rest(current.member())
    if request.form.get("choice") == "on":
        return lead_on()
    flash(_("ありがとうございました。続きは、ほかの人にまかせて大丈夫です。"), "done")
    return redirect("/", 303)


def lead_on() -> Response:
    """To the next case, held for whoever asks; to a pause after heavy ones; to the list when there is nothing left."""
    if turns.needs_rest(current.member()):
        return redirect(url_for("turns.rest"), 303)
    found = turns.take_next(current.member())
    if found is None:
        flash(_("いま、あなたに見てもらうものはありません。"), "done")
        return redirect(url_for("review.queue"), 303)
    return redirect(url_for("review.case", contribution_id=found.id), 303)
