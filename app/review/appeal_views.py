"""Appeals as those see them who had no part in the ruling: what was seen then, and the two ways to answer."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.accounts import current
from app.accounts.access import allowed
from app.errors import Invalid
from app.permissions import Permission
from app.review import appeals, evidence_page, letters
from app.review.appeal_models import Appeal
from app.review.forms import AnswerForm
from app.review.leases import TooLate
from app.review.reversals import Why

pages = Blueprint("appeals", __name__, url_prefix="/review/appeals")


@pages.get("")
@allowed(Permission.Appeal.ANSWER)
def every() -> str:
    """What waits for another look."""
    found = [(appeal, appeals.ruling_of(appeal)) for appeal in appeals.open_to(current.member())]
    return render_template("review/appeals.html", appeals=found, shown=evidence_page)


@pages.get("/<appeal_id>")
@allowed(Permission.Appeal.ANSWER)
def appeal(appeal_id: str) -> str:
    """One of them, with the original evidence."""
    return _page(appeals.appeal_for(current.member(), appeal_id), AnswerForm())


@pages.post("/<appeal_id>/upholding")
@allowed(Permission.Appeal.ANSWER)
def create_upholding(appeal_id: str) -> Any:
    """The ruling stands."""
    return _answer(appeal_id, appeals.uphold, _("決定のままにして、本人に答えました。"))


@pages.post("/<appeal_id>/overturning")
@allowed(Permission.Appeal.ANSWER)
def create_overturning(appeal_id: str) -> Any:
    """The ruling falls."""
    return _answer(appeal_id, appeals.overturn, _("決定を取り消して、本人に答えました。"))


@pages.post("/<appeal_id>/letter")
@allowed(Permission.Appeal.ANSWER)
def create_letter(appeal_id: str) -> str:
    """Begin the words to the author with a letter; nothing is decided."""
    form = AnswerForm(request.form)
    form.begin_letter()
    return _page(appeals.appeal_for(current.member(), appeal_id), form)


def _answer(appeal_id: str, answer: Any, done: str) -> Any:
    found = appeals.appeal_for(current.member(), appeal_id)
    form = AnswerForm(request.form)
    if not form.validate():
        return _page(found, form, form.first_error), 422
    try:
        answer(current.member(), found, Why(form.words.data, form.note.data))
    except Invalid as declined:
        return _page(found, form, declined.message), 409 if isinstance(declined, TooLate) else 422
    flash(done, "done")
    return redirect(url_for("appeals.every"), 303)


def _page(found: Appeal, form: AnswerForm, trouble: str = "") -> str:
    ruling = appeals.ruling_of(found)
    return render_template(
        "review/appeal.html",
        appeal=found,
        form=form,
        trouble=trouble,
        letter_names=[(key, letter.name) for key, letter in letters.ANSWERS.items()],
        **evidence_page.of(ruling, found.mask_id, appeals.evidence_of(found)),
    )
