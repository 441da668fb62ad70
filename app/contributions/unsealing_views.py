"""The page on which a moderator opens sealed words, and says so by that."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.accounts import current
from app.accounts.access import allowed
from app.contributions import unsealing
from app.permissions import Permission

pages = Blueprint("unsealing", __name__)


@pages.get("/contributions/<contribution_id>/unsealing")
@allowed(Permission.Question.UNSEAL)
def show(contribution_id: str) -> str:
    """What it means to open it; after that, the words."""
    found = unsealing.sealed_for(current.member(), contribution_id)
    is_open = unsealing.is_open_to(current.member(), found)
    unsealing.open_if_recorded(current.member(), found)
    ground = unsealing.ground_of(found) or ""
    return render_template("contributions/unsealing.html", contribution=found, is_open=is_open, ground=ground)


@pages.post("/contributions/<contribution_id>/unsealing")
@allowed(Permission.Question.UNSEAL)
def create(contribution_id: str) -> Response:
    """Open it, and let that be known."""
    found = unsealing.sealed_for(current.member(), contribution_id)
    unsealing.unseal_for(current.member(), found)
    return redirect(url_for("unsealing.show", contribution_id=found.id), 303)
