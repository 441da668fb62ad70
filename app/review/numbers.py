"""How the work goes, from sums alone: what came in, how soon it was seen, what became of what the detectors saw. Nobody is in it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from app import clock, db
from app.permissions import Actor, Permission, require
from app.review import agreement
from app.review.agreement import TENTHS, Seen
from app.review.danger import PROMISES, Danger
from app.review.numbers_keeping import NIGHT_MINUTES
from app.review.numbers_models import Tally

CLASSES = ("now", "high", "other")
PROMISED = {
    name: int(PROMISES[each].total_seconds() // 60)
    for name, each in zip(CLASSES, (Danger.NOW, Danger.HIGH, Danger.ORDINARY), strict=True)
}
LENGTHS = (28, 84)

__all__ = ["TENTHS", "Seen"]


@dataclass(frozen=True, slots=True)
class Times:
    """How long it took, in minutes: how many, the median, what nine of ten stayed below, and how many kept the promise."""

    number: int = 0
    median: int | None = None
    ninth: int | None = None
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One class of danger."""

    name: str
    promise: int
    arrived: int
    handled: int
    look: Times
    ruling: Times


@dataclass(frozen=True, slots=True)
class Week:
    """A week by class, beginning on `day`."""

    day: date
    arrived: Mapping[str, int]
    handled: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Night:
    """How much of a night somebody was on duty, in percent."""

    day: date
    percent: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """Everything the page shows."""

    first: date
    last: date
    lines: Sequence[Line]
    weeks: Sequence[Week]
    seen: Sequence[Seen]
    nights: Sequence[Night]
    came: Mapping[str, int]
    upheld: int
    overturned: int


def over(lead: Actor, days: int) -> Numbers:
    """The last so many days, up to yesterday."""
    require(lead, Permission.Numbers.READ)
    last = clock.today() - timedelta(days=1)
    return between(last - timedelta(days=days - 1), last)


def between(first: date, last: date) -> Numbers:
    """The days from `first` to `last`."""
    told = _read(first, last)
    appeals = sums(told, "appeal")
    return Numbers(
        first=first,
        last=last,
        lines=[_line(told, name) for name in CLASSES],
        weeks=_weeks(told, first, last),
        seen=agreement.told_by(sums(told, "seen")),
        nights=_nights(told),
        came=sums(told, "came"),
        upheld=appeals["upheld"],
        overturned=appeals["overturned"],
    )


def _read(first: date, last: date) -> Sequence[Tally]:
    wanted = select(Tally).where(Tally.day >= first, Tally.day <= last, Tally.what != "cursor")
    return db.session().scalars(wanted.order_by(Tally.day, Tally.about)).all()


def sums(told: Iterable[Tally], what: str) -> Counter[str]:
    """One kind of sum over all the days."""
    found: Counter[str] = Counter()
    for tally in told:
        if tally.what == what:
            found[tally.about] += tally.number
    return found


def _line(told: Sequence[Tally], name: str) -> Line:
    times = {
        what: {int(about.partition(":")[2]): n for about, n in sums(told, what).items() if about.startswith(f"{name}:")}
        for what in ("look", "ruling")
    }
    return Line(
        name=name,
        promise=PROMISED[name],
        arrived=sums(told, "arrived")[name],
        handled=sums(told, "handled")[name],
        look=_times(times["look"], PROMISED[name]),
        ruling=_times(times["ruling"], PROMISED[name]),
    )


def _times(minutes: Mapping[int, int], promise: int) -> Times:
    number = sum(minutes.values())
    if not number:
        return Times()
    kept = sum(many for each, many in minutes.items() if each <= promise)
    return Times(number, _below(minutes, number, 0.5), _below(minutes, number, 0.9), kept)


def _below(minutes: Mapping[int, int], number: int, part: float) -> int:
    """The smallest length within which this part of them lies."""
    passed = 0
    for each in sorted(minutes):
        passed += minutes[each]
        if passed >= part * number:
            return each
    return max(minutes)


def _weeks(told: Sequence[Tally], first: date, last: date) -> Sequence[Week]:
    begins = [first + timedelta(days=7 * number) for number in range(((last - first).days + 7) // 7)]
    found = []
    for day in begins:
        mine = [tally for tally in told if day <= tally.day < day + timedelta(days=7)]
        found.append(Week(day, sums(mine, "arrived"), sums(mine, "handled")))
    return found


def _nights(told: Sequence[Tally]) -> Sequence[Night]:
    minutes = {tally.day: tally.number for tally in told if (tally.what, tally.about) == ("night", "minutes")}
    return [Night(day, min(100, round(100 * many / NIGHT_MINUTES))) for day, many in sorted(minutes.items())]


def first_day() -> date | None:
    """Since when cases are counted; nights are counted back to before that."""
    return db.session().scalar(select(func.min(Tally.day)).where(Tally.what.in_(("arrived", "handled"))))
