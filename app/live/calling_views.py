"""What counsellors do with raised hands, and when their live hours are. To others these routes do not exist."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import throttle
from app.accounts import current
from app.accounts.access import allowed
from app.chat import queries as rooms
from app.chat import turns
from app.chat import views as chat
from app.chat.models import Room
from app.experts import notation, wording
from app.experts import queries as experts
from app.experts.models import ExpertRoom
from app.live import planning, queries, services
from app.live.forms import PlanForm
from app.live.models import Hand
from app.permissions import Actor, Permission, require

pages = Blueprint("calling", __name__)

CONFLICT = 409


@pages.post("/rooms/<slug>/hands/next")
@allowed(Permission.Room.CALL)
def create_call(slug: str) -> Any:
    """Give the turn to whoever has waited longest."""
    found = rooms.room_for(current.member(), slug)
    require(current.member(), Permission.Room.CALL, found)
    throttle.check(throttle.WRITE)
    try:
        services.call_next(current.member(), found)
    except (services.NotFree, turns.Closed) as taken:
        flash(taken.message, "trouble")
        return chat.page(found), CONFLICT
    return _back_to(found)


@pages.post("/hands/<hand_id>/closing")
@allowed(Permission.Room.CALL)
def create_closing(hand_id: str) -> Any:
    """The question is answered."""
    return _end(hand_id, services.close)


@pages.post("/hands/<hand_id>/passing")
@allowed(Permission.Room.CALL)
def create_passing(hand_id: str) -> Any:
    """This one is not for a live hour."""
    return _end(hand_id, services.pass_over)


@pages.get("/experts/<slug>/live")
@allowed(Permission.Question.PLAN)
def show_plan(slug: str) -> str:
    """The live hours as they are."""
    found = _room_to_plan(slug)
    calendar = planning.calendar_of(found)
    said = {"week": notation.written_week(calendar.week), "other": notation.written_days(calendar.other)}
    return _plan_page(found, PlanForm(data=said))


@pages.post("/experts/<slug>/live")
@allowed(Permission.Question.PLAN)
def change_plan(slug: str) -> Any:
    """Set them anew; they are announced at once."""
    found = _room_to_plan(slug)
    form = PlanForm(request.form)
    if not form.validate():
        return _plan_page(found, form), 422
    planning.plan(current.member(), found, notation.week(form.week.data), notation.days(form.other.data))
    flash(_("ライブの時間を変えました。部屋のページに、もう出ています。"), "done")
    return redirect(url_for("experts.room", slug=found.slug), 303)


def _end(hand_id: str, act: Callable[[Actor, Hand], None]) -> Any:
    found = queries.hand_for(current.member(), hand_id)
    require(current.member(), Permission.Room.CALL, found.room)
    try:
        act(current.member(), found)
    except services.NotFree as gone:
        flash(gone.message, "trouble")
        return chat.page(found.room), CONFLICT
    return _back_to(found.room)


def _room_to_plan(slug: str) -> ExpertRoom:
    found = experts.room_for(current.member(), slug)
    require(current.member(), Permission.Question.PLAN, found)
    return found


def _plan_page(room: ExpertRoom, form: PlanForm) -> str:
    troubles = {name: str(errors[0]) for name, errors in form.errors.items()}
    return render_template("live/plan.html", room=wording.room(room), form=form, troubles=troubles)


def _back_to(room: Room) -> Response:
    return redirect(f"{url_for('chat.room', slug=room.slug)}#hands", 303)
