"""Texts of others that may be about something like this: for threads, for whoever is composing, and for counsellors.

The index proposes; what is shown is asked of the database anew, so that nothing held or taken back is ever among it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from app import db
from app.accounts.models import Mask
from app.contributions import surfaces
from app.contributions.models import Contribution, State
from app.contributions.queries import visible_to
from app.finding import neighbours as index
from app.finding import reading
from app.permissions import Actor

SHOWN = 3
FIRST_WORDS = 70
PROPOSED = 24
ASKED_AT_ONCE = 6
# Fewer letters than this say too little to be near to anything.
SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Near:
    """An opening as it is shown beside others."""

    kind: str
    title: str
    first_words: str
    author: str
    address: str
    written_at: datetime
    warning: str


_TEXTS, _MASKS = Contribution.__table__.c, Mask.__table__.c
# Put together once: every page of a thread asks it. What is in sight is sorted out afterwards: asked for both, SQLite (which
# knows nothing about how many there are) would rather read everything that is visible than find these few.
_PROPOSED = (
    select(
        *(_TEXTS.id, _TEXTS.kind, _TEXTS.mask_id, _TEXTS.state, _TEXTS.title, _TEXTS.body, _TEXTS.warning),
        *(_TEXTS.written_at, _MASKS.name.label("author")),
    )
    .join_from(Contribution.__table__, Mask.__table__, _MASKS.id == _TEXTS.mask_id)
    .where(_TEXTS.id.in_(bindparam("openings", expanding=True)))
)


def beside(member: Actor, contribution: Contribution) -> Sequence[Near]:
    """At most three openings near to this one; none while it cannot be read by everybody."""
    proposed = index.memory().near_to(contribution.id, PROPOSED) if contribution.is_visible else []
    return _shown(member, proposed)


def of_words(member: Actor, title: str, body: str, first: str = "") -> Sequence[Near]:
    """At most three openings near to words that are just being written; those of the kind `first` before others.

    With "question", answered questions come first, for whoever is about to ask one. The words are kept nowhere.
    """
    if len(title) + len(body) < SHORTEST:
        return []
    memory = index.memory()
    return _shown(member, memory.openings(memory.near(reading.meaning_of(title, body), PROPOSED)), first)


def _shown(member: Actor, openings: Sequence[str], first: str = "") -> Sequence[Near]:
    """Where none goes before the others the nearest few are asked for, and the rest only when too few of those can be read."""
    readable: list[Any] = []
    step = PROPOSED if first else ASKED_AT_ONCE
    for begins in range(0, len(openings), step):
        readable += _readable(member, openings[begins : begins + step])
        if len(readable) >= SHOWN:
            break
    return [_near(each) for each in sorted(readable, key=lambda each: bool(first) and each.kind != first)[:SHOWN]]


def _readable(member: Actor, openings: Sequence[str]) -> Sequence[Any]:
    """Of some kinds not everybody reads everything that is visible; only about those is anything more asked."""
    found = {row.id: row for row in db.session().execute(_PROPOSED, {"openings": list(openings)})}
    in_sight = (found[each] for each in openings if each in found and found[each].state is State.VISIBLE)
    near = [each for each in in_sight if each.mask_id not in member.masks]
    for_some = surfaces.kinds_not_for_everybody()
    asked = [each.id for each in near if each.kind in for_some]
    if not asked:
        return near
    may = set(db.session().scalars(select(Contribution.id).where(Contribution.id.in_(asked), visible_to(member))))
    return [each for each in near if each.kind not in for_some or each.id in may]


def _near(row: Any) -> Near:
    words = " ".join(row.body.split())
    return Near(
        kind=row.kind,
        title=row.title,
        first_words=words if len(words) <= FIRST_WORDS else f"{words[:FIRST_WORDS].rstrip()}…",
        author=row.author,
        address=surfaces.address_of_opening(row.kind, row.id),
        written_at=row.written_at,
        warning=row.warning,
    )
