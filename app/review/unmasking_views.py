"""The pages of the two who decide whether names may be told to belong together. To everybody else they do not exist."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms import TextAreaField

from app import db
from app.accounts import current
from app.accounts.access import allowed
from app.accounts.models import Mask
from app.errors import Invalid
from app.forms import Form, Written, tidy
from app.permissions import Permission
from app.review import queries, unmasking
from app.review.unmasking_models import Unmasking

pages = Blueprint("unmasking", __name__, url_prefix="/review")


class ReasonForm(Form):
    """Why nothing less will do."""

    reason = TextAreaField(
        filters=[tidy], validators=[Written(unmasking.LONGEST_REASON, minimum=unmasking.SHORTEST_REASON)]
    )


@pages.get("/<contribution_id>/unmasking")
@allowed(Permission.Unmasking.ASK)
def ask_form(contribution_id: str) -> str:
    """What asking means, before one asks."""
    return _ask_page(contribution_id, ReasonForm(), "")


@pages.post("/<contribution_id>/unmasking")
@allowed(Permission.Unmasking.ASK)
def create_request(contribution_id: str) -> Any:
    """Ask a second person."""
    form = ReasonForm(request.form)
    if not form.validate():
        return _ask_page(contribution_id, form, _("理由を、20文字より長く書いてください。")), 422
    found = queries.contribution_for(current.member(), contribution_id)
    asked = unmasking.ask(current.member(), found, form.reason.data)
    flash(_("もうひとりの人に、同意をたずねました。"), "waiting")
    return redirect(url_for("unmasking.one", unmasking_id=asked.id), 303)


@pages.get("/unmaskings")
@allowed(Permission.Unmasking.ANSWER)
def every() -> str:
    """What was asked lately."""
    found = unmasking.requests(current.member())
    return render_template("review/unmaskings.html", requests=found, name_of=_name_of, state_of=_state_of)


@pages.get("/unmaskings/<unmasking_id>")
@allowed(Permission.Unmasking.ANSWER)
def one(unmasking_id: str) -> str:
    """One request, without any name but the one it is about."""
    return _page(unmasking.request_for(current.member(), unmasking_id))


@pages.post("/unmaskings/<unmasking_id>/approval")
@allowed(Permission.Unmasking.ANSWER)
def create_approval(unmasking_id: str) -> Any:
    """Agree."""
    return _decide(unmasking_id, unmasking.approve, _("同意しました。たずねた人が、1時間だけ読めます。"))


@pages.post("/unmaskings/<unmasking_id>/refusal")
@allowed(Permission.Unmasking.ANSWER)
def create_refusal(unmasking_id: str) -> Any:
    """Say no."""
    return _decide(unmasking_id, unmasking.decline, _("同意しませんでした。この願いは終わりです。"))


@pages.post("/unmaskings/<unmasking_id>/reading")
@allowed(Permission.Unmasking.ASK)
def create_reading(unmasking_id: str) -> Any:
    """Read the names once. They are in this answer and nowhere else; every reading is recorded."""
    found = unmasking.request_for(current.member(), unmasking_id)
    days = current_app.extensions["tomoshibi_settings"].unmask_told_after_days
    try:
        names = unmasking.other_names(current.member(), found, timedelta(days=days))
    except Invalid as declined:
        return _page(found, trouble=declined.message), 422
    return _page(found, names)


def _decide(unmasking_id: str, decide: Any, done: str) -> Any:
    found = unmasking.request_for(current.member(), unmasking_id)
    try:
        decide(current.member(), found)
    except Invalid as declined:
        return _page(found, trouble=declined.message), 422
    flash(done, "done")
    return redirect(url_for("unmasking.one", unmasking_id=found.id), 303)


def _ask_page(contribution_id: str, form: ReasonForm, trouble: str) -> str:
    found = queries.contribution_for(current.member(), contribution_id)
    return render_template("review/unmask_ask.html", contribution=found, reason=form.reason.data, trouble=trouble)


def _page(found: Unmasking, names: Any = None, trouble: str = "") -> str:
    is_mine = found.asked_by in current.member().masks
    return render_template(
        "review/unmasking.html",
        request_=found,
        name=_name_of(found.mask_id),
        asker=_name_of(found.asked_by),
        state=_state_of(found),
        may_answer=not is_mine and unmasking.is_open(found),
        may_read=is_mine and unmasking.is_readable(found),
        names=names,
        trouble=trouble,
    )


def _name_of(mask_id: str | None) -> str:
    mask = db.session().get(Mask, mask_id or "")
    return mask.name if mask else ""


def _state_of(found: Unmasking) -> str:
    if unmasking.is_open(found):
        return _("同意を待っています")
    if found.is_approved:
        return _("同意ずみ（読めます）") if unmasking.is_readable(found) else _("同意ずみ（読める時間は終わりました）")
    return _("同意されませんでした") if found.answered_at else _("時間が過ぎて終わりました")
