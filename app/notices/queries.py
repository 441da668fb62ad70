"""What a member has been told."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select

from app import clock, db
from app.notices.models import Notice, NoticeKind
from app.permissions import Actor

MOST = 60


def notices_of(member: Actor) -> Sequence[Notice]:
    """The latest notices of all the member's masks, newest first, without care cards."""
    told = select(Notice).where(_told_to(member), Notice.kind != NoticeKind.CARE)
    return db.session().scalars(told.order_by(Notice.made_at.desc()).limit(MOST)).all()


def is_new(member: Actor, notice: Notice) -> bool:
    """Was this told after the member last read?"""
    return member.seen_until is None or notice.made_at > member.seen_until


def has_unread(member: Actor) -> bool:
    """Is there anything the member has not seen? A yes or no, never a count."""
    if not member.is_member:
        return False
    waiting = select(Notice.id).where(_told_to(member), Notice.kind != NoticeKind.CARE)
    if member.seen_until is not None:
        waiting = waiting.where(Notice.made_at > member.seen_until)
    return db.session().scalar(waiting.limit(1)) is not None


def latest_of(member: Actor) -> datetime | None:
    """When the member was last told something."""
    return db.session().scalar(select(func.max(Notice.made_at)).where(_told_to(member)))


def care_topic_of(member: Actor) -> str | None:
    """The topic of the latest care card that waits for this member, if any."""
    if not member.is_member:
        return None
    waiting = select(Notice.topic).where(Notice.mask_id.in_(list(member.masks)), Notice.kind == NoticeKind.CARE)
    return db.session().scalar(waiting.order_by(Notice.made_at.desc()).limit(1))


def _told_to(member: Actor) -> ColumnElement[bool]:
    """What stands for a later moment is not told yet."""
    return and_(Notice.mask_id.in_(list(member.masks)), Notice.made_at <= clock.now())
