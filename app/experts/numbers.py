"""How expert rooms keep their time, for the lead: sums from the rows as they are, by room and month; nobody is ranked.

A question counts in the month (in Tokyo) in which it was asked. Its promise is what its asker was told then: the end of the opening
that the room named. Fewer than ten of anything are not told (app/rounding.py).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app import clock, db
from app.accounts.models import Mask
from app.contributions.models import State
from app.experts import queries
from app.experts.models import Answer, ExpertRoom, Question
from app.permissions import Actor, Permission, require
from app.rounding import FEWEST, folded, tenths

MONTHS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One room in one month; hours until the first answer, and how many of ten were answered by what was told."""

    room: ExpertRoom
    month: date
    asked: int | None
    median: int | None
    ninth: int | None
    kept: int | None


@dataclass(frozen=True, slots=True)
class Load:
    """One counsellor: what they answered in these months, and whether they have something in hand now."""

    name: str
    answered: int | None
    has_in_hand: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, without anything that tells which."""

    room_id: str
    asked_at: datetime
    answered_at: datetime | None
    told_until: datetime | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """Everything the page shows, rooms in their order and months from the latest back."""

    lines: Sequence[Line]
    loads: Sequence[Load]


def of_rooms(lead: Actor) -> Numbers:
    """The last months, the present one among them."""
    require(lead, Permission.Numbers.ROOMS)
    first = _months()[-1]
    since = datetime(first.year, first.month, 1, tzinfo=clock.TOKYO)
    return Numbers(_lines(since), _loads(since))


def _lines(since: datetime) -> Sequence[Line]:
    told: dict[tuple[str, date], list[Asked]] = defaultdict(list)
    for each in _asked(since):
        told[each.room_id, each.asked_at.astimezone(clock.TOKYO).date().replace(day=1)].append(each)
    return [
        _line(room, month, told[room.id, month])
        for room in queries.rooms()
        for month in _months()
        if told[room.id, month]
    ]


def _line(room: ExpertRoom, month: date, asked: Sequence[Asked]) -> Line:
    hours = sorted(_hours(each.answered_at - each.asked_at) for each in asked if each.answered_at is not None)
    kept, due = _kept(asked)
    tells = len(hours) >= FEWEST
    return Line(
        room=room,
        month=month,
        asked=folded(len(asked)),
        median=_below(hours, 0.5) if tells else None,
        ninth=_below(hours, 0.9) if tells else None,
        kept=tenths(kept, due),
    )


def _kept(asked: Sequence[Asked]) -> tuple[int, int]:
    """How many were answered by what was told, of those that were answered or whose time is over."""
    due = [each for each in asked if each.told_until and (each.answered_at or each.told_until <= clock.now())]
    kept = [each for each in due if each.answered_at and each.told_until and each.answered_at <= each.told_until]
    return len(kept), len(due)


def _below(hours: Sequence[int], part: float) -> int:
    """The smallest time within which this part of them lies."""
    return next(each for number, each in enumerate(hours, 1) if number >= part * len(hours))


def _hours(time: timedelta) -> int:
    """Begun hours."""
    return max(0, -int(-time.total_seconds() // 3600))


def _asked(since: datetime) -> Sequence[Asked]:
    columns = (Question.room_id, Question.written_at, Question.answered_at, Question.told_until)
    rows = select(*columns).where(Question.written_at >= since, Question.state == State.VISIBLE)
    return [Asked(*row) for row in db.session().execute(rows)]


def _loads(since: datetime) -> Sequence[Load]:
    """By name, never by number."""
    verified = select(Mask.id, Mask.name).where(Mask.badge.is_not(None), Mask.verified_until >= clock.today())
    answered, in_hand = _answered(since), _in_hand()
    return [
        Load(row.name, folded(answered.get(row.id, 0)), row.id in in_hand)
        for row in db.session().execute(verified.order_by(Mask.name, Mask.id))
    ]


def _answered(since: datetime) -> Mapping[str, int]:
    given = aliased(Answer, flat=True)
    counted = select(given.mask_id, func.count(given.id)).where(given.state == State.VISIBLE, given.written_at >= since)
    return {mask_id: number for mask_id, number in db.session().execute(counted.group_by(given.mask_id))}  # noqa: C416 - rows are no pairs


def _in_hand() -> set[str | None]:
    lent = select(Question.drafter_mask_id).where(Question.drafter_until > clock.now())
    return set(db.session().scalars(lent.distinct()))


def _months() -> Sequence[date]:
    """The first days of the last months, the present one first."""
    found = [clock.today().replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found
