"""May this member say something here now? Asked inside the transaction that keeps the line, never only on the page."""

import math
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from app import clock, db
from app.accounts import duty
from app.chat import queries
from app.chat.models import Eviction, Message, Room
from app.contributions.models import State
from app.errors import NotAllowed, TooOften
from app.permissions import Actor


class Closed(NotAllowed):
    """The room is not open; the words are kept, and other rooms are named."""

    code = "closed"


class Outside(NotAllowed):
    """For tonight this member stays outside this room."""

    code = "outside"


def take(member: Actor, room: Room) -> None:
    """Let the member have a turn, or say kindly why not: closed, outside for tonight, or too soon in a slow room."""
    refuse_closed(room)
    refuse_outside(member, room)
    if pace := pace_of(room):
        _be_alone_in(room)
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
    elif room.opens_at is not None:
        said = _("この部屋は、いまは閉まっています。%(time)sにまたひらきます。", time=room.opens_at.strftime("%H:%M"))
    else:
        said = _("この部屋は、いまは閉じています。")
    names = [queries.name_of(other) for other in queries.rooms() if other.is_open]
    if not names:
        return said
    return said + _("いまひらいているのは：%(rooms)s", rooms=_("、").join(names))


def _be_alone_in(room: Room) -> None:
    """The row lock: two windows, two names or two processes speak one after the other and see each other's line."""
    db.session().execute(select(Room.id).where(Room.id == room.id).with_for_update())
