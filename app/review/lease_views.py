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
# Where somebody signs out; what their page says in parting would come from nobody.
WAYS_OUT = frozenset({"away.leave", "accounts.logout", "accounts.remove_all_sessions"})


@pages.before_app_request
def let_go() -> None:
    """Before somebody is signed out: what they hold goes back to the list."""
    if request.endpoint in WAYS_OUT and request.method == "POST" and current.member().is_staff:
        leases.let_go(current.member())


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
