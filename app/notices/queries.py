"""What a member has been told."""

from collections.abc import Sequence

from sqlalchemy import select

from app import db
from app.notices.models import Notice, NoticeKind
from app.permissions import Actor

MOST = 60


def notices_of(member: Actor) -> Sequence[Notice]:
    """The latest notices of all the member's masks, newest first, without care cards."""
    mine = Notice.mask_id.in_(list(member.masks))
    return (
        db.session()
        .scalars(select(Notice).where(mine, Notice.kind != NoticeKind.CARE).order_by(Notice.made_at.desc()).limit(MOST))
        .all()
    )


def has_unread(member: Actor) -> bool:
    """Is there anything the member has not seen? A yes or no, never a count."""
    if not member.is_member:
        return False
    waiting = select(Notice.id).where(
        Notice.mask_id.in_(list(member.masks)), Notice.read_at.is_(None), Notice.kind != NoticeKind.CARE
    )
    return db.session().scalar(waiting.limit(1)) is not None


def care_topic_of(member: Actor) -> str | None:
    """The topic of the latest care card that waits for this member, if any."""
    if not member.is_member:
        return None
    waiting = select(Notice.topic).where(Notice.mask_id.in_(list(member.masks)), Notice.kind == NoticeKind.CARE)
    return db.session().scalar(waiting.order_by(Notice.made_at.desc()).limit(1))
