"""Accepting an invitation, and the page on which a lead makes one."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app import throttle
from app.accounts import current, masks, renewing, staff, staff_forms, staff_words
from app.accounts.access import allowed, members_only, public
from app.accounts.staff_forms import AcceptanceForm, InvitationForm
from app.contributions import screening
from app.errors import Invalid
from app.permissions import GIVES, Permission, Role

pages = Blueprint("staff", __name__)


@pages.get("/invited")
@public
def invitation() -> str:
    """Where the code of an invitation is entered; visitors are shown the ways in first."""
    return _accept_page({})


@pages.post("/invited")
@members_only
def create_acceptance() -> Any:
    """Take a role on."""
    throttle.take_turn(throttle.INVITATION)
    form = AcceptanceForm(request.form)
    troubles = _troubles(form)
    if troubles:
        return _accept_page(troubles), 422
    try:
        token = staff.accept(current.keys(), current.member(), form.code.data, form.name.data)
    except Invalid as declined:
        return _accept_page({"name" if isinstance(declined, masks.NameTaken) else "code": declined.message}), 422
    throttle.forgive(throttle.INVITATION)
    renewing.carry_on(token)
    flash(_("ありがとうございます。つぎに、もう一つの確認を用意してください。"), "done")
    return redirect(url_for("second_factor.keep"), 303)


@pages.get("/review/staff")
@allowed(Permission.Staff.INVITE)
def everybody() -> str:
    """Who has which role, and inviting somebody to one."""
    return _staff_page({})


@pages.post("/review/staff/invitations")
@allowed(Permission.Staff.INVITE)
def create_invitation() -> Any:
    """Make an invitation; this answer is the only place where its code is shown."""
    throttle.check(throttle.RECOVERY)
    form = InvitationForm(request.form)
    if not form.validate():
        return _staff_page({name: str(errors[0]) for name, errors in form.errors.items()}), 422
    try:
        code = staff.invite(current.keys(), current.member(), form.offered)
    except Invalid as declined:
        return _staff_page({"profession": declined.message}), 422
    return _staff_page({}, code)


def _troubles(form: AcceptanceForm) -> dict[str, Any]:
    if not form.validate():
        return {name: str(errors[0]) for name, errors in form.errors.items()}
    offered = staff.waiting(current.keys(), form.code.data)
    if offered is None:
        return {"code": staff_forms.UNKNOWN_CODE}
    return _troubles_of_name(form.name.data) if offered.profession and not _wears(offered.profession) else {}


def _troubles_of_name(name: str) -> dict[str, Any]:
    if len(name) < masks.SHORTEST:
        return {"name": staff_forms.NAME_NEEDED}
    if not screening.name_is_fine(name):
        return {"name": _("この名前は使えません。本名や連絡先に見えるものは避けて、少し変えてみてください。")}
    return {}


def _wears(profession: str) -> bool:
    member = current.member()
    return profession in {**member.badges, **member.resting}.values()


def _accept_page(troubles: dict[str, Any]) -> str:
    return render_template("accounts/invited.html", troubles=troubles)


def _staff_page(troubles: dict[str, Any], code: str = "") -> str:
    given = GIVES[current.member().role]
    return render_template(
        "accounts/staff.html",
        colleagues=staff.colleagues(current.keys()),
        roles=[(role.value, staff_words.ROLES[role]) for role in Role if role in given],
        names=staff_words.ROLES,
        code=code,
        troubles=troubles,
    )
