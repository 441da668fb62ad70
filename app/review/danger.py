"""How dangerous a concern is, and therefore how soon a person should look: one table for Python and SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from sqlalchemy import ColumnElement, and_, case, func

from app.contributions.models import Concern

WEAK, STRONG, GRAVE = 1, 2, 3  # as in concerns.severity


class Danger(IntEnum):
    """What comes first in the queue: a life now, what a watcher hid, what cannot be taken back once read, the rest."""

    NOW = 0
    HIDDEN = 1
    HIGH = 2
    ORDINARY = 3


# How soon somebody should have looked.
PROMISES = {
    Danger.NOW: timedelta(minutes=5),
    Danger.HIDDEN: timedelta(minutes=30),
    Danger.HIGH: timedelta(minutes=30),
    Danger.ORDINARY: timedelta(hours=12),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """Concerns whose kind begins with `kind`, at least this severe, are this dangerous."""

    kind: str
    least: int
    danger: Danger

    def meets(self, concern: Concern) -> bool:
        return concern.kind.startswith(self.kind) and concern.severity >= self.least

    @property
    def condition(self) -> ColumnElement[bool]:
        return and_(Concern.kind.startswith(self.kind, autoescape=True), Concern.severity >= self.least)


# The first row that meets a concern decides.
SIGNS = (
    # Somebody's words are away on one person's judgement alone, and the hours run.
    Sign("hidden.", WEAK, Danger.HIDDEN),
    Sign("report.danger", WEAK, Danger.NOW),
    Sign("crisis.", STRONG, Danger.NOW),
    Sign("crisis.", WEAK, Danger.HIGH),
    Sign("abuse.doxx", WEAK, Danger.HIGH),
    Sign("abuse.threat", WEAK, Danger.HIGH),
    Sign("abuse.encourage_self_harm", WEAK, Danger.HIGH),
    Sign("abuse.sexual", WEAK, Danger.HIGH),
    Sign("scam.meeting", WEAK, Danger.HIGH),  # includes adults who look for children
    Sign("pii.", WEAK, Danger.HIGH),
    Sign("report.identifies", WEAK, Danger.HIGH),
)


def of(concern: Concern) -> Danger:
    """How dangerous one concern is."""
    return next((sign.danger for sign in SIGNS if sign.meets(concern)), Danger.ORDINARY)


def since(concerns: Sequence[Concern]) -> datetime:
    """From when on the promise of the gravest counts: new evidence of more danger is not late already."""
    gravest = min(map(of, concerns))
    return min(concern.raised_at for concern in concerns if of(concern) is gravest)


def column() -> ColumnElement[int]:
    """The same as `of` as a number in SQL."""
    return case(*((sign.condition, int(sign.danger)) for sign in SIGNS), else_=int(Danger.ORDINARY))


def order(now: datetime) -> tuple[ColumnElement[int], ColumnElement[int], ColumnElement[int], ColumnElement[datetime]]:
    """For a question grouped by text: danger; in it what is past its promise; then weight; then age."""
    danger, gravest = column(), func.min(column())
    oldest = {each: func.min(case((danger == int(each), Concern.raised_at))) for each in Danger}
    is_late = case(
        *((and_(gravest == int(each), oldest[each] <= now - promise), 0) for each, promise in PROMISES.items()), else_=1
    )
    waiting_since = case(*((gravest == int(each), oldest[each]) for each in Danger))
    # Whoever is late has waited long enough: among the late, weight says nothing any more.
    weight = case((is_late == 0, 0), else_=-func.max(Concern.severity))
    return gravest, is_late, weight, waiting_since
