"""Leaving errands, taking them, and what becomes of them."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from app import clock, db
from app.errands import queries
from app.errands.bell import ring_after_commit
from app.errands.models import Errand, ErrandCount
from app.ids import new_id

# Longer than any errand takes; whoever was killed in the middle keeps others from it for so long.
TAKEN_FOR = timedelta(minutes=2)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
SEEN_FOR = timedelta(days=7)


def leave(kind: str, about: str, due_at: datetime | None = None) -> Errand:
    """Have something done once this transaction is on disk, and never when it is not."""
    errand = Errand(id=new_id(), kind=kind, about=about, due_at=due_at or clock.now())
    db.session().add(errand)
    ring_after_commit()
    return errand


def leave_once(kind: str, due_at: datetime) -> None:
    """Have something done that is done again and again; one errand for it is enough."""
    if db.session().get(Errand, kind) is None:
        try:
            with db.session().begin_nested():
                db.session().add(Errand(id=kind, kind=kind, due_at=due_at))
        except IntegrityError:
            return  # another process has just left the same


def take(kinds: list[str]) -> tuple[str, str, str] | None:
    """The next errand that is due as (id, kind, about), for nobody else for some minutes."""
    found = queries.next_due(kinds, clock.now())
    if found is None:
        return None
    found.taken_until = clock.now() + TAKEN_FOR
    return found.id, found.kind, found.about


def is_done(errand_id: str, kind: str) -> None:
    """It is done, and the queue forgets it."""
    db.session().execute(delete(Errand).where(Errand.id == errand_id))
    _count(kind, done=ErrandCount.done + 1)


def is_put_off(errand_id: str, until: datetime) -> None:
    """It went well and is to be done again."""
    again = update(Errand).where(Errand.id == errand_id)
    db.session().execute(again.values(due_at=until, taken_until=None, tries=0))


def has_failed(errand_id: str, kind: str) -> None:
    """Try again after a while, a few times; then a person has to look."""
    count_failure(kind)
    errand = db.session().get(Errand, errand_id)
    if errand is None:
        return
    errand.taken_until, errand.tries = None, errand.tries + 1
    if errand.tries > len(PAUSES):
        errand.given_up_at = clock.now()
    else:
        errand.due_at = clock.now() + PAUSES[errand.tries - 1]


def count_failure(kind: str) -> None:
    """Something went wrong that whoever watches should see."""
    _count(kind, failed=ErrandCount.failed + 1)


def forget_given_up() -> int:
    """Delete what was given up long enough ago to have been seen; returns how many."""
    past = delete(Errand).where(Errand.given_up_at <= clock.now() - SEEN_FOR)
    return len(db.session().execute(past.returning(Errand.id)).all())


def _count(kind: str, **values: object) -> None:
    counted = update(ErrandCount).where(ErrandCount.kind == kind).values(values)
    if db.session().execute(counted.returning(ErrandCount.kind)).first() is not None:
        return
    try:
        with db.session().begin_nested():
            db.session().add(ErrandCount(kind=kind, done=0, failed=0))
    except IntegrityError:
        pass  # another process has just counted its first one
    db.session().execute(counted)
