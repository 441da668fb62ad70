"""Taking a case, keeping it, and putting it back."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from app.accounts import current
from app.accounts.access import allowed
from app.permissions import Permission
from app.review import case_page, leases
from app.review.forms import RulingForm
from app.review.leases import TooLate

pages = Blueprint("leases", __name__, url_prefix="/review")


@pages.post("/<contribution_id>/lease")
@allowed(Permission.Review.RULE)
def create_lease(contribution_id: str) -> Any:
    """Take the case, or keep it for five minutes more."""
    found = case_page.contribution(contribution_id)
    try:
        hold = leases.keep if "only_if_held" in request.form else leases.claim
        hold(current.member(), found)
    except TooLate as late:
        return case_page.show(found, RulingForm(), {"case": late.message}), 409
    return redirect(url_for("review.case", contribution_id=found.id), 303)


@pages.post("/<contribution_id>/lease/remove")
@allowed(Permission.Review.RULE)
def remove_lease(contribution_id: str) -> Response:
    """Put the case back without deciding; nothing remembers that."""
    leases.release(current.member(), case_page.contribution(contribution_id))
    return redirect(url_for("review.queue"), 303)
