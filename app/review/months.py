"""What everybody may know of the moderators' work: whole months that are over, in round numbers, small ones folded together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app import clock
from app.review import numbers
from app.review.models import Outcome
from app.review.numbers import Numbers, Times
from app.rounding import FEWEST, folded, tenths

__all__ = ["FEWEST", "Month", "closed", "folded", "tenths"]

SHOWN = 12
LET, REMOVED = "let", "removed"
_GROUPS = {Outcome.PUBLISH.value: LET, Outcome.REMOVE.value: REMOVED, Outcome.WARN.value: REMOVED}


@dataclass(frozen=True, slots=True)
class Month:
    """One month. Numbers are rounded to tens, None stands for fewer than ten, none at all among them; parts are in tenths."""

    day: date
    handled: Mapping[str, int | None]
    within: Mapping[str, int | None]
    came: Mapping[str, int | None]
    appeals: int | None
    overturned: int | None
    watched: int | None


def closed() -> Sequence[Month]:
    """The months that are over and of which anything is known, the latest first."""
    found: list[Month] = []
    first = numbers.first_day()
    day = (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
    while first is not None and day >= first.replace(day=1) and len(found) < SHOWN:
        found.append(_month(day))
        day = (day - timedelta(days=1)).replace(day=1)
    return found


def _month(day: date) -> Month:
    told = numbers.between(day, (day + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    came = {LET: 0, REMOVED: 0, "adjusted": 0}
    for outcome, number in told.came.items():
        came[_GROUPS.get(outcome, "adjusted")] += number
    answered = told.upheld + told.overturned
    return Month(
        day=day,
        handled={line.name: folded(line.handled) for line in told.lines},
        within={line.name: _kept(line.look) for line in told.lines},
        came={name: folded(number) for name, number in came.items()},
        appeals=folded(answered),
        overturned=tenths(told.overturned, answered),
        watched=_watched(told),
    )


def _kept(look: Times) -> int | None:
    return tenths(look.kept, look.number)


def _watched(told: Numbers) -> int | None:
    """Of ten hours of night, in how many somebody was on duty: this is on the sign of every room anyway."""
    if not told.nights:
        return None
    return round(sum(night.percent for night in told.nights) / len(told.nights) / 10)
