"""Which texts hold what is looked for. The answer is the same on both databases: newest first, nothing left out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, and_, cast, func, or_, select
from sqlalchemy.dialects.postgresql import TSQUERY

from app import db
from app.finding import bits, lexemes
from app.finding.letters import Clause
from app.finding.models import Entry

LOOKED_AT_ONCE = 400
# Words that many texts hold are found among the latest ones before the index would have listed them all.
LATEST = 1_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to find: every clause, among texts with these facts. Empty places, wants or answered mean any."""

    clauses: tuple[Clause, ...]
    places: tuple[str, ...] = ()
    wants: str = ""
    answered: str = ""
    only_titles: bool = False

    @property
    def is_exact(self) -> bool:
        return all(clause.is_exact for clause in self.clauses)


def newest(wanted: Wanted, before: int | None, limit: int) -> list[int]:
    """The numbers of the newest entries below `before` that hold everything wanted, highest first."""
    if not wanted.clauses:
        return []
    find = _by_bits if db.session().get_bind().dialect.name == "sqlite" else _by_lexemes
    return find(wanted, before, limit)


def in_titles(wanted: Wanted, before: int | None, limit: int) -> list[int]:
    """As `newest`, but everything must stand in the heading."""
    return newest(replace(wanted, only_titles=True), before, limit)


def plainly(wanted: Wanted, before: int | None, limit: int) -> list[int]:
    """The same by reading every text, without any index: what the index is measured against."""
    return _numbers(_holds(wanted), _facts(wanted), before, limit)


def last_number() -> int:
    """The number of the newest entry; pages of one search end there, whatever comes meanwhile."""
    return db.session().scalar(select(func.max(Entry.number))) or 0


def entries(numbers: Iterable[int]) -> Mapping[int, Entry]:
    """Entries by number."""
    found = db.session().scalars(select(Entry).where(Entry.number.in_(list(numbers))))
    return {entry.number: entry for entry in found}


def _by_bits(wanted: Wanted, before: int | None, limit: int) -> list[int]:
    blocks = bits.Blocks()
    named: Callable[[str], str] = bits.term_in_title if wanted.only_titles else str
    terms = {named(term) for clause in wanted.clauses for term in clause.terms}
    terms |= {named(bits.beginning(word)) for clause in wanted.clauses for word in clause.beginnings}
    found = blocks.all_of([*terms, "\0all", *_fact_terms(wanted)])
    if wanted.places:
        found &= blocks.any_of(f"\0place {place}" for place in wanted.places)
    candidates = bits.numbers_in(found, before)
    return candidates[:limit].tolist() if wanted.is_exact else _looked_at(wanted, candidates, limit)


def _looked_at(wanted: Wanted, candidates: NDArray[np.int64], limit: int) -> list[int]:
    """The pairs of letters are there; whether they stand together is seen in the words."""
    found: list[int] = []
    for begins in range(0, len(candidates), LOOKED_AT_ONCE):
        some = candidates[begins : begins + LOOKED_AT_ONCE].tolist()
        found += _numbers(and_(Entry.number.in_(some), _holds(wanted)), [], None, limit - len(found))
        if len(found) >= limit:
            break
    return found


def _by_lexemes(wanted: Wanted, before: int | None, limit: int) -> list[int]:
    ends = last_number() + 1 if before is None else before
    begins = ends - LATEST
    found = _numbers(and_(Entry.number >= begins, _holds(wanted)), _facts(wanted), ends, limit)
    if len(found) >= limit or begins <= 1:
        return found
    return found + _by_index(wanted, begins, limit - len(found))


def _by_index(wanted: Wanted, before: int, limit: int) -> list[int]:
    named = lexemes.in_title if wanted.only_titles else iter
    asked = lexemes.asked(
        named({term for clause in wanted.clauses for term in clause.terms}),
        named({word for clause in wanted.clauses for word in clause.beginnings}),
    )
    holds = [Entry.terms.op("@@")(cast(asked, TSQUERY)), *_facts(wanted)]
    if not wanted.is_exact:
        holds.append(_holds(wanted))
    # Materialised and without numbers, so that the planner has only the index on words: looking into the terms of
    # row after row instead would cost ten times as much.
    hits = select(Entry.number).where(*holds).cte("hits").prefix_with("MATERIALIZED")
    older = select(hits.c.number).where(hits.c.number < before)
    return list(db.session().scalars(older.order_by(hits.c.number.desc()).limit(limit)))


def _numbers(
    condition: ColumnElement[bool], facts: Iterable[ColumnElement[bool]], before: int | None, limit: int
) -> list[int]:
    found = select(Entry.number).where(condition, *facts).order_by(Entry.number.desc()).limit(limit)
    return list(db.session().scalars(found if before is None else found.where(Entry.number < before)))


def _holds(wanted: Wanted) -> ColumnElement[bool]:
    columns = (Entry.title,) if wanted.only_titles else (Entry.body, Entry.title)
    return and_(*(or_(*(column.contains(clause.needle) for column in columns)) for clause in wanted.clauses))


def _facts(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.places:
        asked.append(Entry.place_id.in_(wanted.places))
    if wanted.wants:
        asked.append(Entry.wants == wanted.wants)
    if wanted.answered:
        asked.append(Entry.is_answered.is_(wanted.answered == "answered"))
    return asked


def _fact_terms(wanted: Wanted) -> list[str]:
    wants = [f"\0wants {wanted.wants}"] if wanted.wants else []
    return [*wants, *([f"\0{wanted.answered}"] if wanted.answered else [])]
