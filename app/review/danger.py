"""How dangerous a concern is, and therefore how soon a person should look: one table for Python and SQL."""

from dataclasses import dataclass
from enum import IntEnum

from sqlalchemy import ColumnElement, and_, case

from app.contributions.models import Concern

WEAK, STRONG, GRAVE = 1, 2, 3  # as in concerns.severity


class Danger(IntEnum):
    """What comes first in the queue: what a watcher hid, a life now, what cannot be taken back once read, the rest."""

    HIDDEN = -1
    NOW = 0
    HIGH = 1
    ORDINARY = 2


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


def column() -> ColumnElement[int]:
    """The same as a number in SQL, for ordering."""
    return case(*((sign.condition, int(sign.danger)) for sign in SIGNS), else_=int(Danger.ORDINARY))
