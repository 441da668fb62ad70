"""Taking a ruling back, after being told what that means."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.accounts import current
from app.accounts.access import allowed
from app.errors import Invalid
from app.permissions import Permission
from app.review import evidence_page, reasons, reversals, told
from app.review.forms import AnswerForm
from app.review.leases import TooLate
from app.review.models import Ruling
from app.review.reversals import Why

pages = Blueprint("reversals", __name__, url_prefix="/review/rulings")


@pages.get("/<ruling_id>/reversal")
@allowed(Permission.Review.TAKE_BACK)
def confirm(ruling_id: str) -> str:
    """What would fall with it."""
    return _page(reversals.ruling_for(current.member(), ruling_id), AnswerForm())


@pages.post("/<ruling_id>/reversal")
@allowed(Permission.Review.TAKE_BACK)
def create_reversal(ruling_id: str) -> Any:
    """Take it back."""
    found = reversals.ruling_for(current.member(), ruling_id)
    form = AnswerForm(request.form)
    if not form.validate():
        return _page(found, form, form.first_error), 422
    try:
        reversals.take_back(current.member(), found, Why(form.words.data, form.note.data))
    except Invalid as declined:
        return _page(found, form, declined.message), 409 if isinstance(declined, TooLate) else 422
    flash(_("決定を取り消しました。そこから起きたことも、もとに戻りました。"), "done")
    return redirect(url_for("review.queue"), 303)


def _page(found: Ruling, form: AnswerForm, trouble: str = "") -> str:
    return render_template(
        "review/reversal.html",
        ruling=found,
        rows=evidence_page.rows_of(found),
        reason=reasons.REASONS.get(found.reason, found.reason),
        has_fallen=told.has_fallen(found),
        form=form,
        trouble=trouble,
    )
