"""What a member's browser may say to us while it is in a room (namespace /chat)."""

from typing import Any

from flask import current_app, request
from flask_babel import gettext as _

from app import db, i18n, realtime, throttle
from app.accounts import current
from app.chat import broadcasts, queries, receipts, services
from app.chat.forms import EnterForm, LineForm
from app.chat.models import Room
from app.chat.presence import Presence, Rooms
from app.contributions import voices
from app.errors import Invalid
from app.forms import tidy
from app.permissions import Permission, require


class ChatNamespace(realtime.EventNamespace):
    """enter, leave, say, typing; every one answers `{ok, …}`."""

    @realtime.read_only
    def on_enter(self, given: dict[str, Any]) -> dict[str, Any]:
        """Listen first, then fetch what was missed, so that nothing falls between the two."""
        throttle.check(throttle.EVENT)
        room = _room(given)
        require(current.member(), Permission.Room.ENTER, room)
        form = EnterForm.parse(given)
        after, name = form.after.data, _name_in(room, form)
        realtime.listen_to(broadcasts.channel(room.id, i18n.locale()))
        db.look_again()
        broadcasts.presence_changed(room.id, _presence().enter(room.id, _sid(), name))
        return _latest(room) if after is None else _missed(room, after)

    @realtime.read_only
    def on_leave(self, given: dict[str, Any]) -> None:
        """Stop listening."""
        room = _room(given)
        realtime.stop_listening_to(broadcasts.channel(room.id, i18n.locale()))
        broadcasts.presence_changed(room.id, _presence().leave(room.id, _sid()))

    def on_say(self, given: dict[str, Any]) -> dict[str, Any]:
        """Say a line; the answer comes after it is on disk."""
        throttle.check(throttle.SAY)
        room = _room(given)
        require(current.member(), Permission.Room.SPEAK, room)
        form = LineForm.parse(given)
        if not form.nonce.data:
            raise Invalid(_("送るたびに新しい印（nonce）が必要です。"))
        quoted = queries.message_for(current.member(), room, form.quotes.data)
        line = services.Line(form.body.data, form.mark, form.attempt, quoted.id if quoted else None)
        used_here = queries.mask_used_in(current.member(), room)
        said = voices.speak(current.member(), form, used_here, lambda writer: services.say(writer, room, line))
        return receipts.for_author(said, room, voices.kept(form))

    @realtime.read_only
    def on_typing(self, given: dict[str, Any]) -> None:
        """Somebody is writing; the room hears that, never who."""
        throttle.check(throttle.EVENT)
        room = _room(given)
        require(current.member(), Permission.Room.SPEAK, room)
        broadcasts.somebody_types(room.id, _presence().of(room.id))

    def left(self, sid: str) -> None:
        """A connection is gone, and with it the light in its rooms."""
        for room_id in _presence().rooms_of(sid):
            broadcasts.presence_changed(room_id, _presence().leave(room_id, sid))


def _room(given: dict[str, Any]) -> Room:
    """The room that is spoken of; tidied first, because not every text a client can send can be asked of a database."""
    slug = given.get("room")
    return queries.room_for(current.member(), tidy(slug) if isinstance(slug, str) else None)


def _name_in(room: Room, form: EnterForm) -> str:
    """The name that stands under who is awake: the chosen one, else the one used here, else the usual one.

    It stays until one leaves: a name that changed while somebody speaks would tie two names together.
    """
    member = current.member()
    chosen = form.mask.data or queries.mask_used_in(member, room)
    return member.masks[chosen] if chosen in member.offered else member.mask_name


def _latest(room: Room) -> dict[str, Any]:
    messages = queries.latest(current.member(), room)
    return _caught_up(queries.CatchUp(messages, [], room.last_seq), room)


def _missed(room: Room, after: int) -> dict[str, Any]:
    return _caught_up(queries.since(room, after), room)


def _caught_up(catch_up: queries.CatchUp, room: Room) -> dict[str, Any]:
    presence: Presence = _presence().of(room.id)
    return {
        "messages": [broadcasts.shown(message) for message in catch_up.messages],
        "removed": list(catch_up.removed),
        "last": catch_up.last,
        "complete": catch_up.last == room.last_seq,
        "awake": len(presence.masks),
        "masks": presence.masks,
    }


def _presence() -> Rooms:
    return current_app.extensions["tomoshibi_presence"]


def _sid() -> str:
    return request.sid  # type: ignore[attr-defined]  # set by Flask-SocketIO
