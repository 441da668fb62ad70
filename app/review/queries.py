"""What waits for a moderator, in which order, and what is known about one case. Never an account, never another mask."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app import clock, db
from app.accounts import current, sanctions, standings
from app.accounts.models import Mask, Sanction
from app.contributions.models import Concern, ConcernSource, Contribution, Report, State
from app.errors import NotFound
from app.permissions import Actor, Permission, Standing, allows
from app.review import danger, parties
from app.review.danger import Danger
from app.review.models import Hide, Lease, Ruling

SHOWN = 50
RECENT = timedelta(days=90)
FEW = 5


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is looking at a case right now."""

    name: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One contribution in the queue with everything that speaks for a look at it; the gravest concern first."""

    contribution: Contribution
    concerns: Sequence[Concern]
    holder: Holder | None = None

    @property
    def danger(self) -> Danger:
        return danger.of(self.concerns[0]) if self.concerns else Danger.ORDINARY

    @property
    def since(self) -> datetime:
        """From when on the promise of its danger counts."""
        return danger.since(self.concerns)

    @property
    def is_late(self) -> bool:
        """Has it waited longer than promised?"""
        return clock.now() >= self.since + danger.PROMISES[self.danger]

    @property
    def reports(self) -> int:
        return sum(concern.source == ConcernSource.REPORT for concern in self.concerns)


@dataclass(frozen=True, slots=True)
class Case:
    """One item with its context: who told what, what was decided before about this text, and about this mask.

    others: rulings on other texts under the same mask. standing: how well the community knows who writes under it.
    """

    item: Item
    reports: Sequence[Report]
    rulings: Sequence[Ruling]
    sanctions: Sequence[Sanction]
    others: Sequence[Ruling] = ()
    standing: Standing | None = None

    @property
    def mark(self) -> str:
        """What can be seen now; a decision made on less than this comes back for a second look."""
        last = self.rulings[0].id if self.rulings else ""
        return f"{last}.{self.item.contribution.version}.{len(self.item.concerns)}"


def queue(moderator: Actor) -> Sequence[Item]:
    """What waits, one item per contribution, the worst first (decision 35). One's own texts, and what one reported, are for others."""
    order = (
        select(Concern.contribution_id)
        .join(Contribution, Contribution.id == Concern.contribution_id)
        .where(Concern.settled_at.is_(None), _reviewable(moderator))
        .group_by(Concern.contribution_id)
        .order_by(*danger.order(clock.now()), Concern.contribution_id)
        .limit(SHOWN)
    )
    ids = db.session().scalars(order).all()
    return _items(moderator, ids)


def contribution_for(moderator: Actor, contribution_id: str) -> Contribution:
    """Something this moderator may look at: it was held or reported at some time, by others, and somebody else wrote it."""
    raised = exists().where(Concern.contribution_id == Contribution.id)
    ruled = exists().where(Ruling.contribution_id == Contribution.id)
    found = db.session().scalar(
        select(Contribution)
        .options(joinedload(Contribution.mask))
        .where(Contribution.id == contribution_id, _reviewable(moderator), or_(raised, ruled))
    )
    if found is None:
        raise NotFound()
    return found


def case_of(moderator: Actor, contribution: Contribution) -> Case:
    """Everything a moderator may know about one contribution."""
    about = Report.contribution_id == contribution.id
    return Case(
        item=Item(contribution, open_concerns(contribution), holder_of(moderator, contribution)),
        reports=db.session().scalars(select(Report).where(about).order_by(Report.made_at.desc())).all(),
        rulings=rulings_on(contribution),
        sanctions=sanctions.of_mask(contribution.mask_id),
        others=_rulings_on_others(contribution),
        standing=standings.of_mask(current.keys(), db.session().get_one(Mask, contribution.mask_id)),
    )


def open_concerns(contribution: Contribution) -> Sequence[Concern]:
    """What has not been settled yet, the gravest first."""
    waiting = select(Concern).where(Concern.contribution_id == contribution.id, Concern.settled_at.is_(None))
    return _gravest_first(db.session().scalars(waiting))


def unanswered_reports(contribution: Contribution) -> Sequence[Report]:
    """Reports whose writers have not heard back yet."""
    waiting = select(Report).where(Report.contribution_id == contribution.id, Report.answered_at.is_(None))
    return db.session().scalars(waiting).all()


