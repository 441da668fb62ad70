"""The crisis desk in the console: take over by one tap, pass on without a reason."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app.accounts import current
from app.accounts.access import allowed
from app.permissions import Permission
from app.review import calls, desk, phrases
from app.review.desk import Late

pages = Blueprint("calls", __name__, url_prefix="/review/calls")


@pages.get("")
@allowed(Permission.Call.ANSWER)
def waiting() -> str:
    """What is open at the desk, one's own calls first; no word of any text."""
    return render_template("review/calls.html", calls=calls.waiting(current.member()), phrases=phrases)


@pages.post("/<call_id>/acceptance")
@allowed(Permission.Call.ANSWER)
def create_acceptance(call_id: str) -> Any:
    """I look."""
    call = calls.call_for(current.member(), call_id)
    try:
        contribution = desk.accept(current.member(), call)
    except Late as late:
        flash(late.message, "waiting")
        return redirect(url_for("calls.waiting"), 303)
    flash(_("引き受けました。ありがとうございます。30分のあいだ、ほかの人は呼ばれません。"), "done")
    return redirect(url_for("review.case", contribution_id=contribution.id), 303)


@pages.post("/<call_id>/passing")
@allowed(Permission.Call.ANSWER)
def create_passing(call_id: str) -> Any:
    """Not me, not now."""
    call = calls.call_for(current.member(), call_id)
    patience = timedelta(minutes=current_app.extensions["tomoshibi_settings"].call_minutes)
    try:
        desk.pass_on(current.member(), call, patience)
    except Late as late:
        flash(late.message, "waiting")
    else:
        flash(_("ほかの人にまわしました。休んで大丈夫です。"), "done")
    return redirect(url_for("calls.waiting"), 303)
