"""Deciding a case."""

from typing import Any

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from app.accounts import current
from app.accounts.access import allowed
from app.errors import Invalid
from app.permissions import Permission
from app.review import case_page, outcomes, services, turn_views
from app.review.forms import RulingForm
from app.review.leases import TooLate

pages = Blueprint("rulings", __name__, url_prefix="/review")


@pages.post("/<contribution_id>/rulings")
@allowed(Permission.Review.RULE)
def create_ruling(contribution_id: str) -> Any:
    """Decide."""
    found = case_page.contribution(contribution_id)
    form = RulingForm(request.form)
    if "fill" in request.form:
        form.begin_letter()
        return case_page.show(found, form)
    if not form.validate():
        return case_page.show(found, form, {name: str(errors[0]) for name, errors in form.errors.items()}), 422
    try:
        ruling = services.rule(current.member(), found, form.verdict)
    except Invalid as declined:
        return case_page.show(found, form, {"case": declined.message}), 409 if isinstance(declined, TooLate) else 422
    flash(_("「%(outcome)s」にしました。", outcome=outcomes.TABLE[ruling.outcome].name), "done")
    return turn_views.lead_on()