def rulings_on(contribution: Contribution) -> Sequence[Ruling]:
    """What was decided about this text, newest first."""
    about = select(Ruling).where(Ruling.contribution_id == contribution.id)
    return db.session().scalars(about.order_by(Ruling.position.desc())).all()


def holder_of(moderator: Actor, contribution: Contribution) -> Holder | None:
    """Who holds the lease at this moment, if anybody."""
    return _holders(moderator, [contribution.id]).get(contribution.id)


def pulse() -> tuple[object, ...]:
    """Something that differs whenever the list would look different to somebody."""
    waiting = select(func.count(), func.max(Concern.raised_at), func.max(Concern.severity))
    held = select(Lease.contribution_id, Lease.mask_id).where(Lease.until > clock.now()).order_by(Lease.contribution_id)
    found = db.session().execute(waiting.where(Concern.settled_at.is_(None))).one()
    return (*found, *map(tuple, db.session().execute(held)))


def be_alone_with(contribution: Contribution) -> None:
    """Decide one after the other about one text: on PostgreSQL by its row, on SQLite by the one writer there is."""
    row = select(Contribution.id).where(Contribution.id == contribution.id)
    db.session().execute(row.with_for_update(key_share=True))  # rows that only point at it need not wait
    db.session().refresh(contribution)


def is_alone_at_once_with(contribution: Contribution) -> bool:
    """The same without waiting: False while somebody else is just deciding it. Whoever decided one text and asks for the
    next already keeps others waiting, who must not be waited for in turn."""
    row = select(Contribution.id).where(Contribution.id == contribution.id)
    return db.session().scalar(row.with_for_update(key_share=True, skip_locked=True)) is not None


def _rulings_on_others(contribution: Contribution) -> Sequence[Ruling]:
    of_mask = (Contribution.mask_id == contribution.mask_id) & (Contribution.id != contribution.id)
    recent = clock.now() - RECENT
    about = select(Ruling).join(Contribution, Contribution.id == Ruling.contribution_id)
    last = about.where(of_mask, Ruling.made_at > recent).order_by(Ruling.position.desc()).limit(FEW)
    return db.session().scalars(last).all()


def _reviewable(moderator: Actor) -> ColumnElement[bool]:
    # A refused text was not kept, and a withdrawn one is its author's to forget: there is nothing to decide about.
    left = (
        Contribution.mask_id.not_in(list(moderator.masks))
        & (Contribution.state != State.REFUSED)
        & Contribution.withdrawn_at.is_(None)
        & ~parties.reported_by(moderator, Contribution.id)
    )
    return left if allows(moderator, Permission.Review.RULE) else left & _is_for_watchers()


def _is_for_watchers() -> ColumnElement[bool]:
    """What readers have reported, while it can be read or was only hidden: held texts were never shown to anybody."""
    told = aliased(Concern)  # the queue itself asks about concerns
    reported = exists().where(
        told.contribution_id == Contribution.id, told.source == ConcernSource.REPORT, told.settled_at.is_(None)
    )
    hidden = exists().where(Hide.contribution_id == Contribution.id)
    return reported & or_(Contribution.state == State.VISIBLE, hidden)


def _items(moderator: Actor, ids: Sequence[str]) -> Sequence[Item]:
    texts = select(Contribution).options(joinedload(Contribution.mask)).where(Contribution.id.in_(ids))
    found = {contribution.id: contribution for contribution in db.session().scalars(texts)}
    concerns: dict[str, list[Concern]] = defaultdict(list)
    waiting = select(Concern).where(Concern.contribution_id.in_(ids), Concern.settled_at.is_(None))
    for concern in db.session().scalars(waiting):
        concerns[concern.contribution_id].append(concern)
    holders = _holders(moderator, ids)
    return [Item(found[each], _gravest_first(concerns[each]), holders.get(each)) for each in ids]


def _holders(moderator: Actor, ids: Sequence[str]) -> dict[str, Holder]:
    held = (
        select(Lease.contribution_id, Lease.mask_id, Mask.name)
        .join(Mask, Mask.id == Lease.mask_id)
        .where(Lease.contribution_id.in_(ids), Lease.until > clock.now())
    )
    return {about: Holder(name, mask_id in moderator.masks) for about, mask_id, name in db.session().execute(held)}


def _gravest_first(concerns: Iterable[Concern]) -> list[Concern]:
    return sorted(concerns, key=lambda concern: (danger.of(concern), -concern.severity, -concern.score, concern.id))
