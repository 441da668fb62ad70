"""What moderators do in a room, as forms."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import throttle
from app.accounts import current
from app.accounts.access import allowed
from app.chat import broadcasts, keeping, queries
from app.chat.forms import NoteForm, PaceForm
from app.chat.models import Message, Room
from app.permissions import Permission

pages = Blueprint("chat_keeping", __name__)


@pages.get("/rooms/<slug>/keeping")
@allowed(Permission.Room.KEEP)
def keep(slug: str) -> str:
    """Everything about a room that can be changed."""
    return render_template("chat/keeping.html", room=_room(slug), paces=keeping.PACES)


@pages.post("/rooms/<slug>/pace")
@allowed(Permission.Room.KEEP)
def create_pace(slug: str) -> Response:
    """Let everybody pause between two lines."""
    room = _room(slug)
    keeping.slow(current.member(), room, PaceForm.parse(request.form).seconds.data or 0)
    return _done(room, _("間隔を変えました。部屋にいる人にも伝わりました。"))


@pages.post("/rooms/<slug>/note")
@allowed(Permission.Room.KEEP)
def create_note(slug: str) -> Response:
    """Put a note above the room, or take it away."""
    room = _room(slug)
    keeping.note(current.member(), room, NoteForm.parse(request.form).note.data or "")
    return _done(room, _("部屋のことばを変えました。"))


@pages.post("/rooms/<slug>/closure")
@allowed(Permission.Room.KEEP)
def create_closure(slug: str) -> Response:
    """Nobody speaks here for now."""
    room = _room(slug)
    keeping.close(current.member(), room)
    return _done(room, _("部屋を閉じました。読むことは、つづけてできます。"))


@pages.post("/rooms/<slug>/closure/remove")
@allowed(Permission.Room.KEEP)
def remove_closure(slug: str) -> Response:
    """As before."""
    room = _room(slug)
    keeping.reopen(current.member(), room)
    return _done(room, _("部屋をひらきました。"))


@pages.post("/rooms/<slug>/messages/<message_id>/hide")
@allowed(Permission.Room.HIDE)
def create_hide(slug: str, message_id: str) -> Response:
    """Take a line out of sight."""
    room, found = _line(slug, message_id)
    keeping.hide(current.member(), room, found)
    return _done(room, _("見えないようにしました。あとで、見守りの列で決めてください。"))


@pages.post("/rooms/<slug>/messages/<message_id>/eviction")
@allowed(Permission.Room.EVICT)
def create_eviction(slug: str, message_id: str) -> Response:
    """Keep the writer of a line outside until the morning."""
    room, found = _line(slug, message_id)
    keeping.evict(current.member(), room, found)
    presence = current_app.extensions["tomoshibi_presence"].dismiss(room.id, broadcasts.name_in(found))
    broadcasts.presence_changed(room.id, presence)
    return _done(room, _("今夜のあいだ、この部屋に入れないようにしました。"))


def _room(slug: str) -> Room:
    if request.method == "POST":
        throttle.check(throttle.WRITE)
    return queries.room_for(current.member(), slug)


def _line(slug: str, message_id: str) -> tuple[Room, Message]:
    room = _room(slug)
    return room, queries.line_for(current.member(), room, message_id)


def _done(room: Room, words: str) -> Response:
    flash(words, "done")
    return redirect(url_for("chat.room", slug=room.slug), 303)
