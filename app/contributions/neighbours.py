"""Texts of others that may be about something like this: for threads, for whoever is composing, and for counsellors.

The index proposes; what is shown is asked of the database anew, so that nothing held or taken back is ever among it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import db
from app.contributions import surfaces
from app.contributions.models import Contribution, State
from app.contributions.queries import visible_to
from app.finding import neighbours as index
from app.finding import reading
from app.finding.models import Entry
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


def beside(member: Actor, contribution: Contribution) -> Sequence[Near]:
    """At most three openings near to this one; none while it cannot be read by everybody."""
    number = index.number_of(contribution.id)
    proposed = index.memory().near_to(number, PROPOSED) if number is not None else []
    return _shown(member, proposed, contribution.id)


def of_words(member: Actor, title: str, body: str, first: str = "") -> Sequence[Near]:
    """At most three openings near to words that are just being written; those of the kind `first` before others.

    With "question", answered questions come first, for whoever is about to ask one. The words are kept nowhere.
    """
    if len(title) + len(body) < SHORTEST:
        return []
    return _shown(member, index.memory().near(reading.meaning_of(title, body), PROPOSED), "", first)


def _shown(member: Actor, numbers: Sequence[int], but_not: str, first: str = "") -> Sequence[Near]:
    if not numbers:
        return []
    found = select(Contribution, Entry.number).join(Entry, Entry.contribution_id == Contribution.id)
    found = found.options(joinedload(Contribution.mask)).where(
        Entry.number.in_(list(numbers)),
        visible_to(member),
        Contribution.state == State.VISIBLE,
        Contribution.mask_id.not_in(list(member.masks)),
        Contribution.id != but_not,
    )
    rows = {number: contribution for contribution, number in db.session().execute(found)}
    near = [rows[number] for number in numbers if number in rows]
    return [_near(each) for each in sorted(near, key=lambda each: bool(first) and each.kind != first)[:SHOWN]]


def _near(contribution: Contribution) -> Near:
    words = " ".join(contribution.body.split())
    return Near(
        kind=contribution.kind,
        title=contribution.title,
        first_words=words if len(words) <= FIRST_WORDS else f"{words[:FIRST_WORDS].rstrip()}…",
        author=contribution.mask.name,
        address=surfaces.of(contribution).address(contribution),
        written_at=contribution.written_at,
        warning=contribution.warning,
    )
