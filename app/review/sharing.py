"""Who carried how much, and how a lead evens it: a smaller measure for a day, or taking over what somebody holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, select

from app import clock, db
from app.accounts import staff
from app.accounts.staff import Colleague
from app.errors import NotFound
from app.keys import Keys
from app.permissions import Actor, Permission, Role, require
from app.review import loads
from app.review.care_models import DayLimit, DayLoad
from app.review.models import Lease

RULING = frozenset({Role.MODERATOR, Role.LEAD})
NO_LIMIT = 99
LIMITS = (0, 1, 3, 5, 10, NO_LIMIT)
WEEK = timedelta(days=6)
# Minutes to the nearest five: enough to see who carries much, too coarse to compare people by.
STEP = 5


@dataclass(frozen=True, slots=True)
class Carried:
    """Minutes and heavy texts."""

    minutes: int
    heavy: int


@dataclass(frozen=True, slots=True)
class Person:
    """One moderator under the name they work under: what they carried, what they hold now, what is enough for them."""

    mask_id: str
    name: str
    today: Carried
    week: Carried
    holds: int
    limit: int


def everybody(keys: Keys, lead: Actor) -> Sequence[Person]:
    """All who rule, by name."""
    require(lead, Permission.Review.EVEN)
    rows = loads.since(clock.today() - WEEK)
    held = dict(db.session().execute(select(Lease.mask_id, func.count()).where(_runs()).group_by(Lease.mask_id)).all())
    limits = {each.mask_id: each.heavy for each in db.session().scalars(select(DayLimit))}
    people = [_person(each, rows, held, limits) for each in staff.colleagues(keys) if each.role in RULING]
    return sorted(people, key=lambda person: person.name)


def person(keys: Keys, mask_id: str) -> Colleague:
    """Somebody who rules, by the name they work under; NotFound for every other name of anybody."""
    for each in staff.colleagues(keys):
        if each.mask_id == mask_id and each.role in RULING:
            return each
    raise NotFound()


def limit(lead: Actor, colleague: Colleague, heavy: int) -> None:
    """Enough for a day; what somebody has chosen themselves still counts where it is less."""
    require(lead, Permission.Review.EVEN)
    if heavy >= NO_LIMIT:
        db.session().execute(delete(DayLimit).where(DayLimit.mask_id == colleague.mask_id))
    else:
        db.session().merge(DayLimit(mask_id=colleague.mask_id, heavy=heavy))


def take_over(lead: Actor, colleague: Colleague) -> None:
    """Nothing is held by this moderator any more."""
    require(lead, Permission.Review.EVEN)
    db.session().execute(delete(Lease).where(Lease.mask_id == colleague.mask_id))


def _runs() -> ColumnElement[bool]:
    return Lease.until > clock.now()


def _person(each: Colleague, rows: Sequence[DayLoad], held: dict[str, int], limits: dict[str, int]) -> Person:
    own = [row for row in rows if row.mask_id == each.mask_id]
    today = [row for row in own if row.day == clock.today()]
    enough = limits.get(each.mask_id, NO_LIMIT)
    return Person(each.mask_id, each.name, _sum(today), _sum(own), held.get(each.mask_id, 0), enough)


def _sum(rows: Sequence[DayLoad]) -> Carried:
    minutes = sum(row.seconds for row in rows) / 60
    return Carried(round(minutes / STEP) * STEP, sum(row.heavy for row in rows))
