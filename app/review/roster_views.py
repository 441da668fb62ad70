"""The duty roster in the console: the coming week, one's own hours, and putting oneself down."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock
from app.accounts import current, duty, staff
from app.accounts.access import allowed
from app.accounts.models import Shift
from app.errors import Invalid
from app.permissions import Permission, Role, allows, require
from app.review import roster, roster_forms, week, weekly
from app.review.roster_forms import HoursForm

pages = Blueprint("roster", __name__, url_prefix="/review/roster")

WATCHING = (Role.WATCHER, Role.MODERATOR, Role.LEAD)


@pages.get("")
@allowed(Permission.Shift.SEE)
def everything() -> str:
    """Who watches in the coming week, when nobody does, and what one has promised oneself."""
    return _roster_page(HoursForm())


@pages.post("/shifts")
@allowed(Permission.Shift.TAKE)
def create_shift() -> Any:
    """Promise some hours, once or every week."""
    form = HoursForm(request.form)
    if not form.validate():
        return _roster_page(form, _troubles(form)), 422
    promise = weekly.promise if form.weekly.data else roster.promise
    try:
        promise(current.member(), _whom(form), form.hours)
    except Invalid as declined:
        return _roster_page(form, {"day": declined.message}), 422
    flash(_("当番表に入れました。ありがとうございます。"), "done")
    return _back()


@pages.get("/shifts/<shift_id>")
@allowed(Permission.Shift.SEE)
def shift(shift_id: str) -> str:
    """One shift: other hours, asking colleagues, giving it back."""
    found = roster.shift_for(current.member(), shift_id)
    require(current.member(), Permission.Shift.CHANGE, found)
    return _shift_page(found, HoursForm())


@pages.post("/shifts/<shift_id>/hours")
@allowed(Permission.Shift.CHANGE)
def create_hours(shift_id: str) -> Any:
    """Other hours, and, by the lead, another person."""
    found = roster.shift_for(current.member(), shift_id)
    require(current.member(), Permission.Shift.CHANGE, found)
    form = HoursForm(request.form)
    if not form.validate():
        return _shift_page(found, form, _troubles(form)), 422
    try:
        roster.change(current.member(), found, form.hours)
        if form.who.data:
            roster.assign(current.member(), found, _whom(form))
    except Invalid as declined:
        return _shift_page(found, form, {"day": declined.message}), 422
    flash(_("当番を変えました。"), "done")
    return _back()


@pages.post("/shifts/<shift_id>/remove")
@allowed(Permission.Shift.CHANGE)
def remove_shift(shift_id: str) -> Response:
    """Give it back; nobody is asked why."""
    roster.give_back(current.member(), roster.shift_for(current.member(), shift_id))
    flash(_("当番を返しました。知らせてくださって、ありがとうございます。"), "done")
    return _back()


@pages.post("/shifts/<shift_id>/offer")
@allowed(Permission.Shift.CHANGE)
def create_offer(shift_id: str) -> Response:
    """Ask whether somebody can take it."""
    roster.offer(current.member(), roster.shift_for(current.member(), shift_id))
    flash(_("代わってくれる人を、当番表で募っています。決まるまでは、あなたの当番のままです。"), "waiting")
    return _back()


@pages.post("/shifts/<shift_id>/offer/remove")
@allowed(Permission.Shift.CHANGE)
def remove_offer(shift_id: str) -> Response:
    """Nobody needs to take it."""
    roster.keep(current.member(), roster.shift_for(current.member(), shift_id))
    return _back()


@pages.post("/shifts/<shift_id>/takeover")
@allowed(Permission.Shift.TAKE)
def create_takeover(shift_id: str) -> Response:
    """Take what a colleague offers."""
    try:
        roster.take_over(current.member(), roster.shift_for(current.member(), shift_id))
    except Invalid as declined:
        flash(declined.message, "trouble")
    else:
        flash(_("当番を引き受けました。ありがとうございます。"), "done")
    return _back()


@pages.post("/weekly/<weekly_id>/remove")
@allowed(Permission.Shift.CHANGE)
def remove_weekly(weekly_id: str) -> Response:
    """Not every week any more."""
    weekly.end(current.member(), weekly.promised_for(current.member(), weekly_id))
    flash(_("毎週の当番をやめました。これからの分は、当番表から消えました。"), "done")
    return _back()


def _back() -> Response:
    return redirect(url_for("roster.everything"), 303)


def _whom(form: HoursForm) -> str:
    return form.who.data or current.member().work_mask


def _troubles(form: HoursForm) -> dict[str, str]:
    return {name: str(errors[0]) for name, errors in form.errors.items()}


def _colleagues() -> list[tuple[str, str]]:
    """For whoever may plan for others."""
    if not allows(current.member(), Permission.Shift.PLAN):
        return []
    return [(each.mask_id, each.name) for each in staff.colleagues(current.keys()) if each.role in WATCHING]


def _roster_page(form: HoursForm, troubles: dict[str, str] | None = None) -> str:
    member, zone = current.member(), roster_forms.zone_of(request.values.get("zone"))
    return render_template(
        "review/roster.html",
        days=week.coming(member, zone),
        own=week.own(member),
        offered=week.offered(member),
        weekly=weekly.of_masks(list(member.masks)),
        said=week.said,
        watch=duty.watch(),
        is_kept=duty.is_kept(),
        zone=zone,
        zones=[(each, str(name)) for each, name in roster_forms.ZONES.items()],
        colleagues=_colleagues(),
        today=clock.today(),
        form=form,
        troubles=troubles or {},
    )


def _shift_page(found: Shift, form: HoursForm, troubles: dict[str, str] | None = None) -> str:
    zone = roster_forms.zone_of(request.values.get("zone"))
    return render_template(
        "review/shift.html",
        shift=found,
        is_mine=found.mask_id in current.member().masks,
        typed=week.typed(found, zone)
        | {name: form[name].data for name in ("day", "starts", "ends") if form[name].data},
        said=week.said((found.starts_at, found.ends_at), zone),
        zone=zone,
        zones=[(each, str(name)) for each, name in roster_forms.ZONES.items()],
        colleagues=_colleagues(),
        troubles=troubles or {},
    )
