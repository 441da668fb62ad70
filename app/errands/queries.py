"""What waits, and how it goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from app import clock, db
from app.errands.models import Errand, ErrandCount


@dataclass(frozen=True, slots=True)
class State:
    """What an operator may watch.

    waiting: errands that are due and not done. oldest: for how many seconds the first of them has been due.
    given_up: errands that failed too often. done, failed: by kind, since the database was made.
    """

    waiting: int
    oldest: float
    given_up: int
    done: Mapping[str, int]
    failed: Mapping[str, int]


def state() -> State:
    """How the queue is, for metrics and for the doctor."""
    now = clock.now()
    open_ones = select(func.count(), func.min(Errand.due_at)).where(Errand.given_up_at.is_(None), Errand.due_at <= now)
    waiting, first = db.session().execute(open_ones).one()
    given_up = select(func.count()).select_from(Errand).where(Errand.given_up_at.is_not(None))
    counts = db.session().scalars(select(ErrandCount)).all()
    return State(
        waiting=waiting,
        oldest=(now - first).total_seconds() if first else 0.0,
        given_up=db.session().scalar(given_up) or 0,
        done={count.kind: count.done for count in counts},
        failed={count.kind: count.failed for count in counts},
    )


def next_due(kinds: list[str], now: datetime) -> Errand | None:
    """The errand that has waited longest and that nobody is at; on PostgreSQL others do not wait for us."""
    free = or_(Errand.taken_until.is_(None), Errand.taken_until <= now)
    due = select(Errand).where(Errand.given_up_at.is_(None), Errand.due_at <= now, free, Errand.kind.in_(kinds))
    return db.session().scalar(due.order_by(Errand.due_at, Errand.id).limit(1).with_for_update(skip_locked=True))
