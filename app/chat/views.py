"""Rooms as pages: they read by refresh and speak by form; with scripts the same page becomes live."""

from typing import Any

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app import throttle
from app.accounts import current
from app.accounts.access import members_only, public
from app.chat import hushes, queries, services, speaking, turns, waiting
from app.chat.forms import LineForm
from app.chat.models import Room
from app.contributions import asking, voices
from app.contributions.services import Receipt, Submission
from app.errors import Invalid, TooOften
from app.ids import new_id
from app.permissions import Actor, Permission, allows

pages = Blueprint("chat", __name__)


@pages.get("/rooms")
@public
def rooms() -> str:
    """All rooms, open or not."""
    return render_template(
        "chat/rooms.html",
        rooms=[room for room in queries.rooms() if room.is_open or not room.is_led],
        watch=queries.watch(),
    )


@pages.get("/rooms/<slug>")
@public
def room(slug: str) -> str:
    """The last messages of a room and the line to write in."""
    found = queries.room_for(current.member(), slug)
    before = _number(request.args.get("before", type=int))
    return _show(found, LineForm(data={"quotes": request.args.get("quotes", "")[:16]}), before)


@pages.post("/rooms/<slug>/messages")
@members_only
def say(slug: str) -> Any:
    """Say a line without scripts."""
    found = queries.room_for(current.member(), slug)
    throttle.check(throttle.SAY)
    form = LineForm(request.form)
    if form.wants_to_rewrite:
        return _show(found, form)
    if not form.validate():
        return _show(found, form, trouble=form.first_error), 422
    try:
        turns.require_turn(current.member(), found, form.mark)
        return _answer(found, form, _say(found, form))
    except (turns.Closed, turns.Outside, turns.OutOfTurn, TooOften) as wait:
        return _show(found, form, trouble=wait.message), 429 if isinstance(wait, TooOften) else 422


def _say(room: Room, form: LineForm) -> Submission:
    member = current.member()
    quoted = queries.message_for(member, room, form.quotes.data)
    line = services.Line(
        form.body.data, form.mark, form.attempt, quoted.id if quoted else None, form.warning.data or ""
    )
    return speaking.speak(member, room, form, line)


def _answer(room: Room, form: LineForm, submission: Submission) -> Any:
    here = url_for("chat.room", slug=room.slug)
    if submission.receipt is Receipt.ASKED:
        kept = {"nonce": new_id(), "quotes": form.quotes.data or "", "warning": form.warning.data or ""}
        return asking.page(submission, url_for("chat.say", slug=room.slug), kept | voices.kept(form))
    if submission.receipt is Receipt.REFUSED:
        raise Invalid(_("このことばは出せませんでした。"))
    return redirect(f"{here}#say", 303)


def page(room: Room, panel: str | None = None) -> str:
    """The room with nothing typed in; `panel` stands above it in place of what usually does where it is led."""
    return render_template("chat/room.html", led_panel=panel, trouble="", **_shown(room, LineForm(), None))


def _show(room: Room, form: LineForm, before: int | None = None, trouble: str = "") -> str:
    return render_template("chat/room.html", led_panel=None, trouble=trouble, **_shown(room, form, before))


def _shown(room: Room, form: LineForm, before: int | None) -> dict[str, Any]:
    return {
        "room": room,
        **_lines(room, before),
        **_foot(room, form),
        "presence": current_app.extensions["tomoshibi_presence"].of(room.id),
        "watch": queries.watch(),
        "nonce": new_id(),
    }


def _lines(room: Room, before: int | None) -> dict[str, Any]:
    """What is read: without the names this member does not want to hear, which leave no gap in the count of a page."""
    member = current.member()
    messages = queries.latest(member, room, before)
    unheard = hushes.among(member, {message.mask_id for message in messages})
    held = [] if before else queries.own_held(member, room)
    return {
        "messages": [message for message in messages if message.mask_id not in unheard],
        "quotes": queries.quoted_in([*messages, *held]),
        "held": held,
        "wait": waiting.words() if held else "",
        "earlier": messages[0].seq if len(messages) == queries.SHOWN else None,
        "is_latest": before is None,
        "muted": list(hushes.names(member).values()),
    }


def _foot(room: Room, form: LineForm) -> dict[str, Any]:
    """What is written in, or why there is nothing to write in."""
    member = current.member()
    may_speak = allows(member, Permission.Room.SPEAK, room)
    outside = turns.outside_until(member, room)
    quoted = queries.message_for(member, room, form.quotes.data) if may_speak else None
    return {
        "body": form.body.data or "",
        "warning": form.warning.data or "",
        "quoted": queries.quote(quoted) if quoted else None,
        "voices": _voices(member, room, form),
        "led_voice": member.masks.get(turns.voice_in(member, room) or "", "") if room.is_led else "",
        "may_speak": may_speak and room.is_open and outside is None,
        "outside_until": outside,
        "others": [other for other in queries.rooms_to_talk_in() if other.id != room.id],
        "is_own_device": member.is_member and not g.get("locks"),
    }


def _voices(member: Actor, room: Room, form: LineForm) -> voices.Voices | None:
    return voices.offer(member, form, queries.mask_used_in(member, room)) if member.is_member else None


def _number(given: int | None) -> int | None:
    """A number of the room's own size; anything beyond is as good as none."""
    return given if given is not None and 0 < given < 2**53 else None
