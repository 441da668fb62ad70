"""Texts of others that may be about something like this: for threads, for whoever is composing, and for counsellors.

The index proposes; what is shown is asked of the database anew, so that nothing held or taken back is ever among it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

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


class _Proposed(NamedTuple):
    """What the database says now about an opening that may be near, without its words."""

    id: str
    kind: str
    mask_id: str
    state: State


_COLUMNS = Contribution.__table__.c
# Put together once: every page of a thread asks it. What is in sight is sorted out afterwards: asked for both, SQLite (which
# knows nothing about how many there are) would rather read everything that is visible than find these few.
_PROPOSED = select(*(_COLUMNS[name] for name in _Proposed._fields)).where(
    _COLUMNS.id.in_(bindparam("openings", expanding=True))
)
_MASKS = Mask.__table__.c
_WITH_WORDS = (
    select(
        *(_COLUMNS.id, _COLUMNS.kind, _COLUMNS.title, _COLUMNS.body, _COLUMNS.written_at, _COLUMNS.warning),
        *(_COLUMNS.state, _MASKS.name.label("author")),
    )
    .join_from(Contribution.__table__, Mask.__table__, _MASKS.id == _COLUMNS.mask_id)
    .where(_COLUMNS.id.in_(bindparam("openings", expanding=True)))
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
    if not openings:
        return []
    found = [_Proposed(*row) for row in db.session().execute(_PROPOSED, {"openings": list(openings)})]
    rows = {each.id: each for each in found if each.state is State.VISIBLE and each.mask_id not in member.masks}
    near = [rows[opening] for opening in openings if opening in rows]
    readable = sorted(_readable(member, near), key=lambda each: bool(first) and each.kind != first)
    return _with_words([each.id for each in readable[:SHOWN]])


def _readable(member: Actor, near: Sequence[_Proposed]) -> Sequence[_Proposed]:
    """Of some kinds not everybody reads everything that is visible; only about those is anything asked."""
    for_some = surfaces.kinds_not_for_everybody()
    asked = [each.id for each in near if each.kind in for_some]
    if not asked:
        return near
    may = set(db.session().scalars(select(Contribution.id).where(Contribution.id.in_(asked), visible_to(member))))
    return [each for each in near if each.kind not in for_some or each.id in may]


def _with_words(openings: Sequence[str]) -> Sequence[Near]:
    """Read with the state once more: what was held or changed since it was proposed is left out, not shown half."""
    if not openings:
        return []
    found = {row.id: row for row in db.session().execute(_WITH_WORDS, {"openings": list(openings)})}
    return [_near(found[each]) for each in openings if each in found and found[each].state is State.VISIBLE]


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
