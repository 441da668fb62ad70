"""Questions about live hours: whose room it is, which hands are up, and which of them are one's own."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from app import db
from app.chat.models import Message, Room
from app.contributions.models import State
from app.errors import NotFound
from app.experts.models import ExpertRoom
from app.live.models import Hand, HandState, LiveHour
from app.permissions import Actor

MOST_OWN = 5


def room_of(expert_room: ExpertRoom) -> Room | None:
    """Where this expert room holds its live hours; None before there were any."""
    return db.session().scalar(
        select(Room).join(LiveHour, LiveHour.room_id == Room.id).where(LiveHour.expert_room_id == expert_room.id)
    )


def expert_room_of(room: Room) -> ExpertRoom:
    """The expert room whose counsellors lead this one; NotFound for a room that nobody leads."""
    asked = select(ExpertRoom).join(LiveHour, LiveHour.expert_room_id == ExpertRoom.id)
    found = db.session().scalar(asked.where(LiveHour.room_id == room.id))
    if found is None:
        raise NotFound()
    return found


def waiting(room: Room) -> Sequence[Hand]:
    """The hands that are up, in the order in which they are called; what the check has stopped is not among them."""
    opening = room.opening
    if opening is None:
        return []
    up = _hands().where(Hand.room_id == room.id, Hand.state == HandState.RAISED, Hand.raised_at >= opening.begins)
    return db.session().scalars(up.where(Message.state == State.VISIBLE).order_by(Hand.raised_at, Hand.id)).all()


def called(room: Room) -> Hand | None:
    """The hand whose writer has the turn now."""
    if room.speaker is None:
        return None
    return db.session().scalar(_hands().where(Hand.message_id == room.called_id, Message.state == State.VISIBLE))


def own(member: Actor, room: Room) -> Sequence[Hand]:
    """One's own hands here that can still come to something, the latest first."""
    if not member.masks:
        return []
    mine = _hands().where(Hand.room_id == room.id, Message.mask_id.in_(list(member.masks)))
    mine = mine.where(Message.state.in_([State.VISIBLE, State.HELD]))
    open_still = Hand.state.not_in([HandState.ANSWERED, HandState.MOVED])
    return db.session().scalars(mine.where(open_still).order_by(Hand.raised_at.desc()).limit(MOST_OWN)).all()


def left_over(member: Actor, room: Room) -> Sequence[Hand]:
    """One's own hands that nobody has got to."""
    return [hand for hand in own(member, room) if hand.is_left_over]


def own_hand(member: Actor, hand_id: str) -> Hand:
    """A hand of one's own; NotFound otherwise."""
    found = _one(hand_id)
    if found is None or not member.wrote(found) or found.message.state not in {State.VISIBLE, State.HELD}:
        raise NotFound()
    return found


def hand_for(_member: Actor, hand_id: str) -> Hand:
    """A hand that can be called; NotFound otherwise. Who may call it is asked afterwards."""
    found = _one(hand_id)
    if found is None or not found.message.is_visible:
        raise NotFound()
    return found


def _one(hand_id: str) -> Hand | None:
    return db.session().scalar(_hands().where(Hand.id == hand_id))


def _hands() -> Select[Hand]:
    with_mask = contains_eager(Hand.message).joinedload(Message.mask)
    return select(Hand).join(Hand.message).options(with_mask, joinedload(Hand.room))
