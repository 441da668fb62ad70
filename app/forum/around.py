"""What stands near a thread or a reply, as everybody can read it: for moderators who judge a text in its place."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from app import db
from app.contributions.models import Contribution, State
from app.forum.models import Reply, Thread

NEAR = 3


def replies_after(thread: Contribution) -> Sequence[Contribution]:
    """The first answers to a thread."""
    return _replies(Reply.thread_id == thread.id, thread, NEAR)[1]


def beside(reply: Contribution) -> Sequence[Contribution]:
    """How the thread began, what came just before a reply, and what came just after."""
    assert isinstance(reply, Reply), "registered for replies alone"
    opening = select(Thread).options(joinedload(Thread.mask)).where(Thread.id == reply.thread_id)
    began = db.session().scalars(opening.where(Thread.state == State.VISIBLE)).all()
    before, after = _replies(Reply.thread_id == reply.thread_id, reply, NEAR)
    return [*began, *before, *after]


def _replies(where: ColumnElement[bool], about: Contribution, most: int) -> tuple[list[Reply], list[Reply]]:
    near = (
        select(Reply).options(joinedload(Reply.mask)).where(where, Reply.state == State.VISIBLE, Reply.id != about.id)
    )
    earlier = near.where(Reply.written_at <= about.written_at).order_by(Reply.written_at.desc()).limit(most)
    later = near.where(Reply.written_at > about.written_at).order_by(Reply.written_at).limit(most)
    return list(reversed(db.session().scalars(earlier).all())), list(db.session().scalars(later))
