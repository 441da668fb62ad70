"""Questions about contributions; what a member may see is decided here."""

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from app import db
from app.contributions.models import Contribution, Report, State
from app.errors import NotFound
from app.permissions import Actor


def visible_to(member: Actor) -> ColumnElement[bool]:
    """What this member may read: everything visible, and their own that waits for a person."""
    return or_(
        Contribution.state == State.VISIBLE,
        and_(Contribution.state == State.HELD, Contribution.mask_id.in_(list(member.masks))),
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
    return found


def by_nonce(mask_id: str, nonce: str | None) -> Contribution | None:
    """What already stands under this mask with the same mark of the client."""
    if not nonce:
        return None
    with db.session().no_autoflush:
        return db.session().scalar(
            select(Contribution).where(Contribution.mask_id == mask_id, Contribution.nonce == nonce)
        )


def report_by(mask_id: str, contribution: Contribution) -> Report | None:
    """Has this mask reported this contribution before?"""
    return db.session().scalar(
        select(Report).where(Report.contribution_id == contribution.id, Report.mask_id == mask_id)
    )
