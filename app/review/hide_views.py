"""Out of sight for some hours, by whoever watches."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from app.accounts import current
from app.accounts.access import allowed
from app.permissions import Permission
from app.review import case_page, hiding
from app.review.forms import HideForm, RulingForm
from app.review.leases import TooLate

pages = Blueprint("hides", __name__, url_prefix="/review")


@pages.post("/<contribution_id>/hide")
@allowed(Permission.Review.HIDE)
def create_hide(contribution_id: str) -> Any:
    """Out of sight for some hours."""
    found = case_page.contribution(contribution_id)
    form = HideForm(request.form)
    if not form.validate():
        return case_page.show(found, RulingForm(), {"hide": form.first_error}), 422
    try:
        hiding.hide(current.member(), found, form.reason.data)
    except TooLate as late:
        return case_page.show(found, RulingForm(), {"case": late.message}), 409
    flash(_("数時間、見えなくしました。見守り役が、いちばん先に見ます。"), "done")
    return redirect(url_for("review.queue"), 303)
