"""May this member say something here now? Asked inside the transaction that keeps the line, never only on the page."""

import math
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from app import announced, clock, db
from app.accounts import duty
from app.chat import queries
from app.chat.models import Eviction, Message, Room
from app.contributions.models import State
from app.errors import NotAllowed, TooOften
from app.permissions import Actor, Permission, allows, require


class Closed(NotAllowed):
    """The room is not open; the words are kept, and other rooms are named."""

    code = "closed"


class Outside(NotAllowed):
    """For tonight this member stays outside this room."""

    code = "outside"


class OutOfTurn(NotAllowed):
    """The room is led: its counsellors speak, and whoever they have called."""

    code = "out_of_turn"


def require_turn(member: Actor, room: Room, nonce: str | None) -> None:
    """As `require`; in a room that is led, whoever is not called hears so. What has arrived already is answered."""
    if room.is_led and own_with(member, room, nonce) is None and not allows(member, Permission.Room.SPEAK, room):
        if allows(member, Permission.Room.SPEAK):
            raise OutOfTurn(out_of_turn())
        require(member, Permission.Room.SPEAK, room)
    elif not room.is_led:
        require(member, Permission.Room.SPEAK, room)


def take(member: Actor, room: Room) -> None:
    """Let the member have a turn, or say kindly why not: closed, not called, outside for tonight, or too soon."""
    if room.is_led:
        be_alone_in(room)
    refuse_closed(room)
    if not allows(member, Permission.Room.SPEAK, room):
        raise OutOfTurn(out_of_turn())
    refuse_outside(member, room)
    if pace := pace_of(room):
        be_alone_in(room)
        if wait := seconds_left(member, room, pace):
            raise TooOften(too_soon(wait), seconds=wait)


def pace_of(room: Room) -> int:
    """The pause between two lines of one member: the room's own, or longer while nobody is on duty."""
    return max(room.slow_seconds, duty.pace())


def refuse_closed(room: Room) -> None:
    """Raise Closed with what is open instead."""
    if not room.is_open:
        raise Closed(closed_words(room))


def refuse_outside(member: Actor, room: Room) -> None:
    """Raise Outside while an eviction lasts, whichever mask it was written against."""
    if (until := outside_until(member, room)) is not None:
        raise Outside(
            _(
                "今夜はこの部屋をお休みしてください。%(time)sから、また入れます。ほかの場所は、いつもどおりです。",
                time=duty.spoken(until),
            )
        )


def outside_until(member: Actor, room: Room) -> datetime | None:
    """Until when this member stays outside; None when they may come in."""
    if not member.masks:
        return None
    asked = select(func.max(Eviction.until)).where(
        Eviction.room_id == room.id, Eviction.mask_id.in_(list(member.masks)), Eviction.until > clock.now()
    )
    return db.session().scalar(asked)


def seconds_left(member: Actor, room: Room, pace: int) -> int:
    """How long until this member's next line, under whichever name; 0 when they may speak now."""
    if not member.masks:
        return 0
    last = select(func.max(Message.written_at)).where(
        Message.room_id == room.id, Message.mask_id.in_(list(member.masks)), Message.state != State.REFUSED
    )
    spoke = db.session().scalar(last)
    if spoke is None:
        return 0
    return max(0, math.ceil((spoke + timedelta(seconds=pace) - clock.now()).total_seconds()))


def too_soon(seconds: int) -> str:
    """The honest wait."""
    return _(
        "いまはゆっくりの時間です。あと%(seconds)d秒ほどで送れます。ことばは、そのまま残しています。", seconds=seconds
    )


def closed_words(room: Room) -> str:
    """When it opens, and where somebody is meanwhile."""
    if room.closed_at is not None:
        said = _("この部屋は、いまは見守りの人が閉じています。")
    elif room.is_led:
        return next_words(room)
    elif room.opens_at is not None:
        said = _("この部屋は、いまは閉まっています。%(time)sにまたひらきます。", time=room.opens_at.strftime("%H:%M"))
    else:
        said = _("この部屋は、いまは閉じています。")
    names = [queries.name_of(other) for other in queries.rooms_to_talk_in()]
    if not names:
        return said
    return said + _("いまひらいているのは：%(rooms)s", rooms=_("、").join(names))


def voice_in(member: Actor, room: Room, nonce: str | None = None) -> str | None:
    """The mask under which one speaks in a room that is led: the one with the badge, or the one that was called."""
    known = own_with(member, room, nonce)
    badged = next((mask_id for mask_id, badge in member.badges.items() if badge == room.profession), None)
    return known or badged or (room.speaker if room.speaker in member.masks else None)


def own_with(member: Actor, room: Room, nonce: str | None) -> str | None:
    """The own mask under which a line with this mark already stands here."""
    if not nonce or not member.masks:
        return None
    own = select(Message.mask_id).where(Message.room_id == room.id, Message.nonce == nonce)
    return db.session().scalar(own.where(Message.mask_id.in_(list(member.masks))))


def resting_words(member: Actor, room: Room) -> str:
    """Why this member cannot say anything here just now; empty where they can, or where a page says it itself."""
    if not room.is_open:
        return closed_words(room)
    return out_of_turn() if room.is_led and not allows(member, Permission.Room.SPEAK, room) else ""


def out_of_turn() -> str:
    """To whoever only reads just now."""
    return _("いまは、相談員と、呼ばれた人が話しています。ことばは、そのまま残しています。")


def next_words(room: Room) -> str:
    """When a room that is led opens next, as it was announced."""
    following = room.next_opening
    if following is None:
        return _("次のライブは、まだ決まっていません。")
    return _("次のライブは%(when)sです。", when=announced.when(following.begins))


def be_alone_in(room: Room) -> None:
    """The row lock: two windows, two names or two processes act one after the other and see what the other did."""
    db.session().flush()  # a refresh would forget what is not written yet
    fresh = ["last_seq", "closed_at", "plan", "called_id", "called_mask_id", "called_at"]
    db.session().refresh(room, fresh, with_for_update=True)
