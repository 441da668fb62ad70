"""What a member has been told."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, column, exists, func, not_, null, or_, select, table, union_all

from app import clock, db
from app.accounts import current
from app.db import Moment
from app.notices import wishes
from app.notices.models import OF_OTHERS, ON_DUTY, PUSHED, Notice, NoticeKind
from app.notices.wishes import Wishes
from app.permissions import Actor

MOST = 60
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
# Contributions stand above notices; all that is asked of them here is whether everybody can read them.
_texts = table("contributions", column("id"), column("state"))
# So do counsellors: who of them is there now, and which names vouch for a profession.
_counsellors = table("counsellors", column("mask_id"), column("on_duty_until", Moment()))


def notices_of(member: Actor) -> Sequence[Notice]:
    """The latest notices of all the member's masks, newest first, without care cards and what they do not want to hear of."""
    told = select(Notice).where(_told_to(member), Notice.kind.not_in({NoticeKind.CARE, *wishes_of(member).unlisted}))
    return db.session().scalars(told.order_by(Notice.made_at.desc(), Notice.id).limit(MOST)).all()


def is_new(member: Actor, notice: Notice) -> bool:
    """Was this told after the member last read?"""
    return member.seen_until is None or notice.made_at > member.seen_until


class Waiting(NamedTuple):
    """What every page of a member shows of their notices: is there anything new (never how much), and the topic of the latest
    care card that waits."""

    is_anything_new: bool = False
    care_topic: str | None = None


def waiting_for(member: Actor) -> Waiting:
    """Asked with one question, because every page asks it."""
    if not member.is_member:
        return Waiting()
    asked = {"masks": list(member.masks), "now": clock.now(), "seen": member.seen_until or LONG_AGO}
    found: dict[NoticeKind, str | None] = {kind: topic for kind, topic in db.session().execute(_WAITING, asked)}  # noqa: C416 - rows are no pairs
    topic = found.pop(NoticeKind.CARE, None)
    # Most have nothing new, and then nobody asks what they wanted to hear of.
    return Waiting(bool(found and found.keys() - wishes_of(member).unlisted), topic)


def newest_to_ring_for(member: Actor, wanted: Wishes) -> datetime | None:
    """When the last thing was told that the member has not seen and wants to be called for."""
    kinds = [kind for kind in PUSHED if wanted.rings_for(kind)]
    # A name with a profession is worn at work: off duty nothing calls anybody to it, whatever it is.
    at_work = Notice.mask_id.in_(list({**member.badges, **member.resting}))
    reached = or_(not_(at_work), _is_on_duty(clock.now()))
    newest = select(func.max(Notice.made_at)).where(*_unread(member), Notice.kind.in_(kinds), reached)
    return db.session().scalar(newest)


def latest_of(member: Actor) -> datetime | None:
    """When the member was last told something."""
    return db.session().scalar(select(func.max(Notice.made_at)).where(_told_to(member)))


def moment_of(member: Actor, notice_id: str) -> datetime | None:
    """When the member was told this; None when they were not."""
    return db.session().scalar(select(Notice.made_at).where(Notice.id == notice_id, _told_to(member)))


def wishes_of(member: Actor) -> Wishes:
    """What the member wants to hear of, and when."""
    return wishes.of(current.keys(), member.member_id) if member.member_id else Wishes()


def _unread(member: Actor) -> tuple[ColumnElement[bool], ...]:
    unseen = Notice.made_at > member.seen_until if member.seen_until is not None else Notice.id.is_not(None)
    return _told_to(member), unseen, Notice.kind != NoticeKind.CARE


def _told_to(member: Actor) -> ColumnElement[bool]:
    """What stands for a later moment is not told yet, and what nobody can read any more is not told any more."""
    reached = _reaches(clock.now())
    return and_(Notice.mask_id.in_(list(member.masks)), Notice.made_at <= clock.now(), _still_stands(), reached)


def _reaches(now: Any, notice: Any = Notice) -> ColumnElement[bool]:
    """What waits at work is told to those alone who are there."""
    return or_(notice.kind.not_in(ON_DUTY), _is_on_duty(now, notice))


def _is_on_duty(now: Any, notice: Any = Notice) -> ColumnElement[bool]:
    there = _counsellors.c.mask_id == notice.mask_id
    return exists().where(there, _counsellors.c.on_duty_until > now)


def _still_stands(notice: Any = Notice) -> ColumnElement[bool]:
    """Asked anew each time: a text that is hidden for some hours comes back with the notice of it."""
    own = notice.kind.not_in(OF_OTHERS)
    return or_(own, and_(_is_read(notice.contribution_id), _is_read(notice.place_id)))


def _is_read(text: Any) -> ColumnElement[bool]:
    stands = exists().where(_texts.c.id == text, _texts.c.state == "visible")
    return or_(text.is_(None), stands)


# Put together once, and asked of the table alone: every page of a member asks it. The kinds of what is new, and the latest care
# card with its topic.
_NOTICES = Notice.__table__.c
_MASKS: Any = bindparam("masks", expanding=True)
_KINDS_UNREAD = (
    select(_NOTICES.kind, null().label("topic"))
    .where(_NOTICES.mask_id.in_(_MASKS), _NOTICES.made_at <= bindparam("now"), _NOTICES.made_at > bindparam("seen"))
    .where(
        _NOTICES.kind != NoticeKind.CARE, _still_stands(_NOTICES), _reaches(bindparam("now", type_=Moment()), _NOTICES)
    )
    .distinct()
)
_CARE = (
    select(_NOTICES.kind, _NOTICES.topic)
    .where(_NOTICES.mask_id.in_(_MASKS), _NOTICES.kind == NoticeKind.CARE)
    .order_by(_NOTICES.made_at.desc())
    .limit(1)
    .subquery()
)
_WAITING = union_all(_KINDS_UNREAD, select(_CARE.c.kind, _CARE.c.topic))
