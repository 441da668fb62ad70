"""A room as a lead sets it: hours, days that are different, what it does not answer, how many may wait."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.accounts import current
from app.accounts.access import allowed
from app.experts import calendars, duty, notation, queries, wording
from app.experts.forms import RoomForm
from app.experts.models import ExpertRoom
from app.permissions import Permission

pages = Blueprint("furnishing", __name__)


@pages.get("/experts/<slug>/furnishing")
@allowed(Permission.Question.FURNISH)
def show(slug: str) -> str:
    """The room as it is."""
    found = queries.room_for(current.member(), slug)
    calendar = calendars.of_room(found)
    said = {"week": notation.written_week(calendar.week), "other": notation.written_days(calendar.other)}
    limits = {"limits_ja": found.limits_ja, "limits_en": found.limits_en}
    capacity = "" if found.capacity is None else str(found.capacity)
    holidays = "1" if found.keeps_holidays else ""
    return _page(found, RoomForm(data={**said, **limits, "capacity": capacity, "keeps_holidays": holidays}))


@pages.post("/experts/<slug>/furnishing")
@allowed(Permission.Question.FURNISH)
def change(slug: str) -> Any:
    """Set it anew; everything that is said about waiting follows from it at once."""
    found = queries.room_for(current.member(), slug)
    form = RoomForm(request.form)
    if not form.validate():
        return _page(found, form), 422
    found.limits_ja, found.limits_en, found.capacity = form.limits_ja.data, form.limits_en.data, form.number
    found.keeps_holidays = bool(form.keeps_holidays.data)
    calendars.put(found, notation.week(form.week.data), notation.days(form.other.data))
    duty.cut_short(found)
    flash(_("部屋を変えました。"), "done")
    return redirect(url_for("experts.room", slug=found.slug), 303)


def _page(room: ExpertRoom, form: RoomForm) -> str:
    troubles = {name: str(errors[0]) for name, errors in form.errors.items()}
    return render_template("experts/furnishing.html", room=wording.room(room), form=form, troubles=troubles)
