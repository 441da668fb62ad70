"""Rooms as pages: they read by refresh and speak by form; with scripts the same page becomes live."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app import throttle
from app.accounts import current
from app.accounts.access import members_only, public
from app.chat import queries, services
from app.chat.forms import LineForm
from app.chat.models import Room
from app.contributions import asking, voices
from app.contributions.services import Receipt, Submission
from app.errors import Invalid
from app.ids import new_id
from app.permissions import Actor, Permission, require

pages = Blueprint("chat", __name__)


@pages.get("/rooms")
@public
def rooms() -> str:
    """All rooms, open or not."""
    return render_template("chat/rooms.html", rooms=queries.rooms(), watch=queries.watch())


@pages.get("/rooms/<slug>")
@public
def room(slug: str) -> str:
    """The last messages of a room and the line to write in."""
    found = queries.room_for(current.member(), slug)
    return _show(found, LineForm(), before=_number(request.args.get("before", type=int)))


@pages.post("/rooms/<slug>/messages")
@members_only
def say(slug: str) -> Any:
    """Say a line without scripts."""
    found = queries.room_for(current.member(), slug)
    require(current.member(), Permission.Room.SPEAK, found)
    throttle.check(throttle.SAY)
    form = LineForm(request.form)
    if form.wants_to_rewrite:
        return _show(found, form)
    if not form.validate():
        return _show(found, form, trouble=form.first_error), 422
    line = services.Line(form.body.data, form.mark, form.attempt)
    used_here = queries.mask_used_in(current.member(), found)
    submission = voices.speak(current.member(), form, used_here, lambda writer: services.say(writer, found, line))
    return _answer(found, form, submission)


def _answer(room: Room, form: LineForm, submission: Submission) -> Any:
    here = url_for("chat.room", slug=room.slug)
    if submission.receipt is Receipt.ASKED:
        return asking.page(submission, url_for("chat.say", slug=room.slug), {"nonce": new_id(), **voices.kept(form)})
    if submission.receipt is Receipt.REFUSED:
        raise Invalid(_("このことばは出せませんでした。"))
    return redirect(f"{here}#say", 303)


def _show(room: Room, form: LineForm, before: int | None = None, trouble: str = "") -> str:
    member = current.member()
    messages = queries.latest(member, room, before)
    return render_template(
        "chat/room.html",
        room=room,
        messages=messages,
        held=[] if before else queries.own_held(member, room),
        earlier=messages[0].seq if len(messages) == queries.SHOWN else None,
        is_latest=before is None,
        presence=current_app.extensions["tomoshibi_presence"].of(room.id),
        watch=queries.watch(),
        body=form.body.data or "",
        voices=_voices(member, room, form),
        trouble=trouble,
        nonce=new_id(),
    )


def _voices(member: Actor, room: Room, form: LineForm) -> voices.Voices | None:
    return voices.offer(member, form, queries.mask_used_in(member, room)) if member.is_member else None


def _number(given: int | None) -> int | None:
    """A number of the room's own size; anything beyond is as good as none."""
    return given if given is not None and 0 < given < 2**53 else None
