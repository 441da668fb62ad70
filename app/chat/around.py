"""What was said near a line, as everybody in the room could read it: for moderators who judge a line in its place."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import db
from app.chat.models import Message
from app.contributions.models import Contribution, State

NEAR = 4


def beside(message: Contribution) -> Sequence[Contribution]:
    """Some lines before and after."""
    assert isinstance(message, Message), "registered for lines alone"
    near = select(Message).options(joinedload(Message.mask))
    near = near.where(
        Message.room_id == message.room_id, Message.state == State.VISIBLE, ~Message.waits, Message.id != message.id
    )
    earlier = near.where(Message.written_at <= message.written_at).order_by(Message.written_at.desc()).limit(NEAR)
    later = near.where(Message.written_at > message.written_at).order_by(Message.written_at).limit(NEAR)
    return [*reversed(db.session().scalars(earlier).all()), *db.session().scalars(later)]
