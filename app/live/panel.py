"""What stands above a room that is led: who has the turn, one's own hand, and, for its counsellors, the hands that are up."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template

from app import announced
from app.accounts import current
from app.chat import turns
from app.chat.models import Room
from app.contributions import voices
from app.contributions.voices import Voices
from app.experts import wording
from app.experts.models import ExpertRoom
from app.ids import new_id
from app.live import queries
from app.live.forms import HandForm
from app.live.models import Hand, HandState
from app.markup import stored
from app.permissions import Actor, Permission, allows


@dataclass(frozen=True, slots=True)
class Typed:
    """The form for a hand as it was sent, and why it came back."""

    form: HandForm
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """One of the reader's own hands: held, waiting (in which place), called, apart, or left over."""

    hand: Hand
    what: str
    place: int = 0


def panel(room: Room, typed: Typed | None = None) -> str:
    """For the page of the room, in the eyes of whoever is asking; nothing where nobody leads."""
    return stored(render_template("live/_panel.html", **_shown(room, typed))) if room.is_led else ""


def fragment(room: Room) -> str:
    """The same by itself, for a page that asks again."""
    return render_template("live/_panel.html", **_shown(room, None))


def announcement(expert_room: ExpertRoom) -> dict[str, object] | None:
    """What the page of an expert room says of its live hours; None where there never were any."""
    room = queries.room_of(expert_room)
    if room is None:
        return None
    left = queries.left_over(current.member(), room)
    return {"room": room, "words": state_words(room), "week": _week(room), "left": [Own(hand, "left") for hand in left]}


def state_words(room: Room) -> str:
    """Is it on now, or when next? Exactly as announced."""
    opening = room.opening if room.is_open else None
    if opening is not None:
        return wording.live_now(opening)
    return turns.closed_words(room) if room.closed_at else turns.next_words(room)


def _shown(room: Room, typed: Typed | None) -> dict[str, object]:
    member = current.member()
    expert_room = queries.expert_room_of(room)
    leads = allows(member, Permission.Room.CALL, room)
    up = queries.waiting(room)
    own = [_own(hand, up) for hand in queries.own(member, room)]
    may_raise = _may_raise(member, room, own)
    return {
        "room": room,
        "expert": wording.room(expert_room),
        "state_words": state_words(room),
        "called": queries.called(room),
        "own": own,
        "up": up if leads else [],
        "leads": leads,
        "may_speak": room.is_open and allows(member, Permission.Room.SPEAK, room),
        "resting_words": turns.resting_words(member, room),
        "may_raise": may_raise,
        "typed": typed,
        "nonce": new_id(),
        "voices": _voices(member, typed) if may_raise or typed else None,
    }


def _own(hand: Hand, up: Sequence[Hand]) -> Own:
    if hand.is_called:
        return Own(hand, "called")
    if hand.is_left_over:
        return Own(hand, "left")
    if hand.message.is_held:
        return Own(hand, "held")
    if hand.state is HandState.APART:
        return Own(hand, "apart")
    place = next((number for number, each in enumerate(up, 1) if each.id == hand.id), 0)
    return Own(hand, "waiting", place)


def _may_raise(member: Actor, room: Room, own: Sequence[Own]) -> bool:
    is_up = any(each.what in {"called", "waiting", "held"} for each in own)
    may = room.is_open and allows(member, Permission.Room.RAISE, room)
    return may and not is_up and turns.outside_until(member, room) is None


def _voices(member: Actor, typed: Typed | None) -> Voices | None:
    form = typed.form if typed else HandForm()
    return voices.offer(member, form) if member.is_member else None


def _week(room: Room) -> list[str]:
    return announced.week(room.calendar) if room.calendar else []
