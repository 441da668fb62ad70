"""Giving a case to a colleague by name."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from app.accounts import current
from app.accounts.access import allowed
from app.errors import Invalid
from app.permissions import Permission
from app.review import case_page, giving
from app.review.forms import GivingForm, RulingForm
from app.review.leases import TooLate

pages = Blueprint("giving", __name__, url_prefix="/review")


@pages.post("/<contribution_id>/handover")
@allowed(Permission.Review.RULE)
def create_handover(contribution_id: str) -> Any:
    """Leave it to somebody on duty, or to a lead."""
    found, form = case_page.contribution(contribution_id), GivingForm(request.form)
    if not form.validate():
        return case_page.show(found, RulingForm(), _troubles(form), form), 422
    try:
        colleague = giving.somebody(current.keys(), current.member(), form.whom.data)
        giving.give(current.member(), found, colleague, form.line.data)
    except TooLate as late:
        return case_page.show(found, RulingForm(), {"case": late.message}, form), 409
    except Invalid as unfit:
        return case_page.show(found, RulingForm(), {"whom": unfit.message}, form), 422
    flash(_("%(name)sさんにお願いしました。ありがとうございます。", name=colleague.name), "done")
    return redirect(url_for("review.queue"), 303)


def _troubles(form: GivingForm) -> dict[str, str]:
    return {name: str(errors[0]) for name, errors in form.errors.items()}
