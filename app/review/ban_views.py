"""The page of the second person: what was proposed, on which words, and yes or no. Whose account it is nobody sees."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.accounts import current
from app.accounts.access import allowed
from app.errors import Invalid
from app.permissions import Permission
from app.review import bans, evidence, evidence_page, told
from app.review.ban_models import BanProposal
from app.review.forms import AnswerForm
from app.review.leases import TooLate

pages = Blueprint("bans", __name__, url_prefix="/review/bans")


@pages.get("")
@allowed(Permission.Ban.ANSWER)
def every() -> str:
    """What waits for a second person."""
    found = [(each, bans.ruling_of(each)) for each in bans.open_to(current.member())]
    mine = {each.ruling_id for each, ruling in found if told.had_a_part(current.member(), ruling)}
    return render_template("review/bans.html", proposals=found, mine=mine, shown=evidence_page)


@pages.get("/<ruling_id>")
@allowed(Permission.Ban.ANSWER)
def proposal(ruling_id: str) -> str:
    """One of them."""
    return _page(bans.proposal_for(current.member(), ruling_id), AnswerForm())


@pages.post("/<ruling_id>/confirmation")
@allowed(Permission.Ban.ANSWER)
def create_confirmation(ruling_id: str) -> Any:
    """Agree."""
    return _answer(ruling_id, bans.confirm, _("ふたりの決定になりました。席は閉じました。"))


@pages.post("/<ruling_id>/refusal")
@allowed(Permission.Ban.ANSWER)
def create_refusal(ruling_id: str) -> Any:
    """Do not agree."""
    return _answer(ruling_id, bans.decline, _("同意しませんでした。休みも終わりました。"))


def _answer(ruling_id: str, answer: Any, done: str) -> Any:
    found = bans.proposal_for(current.member(), ruling_id)
    form = AnswerForm(request.form)
    if not form.validate():
        return _page(found, form, form.first_error), 422
    try:
        answer(current.member(), found, form.note.data)
    except Invalid as declined:
        return _page(found, form, declined.message), 409 if isinstance(declined, TooLate) else 422
    flash(done, "done")
    return redirect(url_for("bans.every"), 303)


def _page(found: BanProposal, form: AnswerForm, trouble: str = "") -> str:
    ruling = bans.ruling_of(found)
    return render_template(
        "review/ban.html",
        proposal=found,
        form=form,
        trouble=trouble,
        is_open=bans.is_open(found),
        is_mine=told.had_a_part(current.member(), ruling),
        **evidence_page.of(ruling, found.mask_id, evidence.of(ruling)),
    )
