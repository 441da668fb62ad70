"""Saying something in a room, and what follows when a message appears, changes or vanishes."""

from dataclasses import dataclass

from sqlalchemy import delete, update

from app import db
from app.chat import broadcasts, queries, turns
from app.chat.models import Message, Room
from app.contributions import hearing
from app.contributions import services as door
from app.contributions.models import Contribution
from app.contributions.queries import by_nonce
from app.contributions.services import Attempt, Submission
from app.permissions import Actor

# Few enough for every database's list of parameters.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody wants to say: the text, the client's own mark of it, the answer to our question if we asked, and
    what it answers to and should be known before reading, if anything."""

    body: str
    nonce: str
    attempt: Attempt = Attempt.FIRST
    quotes_id: str | None = None
    warning: str = ""


def say(member: Actor, room: Room, line: Line) -> Submission:
    """Say a line in a room under the usual mask, through the one door, when it is this member's turn."""
    message = Message(mask_id=member.mask_id, room_id=room.id, body=line.body, html="", nonce=line.nonce)
    message.quotes_id, message.warning = line.quotes_id, line.warning
    # What has arrived already is answered, whatever has become of the room since.
    if by_nonce(member.mask_id, line.nonce) is None:
        turns.take(member, room)
    return door.submit(member, message, line.attempt)


def address(message: Contribution) -> str:
    """Where the message can be read."""
    assert isinstance(message, Message)
    return f"/rooms/{db.session().get_one(Room, message.room_id).slug}#message-{message.id}"


def appear(message: Contribution) -> None:
    """Give the message its place in the room (or, when it returns, a new number for the change) and tell the room."""
    assert isinstance(message, Message)
    if message.waits:
        broadcasts.room_changed(_room_of(message))
        return
    number = _next_number(message.room_id)
    if message.seq is None:
        message.seq = number
    else:
        message.changed_seq = number
    db.session().flush()
    broadcasts.message_said(message)
    _tell_again_who_quotes(message)


def change(message: Contribution) -> None:
    """Number the change and tell the room."""
    assert isinstance(message, Message)
    if message.waits:
        broadcasts.room_changed(_room_of(message))
        return
    _renumber(message)
    broadcasts.message_changed(message)
    _tell_again_who_quotes(message)


def vanish(message: Contribution) -> None:
    """Number the removal, so that clients that are away hear of it when they return, and tell the room."""
    assert isinstance(message, Message)
    if (room := _room_of(message)).is_led:
        _end_call_of(message, room)
    if message.waits:
        broadcasts.room_changed(room)
        return
    _renumber(message)
    broadcasts.message_removed(message)
    _tell_again_who_quotes(message)


def let_out(message: Message) -> None:
    """Say a line now that has waited to be called."""
    message.waits = False
    appear(message)


def forget_expired() -> int:
    """Delete lines past their room's hours, with everything that hangs on them; returns how many. Held lines stay.

    What is left of a call after its hours goes as well.
    """
    for room in queries.rooms():
        if room.called_at is not None and room.speaker is None:
            room.end_call()
    gone = [message_id for room in queries.rooms() for message_id in queries.expired_in(room)]
    for start in range(0, len(gone), AT_ONCE):
        hearing.answer_gone(gone[start : start + AT_ONCE])
        db.session().execute(delete(Contribution).where(Contribution.id.in_(gone[start : start + AT_ONCE])))
    return len(gone)


def _end_call_of(message: Message, room: Room) -> None:
    """What was asked is gone, and with it the turn; it may have been called this very moment."""
    turns.be_alone_in(room)
    db.session().refresh(message, ["waits", "seq", "changed_seq"])
    if room.called_id == message.id:
        room.end_call()
        broadcasts.room_changed(room)


def _room_of(message: Message) -> Room:
    return db.session().get_one(Room, message.room_id)


def _renumber(message: Message) -> None:
    message.changed_seq = _next_number(message.room_id)
    db.session().flush()


def _tell_again_who_quotes(message: Message) -> None:
    """A removal removes, also from what others quoted, and for clients that are away."""
    for other in queries.quoting(message):
        _renumber(other)
        broadcasts.message_changed(other)


def _next_number(room_id: str) -> int:
    """The row lock of this update puts messages of one room in one order, on every database."""
    counted = update(Room).where(Room.id == room_id).values(last_seq=Room.last_seq + 1).returning(Room.last_seq)
    return db.session().execute(counted).scalar_one()
