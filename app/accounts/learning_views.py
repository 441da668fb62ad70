"""One's own word on whether the check may learn from one's texts."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import current, learning, wardrobe
from app.accounts.access import members_only

pages = Blueprint("learning", __name__)


@pages.get("/me/learning")
@members_only
def own() -> str:
    """What it means, and how it is now."""
    chosen = wardrobe.chosen_by(current.keys(), current.member())
    return render_template("accounts/learning.html", is_fine=chosen.may_be_learned_from)


@pages.post("/me/learning")
@members_only
def create() -> Response:
    """Yes or no."""
    is_fine = "is_fine" in request.form
    learning.decide(current.keys(), str(current.member().member_id), is_fine=is_fine)
    flash(_("おぼえました。つぎの学びから、そうします。"), "done")
    return redirect(url_for("learning.own"), 303)
