"""One line of a room by itself: answer it, and what else one may do about it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import throttle
from app.accounts import current
from app.accounts.access import members_only, public
from app.chat import hushes, queries
from app.chat.models import Message, Room
from app.permissions import Permission, require

pages = Blueprint("chat_lines", __name__)


@pages.get("/rooms/<slug>/messages/<message_id>")
@public
def line(slug: str, message_id: str) -> str:
    """The line, and the ways on."""
    room, found = _found(slug, message_id)
    unheard = hushes.among(current.member(), [found.mask_id])
    return render_template(
        "chat/line.html", room=room, message=found, quotes=queries.quoted_in([found]), is_muted=bool(unheard)
    )


@pages.post("/rooms/<slug>/messages/<message_id>/mute")
@members_only
def create_mute(slug: str, message_id: str) -> Response:
    """Hear the name of this line no more, in any room."""
    room, found = _found(slug, message_id)
    require(current.member(), Permission.Room.MUTE, found)
    throttle.check(throttle.WRITE)
    hushes.put(current.member(), found.mask_id)
    flash(_("この名前のことばは、部屋で出さないようにしました。相手には伝わりません。"), "done")
    return redirect(url_for("chat.room", slug=room.slug), 303)


@pages.get("/rooms/muted")
@members_only
def muted() -> str:
    """The names one does not want to hear, to oneself alone."""
    return render_template("chat/muted.html", names=hushes.names(current.member()))


@pages.post("/rooms/muted/<mask_id>/remove")
@members_only
def remove_mute(mask_id: str) -> Response:
    """Hear it again."""
    throttle.check(throttle.WRITE)
    hushes.take_back(current.member(), mask_id)
    flash(_("また読めるようにしました。"), "done")
    return redirect(url_for("chat_lines.muted"), 303)


def _found(slug: str, message_id: str) -> tuple[Room, Message]:
    room = queries.room_for(current.member(), slug)
    return room, queries.line_for(current.member(), room, message_id)
