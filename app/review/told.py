"""Rulings as those see them whose words or names they are about: their own alone, and never who made them."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from app import db
from app.accounts import sanctions
from app.accounts.models import Sanction, SanctionKind
from app.contributions.models import Contribution
from app.errors import NotFound
from app.forum import services as forum
from app.forum.models import Reply, Thread
from app.permissions import Actor
from app.review.appeal_models import Appeal
from app.review.models import Outcome, Ruling
from app.review.outcomes import TABLE

SHOWN = 50
FALLEN_BY = (Outcome.TAKE_BACK, Outcome.OVERTURN)


def to(member: Actor) -> Sequence[Ruling]:
    """What was decided about this member's words and names, newest first; not what they were never told."""
    if not member.masks:
        return []
    own_texts = select(Contribution.id).where(Contribution.mask_id.in_(list(member.masks)))
    under_own_threads = select(Reply.id).where(Reply.thread_id.in_(own_texts))
    asked = select(Sanction.ruling_id).where(Sanction.mask_id.in_(list(member.masks)))
    concerned = or_(
        Ruling.contribution_id.in_(own_texts),
        and_(Ruling.outcome == Outcome.CLOSE_THREAD, Ruling.contribution_id.in_(under_own_threads)),
        Ruling.id.in_(asked.where(Sanction.kind != SanctionKind.NOTE)),
    )
    found = select(Ruling).where(concerned, Ruling.points_to.is_(None)).order_by(Ruling.position.desc()).limit(SHOWN)
    return [ruling for ruling in db.session().scalars(found) if _was_told(member, ruling)]


def ruling_for(member: Actor, ruling_id: str) -> Ruling:
    """One of them; NotFound otherwise."""
    found = db.session().get(Ruling, ruling_id)
    if found is None or found.points_to is not None or not _was_told(member, found):
        raise NotFound()
    return found


def about(member: Actor, contribution: Contribution) -> Ruling | None:
    """The last ruling about one's own text that still holds and of which one was told."""
    if not member.wrote(contribution):
        return None
    last = select(Ruling).where(Ruling.contribution_id == contribution.id, Ruling.points_to.is_(None))
    found = db.session().scalars(last.order_by(Ruling.position.desc()).limit(1)).first()
    return found if found and _was_told(member, found) and not has_fallen(found) else None


def subject(ruling: Ruling) -> Contribution | None:
    """Whose author the ruling concerns: the text, or the thread that was closed around it; None when it is gone."""
    return subject_of(ruling, db.session().get(Contribution, ruling.contribution_id))


def subject_of(ruling: Ruling, contribution: Contribution | None) -> Contribution | None:
    """The same, where the text is at hand."""
    if contribution is not None and ruling.outcome is Outcome.CLOSE_THREAD:
        thread: Thread = forum.thread_of(contribution)
        return thread
    return contribution


def mask_concerned(ruling: Ruling) -> str | None:
    """The name it was written against; None when nothing of it is left."""
    found = subject(ruling)
    if found is not None:
        return found.mask_id
    return next((sanction.mask_id for sanction in sanctions.of_ruling(ruling.id)), None)


def has_fallen(ruling: Ruling) -> bool:
    """Was it taken back or overturned?"""
    by = select(Ruling.id).where(Ruling.points_to == ruling.id, Ruling.outcome.in_(FALLEN_BY))
    return db.session().scalar(by.limit(1)) is not None


def had_a_part(member: Actor, ruling: Ruling) -> bool:
    """Did this member make the ruling, or anything that points to it, under whichever name?"""
    masks = list(member.masks)
    pointing = select(Ruling.id).where(Ruling.points_to == ruling.id, Ruling.mask_id.in_(masks))
    return ruling.mask_id in member.masks or db.session().scalar(pointing.limit(1)) is not None


def appeal_about(ruling: Ruling) -> Appeal | None:
    """The one appeal about it, if there is one."""
    return db.session().scalar(select(Appeal).where(Appeal.ruling_id == ruling.id))


def can_be_appealed(ruling: Ruling) -> bool:
    """May its author ask somebody else to look again? Once, and while there is something to overturn."""
    rows = [TABLE[each] for each in (ruling.outcome, ruling.measure) if each]
    return any(row.may_be_appealed for row in rows) and not has_fallen(ruling) and appeal_about(ruling) is None


def _was_told(member: Actor, ruling: Ruling) -> bool:
    asked = {sanction.kind for sanction in sanctions.of_ruling(ruling.id) if sanction.mask_id in member.masks}
    if asked - {SanctionKind.NOTE}:
        return True
    found = subject(ruling)
    return found is not None and member.wrote(found) and TABLE[ruling.outcome].may_be_appealed
