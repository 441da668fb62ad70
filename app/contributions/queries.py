"""Questions about contributions; what a member may see is decided here."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from app import db
from app.contributions import sealing, surfaces
from app.contributions.models import Contribution, Report, State
from app.errors import NotFound
from app.notices.models import Notice, NoticeKind
from app.permissions import Actor


def visible_to(member: Actor) -> ColumnElement[bool]:
    """What this member may read: what is visible (of some kinds only a part), and their own that waits for a person."""
    parts = surfaces.not_for_everybody(member) | surfaces.not_said_to_everybody(member)
    waiting = [and_(Contribution.kind == kind, theirs) for kind, theirs in surfaces.waiting_for(member).items()]
    return or_(
        and_(
            Contribution.state == State.VISIBLE,
            # Kept here and not in the features, so that no list, quote, report or search can forget it.
            *(or_(Contribution.kind != kind, readable) for kind, readable in parts.items()),
        ),
        and_(Contribution.state == State.HELD, or_(Contribution.mask_id.in_(list(member.masks)), *waiting)),
    )


def contribution_for(member: Actor, contribution_id: str) -> Contribution:
    """One contribution that this member may read; NotFound otherwise."""
    found = db.session().scalar(
        select(Contribution)
        .options(joinedload(Contribution.mask))
        .where(Contribution.id == contribution_id, visible_to(member))
    )
    if found is None:
        raise NotFound()
    return sealing.open_up(found)


def readable_among(member: Actor, texts: Sequence[Contribution]) -> set[str]:
    """The identifiers of those that this member may read."""
    ids = [text.id for text in texts]
    return set(db.session().scalars(select(Contribution.id).where(Contribution.id.in_(ids), visible_to(member))))


def by_nonce(mask_id: str, nonce: str | None) -> Contribution | None:
    """What already stands under this mask with the same mark of the client."""
    if not nonce:
        return None
    with db.session().no_autoflush:
        return db.session().scalar(
            select(Contribution).where(Contribution.mask_id == mask_id, Contribution.nonce == nonce)
        )


def report_by(member: Actor, contribution: Contribution) -> Report | None:
    """Has this member reported this contribution before, under whichever name?"""
    return db.session().scalar(
        select(Report).where(Report.contribution_id == contribution.id, Report.mask_id.in_(list(member.masks)))
    )


def held_because(member: Actor, waiting: Sequence[Contribution]) -> Mapping[str, str]:
    """Which of these are the member's own and wait for a person, and the kind of thing each was told of ("": none)."""
    ids = [contribution.id for contribution in waiting if contribution.is_held and member.wrote(contribution)]
    if not ids:
        return {}
    told = select(Notice.contribution_id, Notice.topic).where(
        Notice.kind == NoticeKind.HELD, Notice.contribution_id.in_(ids), Notice.mask_id.in_(list(member.masks))
    )
    topics = {str(about): topic for about, topic in db.session().execute(told.order_by(Notice.made_at))}
    return dict.fromkeys(ids, "") | topics
