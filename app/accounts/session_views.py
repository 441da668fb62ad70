"""Where one is signed in: seeing it, ending it, and letting in another browser of one's own."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import throttle, web
from app.accounts import current, entrance, entry_codes, forms, services, sessions
from app.accounts.access import members_only, public
from app.accounts.forms import EntryForm

pages = Blueprint("sessions", __name__)


@pages.get("/me/sessions")
@members_only
def own() -> str:
    """Every browser that is signed in: which one this is, and since about when."""
    return render_template("accounts/sessions.html", sessions=sessions.of_member(_own_id()))


@pages.post("/me/sessions/<session_id>/remove")
@members_only
def remove(session_id: str) -> Response:
    """End one; when it is this one, that is signing out."""
    services.sign_out_there(current.member(), session_id)
    if session_id == current.member().session_id:
        web.forget_browser_session()
        return redirect(url_for("pages.home"), 303)
    flash(_("その端末から出ました。"), "done")
    return redirect(url_for("sessions.own"), 303)


@pages.post("/me/sessions/elsewhere/remove")
@members_only
def remove_elsewhere() -> Response:
    """End all but this one."""
    services.sign_out_elsewhere(current.member())
    flash(_("ほかの端末から、すべて出ました。"), "done")
    return redirect(url_for("sessions.own"), 303)


@pages.get("/me/entry")
@members_only
def entry() -> str:
    """What the number is for, and a button that makes one."""
    return render_template("accounts/entry.html", number="")


@pages.post("/me/entry")
@members_only
def create_entry() -> str:
    """Show a number once. It is kept nowhere in readable form, so this answer is the only place for it."""
    throttle.check(throttle.RECOVERY)
    number = entry_codes.offer(current.keys(), _own_id())
    return render_template("accounts/entry.html", number=number)


@pages.get("/login/code")
@public
def enter() -> Any:
    """The number that another browser of one's own shows."""
    if current.member().is_member:
        return redirect(url_for("accounts.me"), 303)
    return _enter_page("")


@pages.post("/login/code")
@public
def create_from_code() -> Any:
    """Let in whoever knows the number within its minute."""
    form = EntryForm(request.form)
    if not form.validate():
        return _enter_page(form.first_error), 422
    throttle.take_turn(throttle.ENTRY)
    throttle.check(throttle.ENTRY_OF_ALL, "everybody")
    member_id = entry_codes.redeem(current.keys(), form.number.data)
    if member_id is None:
        return _enter_page(forms.UNKNOWN_NUMBER), 422
    entrance.let_in(services.sign_in(member_id, entrance.session_days()), is_own_device=form.own_device.data)
    return web.back_to(request.form.get("next"), "/")


def _enter_page(trouble: Any) -> str:
    return render_template("accounts/enter.html", trouble=trouble, target=request.values.get("next", ""))


def _own_id() -> str:
    return str(current.member().member_id)
