"""What a member's browser may say to us while it is in a room (namespace /chat)."""

from typing import Any

from flask_babel import gettext as _

from app import db, i18n, realtime, throttle
from app.accounts import current
from app.chat import broadcasts, hushes, queries, receipts, services, speaking, turns
from app.chat.forms import ChangeForm, EnterForm, LineForm
from app.chat.keeping_events import KeepingEvents
from app.chat.models import Room
from app.chat.places import line, presence, room, sid
from app.chat.presence import Presence
from app.contributions import services as door
from app.contributions import voices
from app.contributions.versions import Words
from app.errors import Invalid, NotAllowed
from app.permissions import Permission, allows, require


class ChatNamespace(KeepingEvents):
    """enter, leave, say, typing, revise, withdraw, mute, unmute; every one answers `{ok, …}`."""

    @realtime.read_only
    def on_enter(self, given: dict[str, Any]) -> dict[str, Any]:
        """Listen first, then fetch what was missed, so that nothing falls between the two."""
        throttle.check(throttle.EVENT)
        here = room(given)
        require(current.member(), Permission.Room.ENTER, here)
        turns.refuse_outside(current.member(), here)
        form = EnterForm.parse(given)
        after, name = form.after.data, _name_in(here, form)
        stays = _listen(here)
        db.look_again()
        if stays:
            broadcasts.presence_changed(here.id, presence().enter(here.id, sid(), name))
        return _latest(here) if after is None else _missed(here, after)

    @realtime.read_only
    def on_leave(self, given: dict[str, Any]) -> None:
        """Stop listening."""
        here = room(given)
        realtime.stop_listening_to(broadcasts.channel(here.id, i18n.locale()))
        broadcasts.presence_changed(here.id, presence().leave(here.id, sid()))

    def on_say(self, given: dict[str, Any]) -> dict[str, Any]:
        """Say a line; the answer comes after it is on disk."""
        throttle.check(throttle.SAY)
        here, form = room(given), LineForm.parse(given)
        if not form.nonce.data:
            raise Invalid(_("送るたびに新しい印（nonce）が必要です。"))
        turns.require_turn(current.member(), here, form.nonce.data)
        quoted = queries.message_for(current.member(), here, form.quotes.data)
        said = services.Line(
            form.body.data, form.mark, form.attempt, quoted.id if quoted else None, form.warning.data or ""
        )
        told = speaking.speak(current.member(), here, form, said)
        return receipts.for_author(told, here, voices.kept(form) | {"warning": said.warning})

    @realtime.read_only
    def on_typing(self, given: dict[str, Any]) -> None:
        """Somebody is writing; the room hears that, never who."""
        throttle.check(throttle.EVENT)
        here = room(given)
        require(current.member(), Permission.Room.SPEAK, here)
        turns.refuse_closed(here)
        turns.refuse_outside(current.member(), here)
        broadcasts.somebody_types(here.id, presence().of(here.id))

    def on_revise(self, given: dict[str, Any]) -> dict[str, Any]:
        """Other words for an own line, within a few minutes."""
        throttle.check(throttle.SAY)
        here = room(given)
        found = line(given, here)
        if current.member().wrote(found) and not found.is_revisable:
            raise NotAllowed(_("書きなおせるのは、送ってから10分のあいだです。取り下げることは、いつでもできます。"))
        require(current.member(), Permission.Contribution.REVISE, found)
        form = ChangeForm.parse(given)
        changed = door.revise(current.member(), found, Words("", form.body.data), form.attempt)
        return receipts.for_change(changed, found)

    def on_withdraw(self, given: dict[str, Any]) -> dict[str, Any]:
        """Take an own line back, whenever."""
        throttle.check(throttle.SAY)
        found = line(given, room(given))
        door.withdraw(current.member(), found)
        return {"id": found.id}

    def on_mute(self, given: dict[str, Any]) -> dict[str, Any]:
        """Hear the name of this line no more."""
        throttle.check(throttle.EVENT)
        found = line(given, room(given))
        require(current.member(), Permission.Room.MUTE, found)
        hushes.put(current.member(), found.mask_id)
        return {"muted": _muted()}

    def on_unmute(self, given: dict[str, Any]) -> dict[str, Any]:
        """Hear it again."""
        throttle.check(throttle.EVENT)
        found = line(given, room(given))
        require(current.member(), Permission.Room.MUTE, found)
        hushes.take_back(current.member(), found.mask_id)
        return {"muted": _muted()}

    def left(self, sid: str) -> None:
        """A connection is gone, and with it the light in its rooms."""
        for room_id in presence().rooms_of(sid):
            broadcasts.presence_changed(room_id, presence().leave(room_id, sid))


def _listen(room: Room) -> bool:
    """Hear the room from now on. One that is closed has nothing to say: who comes is told what was missed, and then the line
    ends (doors.py), but for those who keep the room; says whether one stays."""
    is_keeper = allows(current.member(), Permission.Room.KEEP, room)
    if not room.is_open and not is_keeper:
        realtime.listen_to(broadcasts.threshold(room.id))
        return False
    realtime.listen_to(broadcasts.channel(room.id, i18n.locale()))
    for mask_id in current.member().masks:
        realtime.listen_to(broadcasts.own_channel(mask_id))
    if is_keeper:
        realtime.listen_to(broadcasts.keepers(room.id))
    return True


def _name_in(room: Room, form: EnterForm) -> str:
    """The name that stands under who is awake: the chosen one, else the one used here, else the usual one.

    It stays until one leaves: a name that changed while somebody speaks would tie two names together.
    """
    member = current.member()
    led = turns.voice_in(member, room) if room.is_led else None
    chosen = led or form.mask.data or queries.mask_used_in(member, room)
    return member.masks[chosen] if chosen in member.offered else member.mask_name


def _latest(room: Room) -> dict[str, Any]:
    messages = queries.latest(current.member(), room)
    return _caught_up(queries.CatchUp(messages, [], room.last_seq), room)


def _missed(room: Room, after: int) -> dict[str, Any]:
    return _caught_up(queries.since(room, after), room)


def _caught_up(catch_up: queries.CatchUp, room: Room) -> dict[str, Any]:
    here: Presence = presence().of(room.id)
    return {
        "messages": [broadcasts.shown(message) for message in catch_up.messages],
        "removed": list(catch_up.removed),
        "last": catch_up.last,
        "complete": catch_up.last == room.last_seq,
        "awake": len(here.masks),
        "masks": here.masks,
        "muted": _muted(),
        "open": room.is_open and allows(current.member(), Permission.Room.SPEAK, room),
        "words": turns.resting_words(current.member(), room),
    }


def _muted() -> list[str]:
    return list(hushes.names(current.member()).values())
