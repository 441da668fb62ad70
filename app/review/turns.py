"""Whose turn is it? What a moderator would rather not see goes to others first, but a life in danger is never left unseen."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from app import db
from app.accounts import current
from app.contributions.models import Contribution
from app.permissions import Actor, Permission, require
from app.review import leases, loads, queries, themes, wishes
from app.review.care_models import DayLimit
from app.review.danger import Danger
from app.review.models import Lease
from app.review.queries import Item
from app.review.wishes import Wishes

# After so many heavy ones without a lighter one between them a pause is offered.
IN_A_ROW = 3


class Aside(StrEnum):
    """Why something is for others first."""

    PASSED = "passed"
    THEME = "theme"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Measure:
    """How much is enough for today, and whether it is reached."""

    wishes: Wishes
    is_reached: bool

    def aside(self, item: Item) -> Aside | None:
        """Why this is for others first; None when it is for whoever comes."""
        if self.wishes.has_put_aside(item.contribution.id):
            return Aside.PASSED
        if self.wishes.avoided & themes.of(item.concerns):
            return Aside.THEME
        return Aside.MEASURE if self.is_reached and themes.is_heavy(item.concerns) else None


def measure_of(moderator: Actor) -> Measure:
    """What this moderator has wished for, and what they have carried today."""
    wished = wishes.of(current.keys(), moderator.member_id)
    limit = db.session().get(DayLimit, moderator.work_mask)
    enough = min(wished.measure, limit.heavy) if limit else wished.measure
    return Measure(wished, loads.today(moderator).heavy >= enough)


def sorted_out(moderator: Actor, items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """What stands in the list, and what is folded away below it. A life in danger always stands in the list."""
    measure = measure_of(moderator)
    apart = [item for item in items if item.danger is not Danger.NOW and measure.aside(item)]
    return [item for item in items if item not in apart], apart


def take_next(moderator: Actor) -> Contribution | None:
    """Hold what one already holds, or else the worst thing that nobody holds; None when nothing is left for this moderator."""
    require(moderator, Permission.Review.RULE)
    measure = measure_of(moderator)
    for item in _mine_first(moderator):
        is_free = item.holder is None or item.holder.is_me
        if is_free and _is_offered(measure, item) and queries.is_alone_at_once_with(item.contribution):
            try:
                leases.claim(moderator, item.contribution)
            except leases.TooLate:
                continue
            return item.contribution
    return None


def pass_over(moderator: Actor, contribution: Contribution) -> None:
    """Leave it to others. Nobody asks why, and nothing counts it."""
    require(moderator, Permission.Review.RULE, contribution)
    leases.release(moderator, contribution)
    wishes.put_aside(current.keys(), str(moderator.member_id), contribution.id)


def needs_rest(moderator: Actor) -> bool:
    """Were the last ones all heavy?"""
    return loads.today(moderator).in_a_row >= IN_A_ROW


def _mine_first(moderator: Actor) -> list[Item]:
    items = queries.queue(moderator)
    return sorted(items, key=lambda item: not (item.holder and item.holder.is_me))


def _is_offered(measure: Measure, item: Item) -> bool:
    aside = measure.aside(item)
    # Others had the minutes of the promise. Whoever has passed it over has seen it, and need not see it again.
    is_left_unseen = item.danger is Danger.NOW and item.is_late and aside is not Aside.PASSED
    return aside is None or is_left_unseen


def held_by(mask_id: str) -> Sequence[Contribution]:
    """What somebody holds now."""
    held = select(Contribution).join(Lease, Lease.contribution_id == Contribution.id).where(Lease.mask_id == mask_id)
    return db.session().scalars(held).all()
