"""The index on PostgreSQL: the same terms as a tsvector with a GIN index; what it finds is looked at again in the words."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import ARRAY, Text, bindparam, cast, func, update

from app import db
from app.finding.letters import terms_of
from app.finding.models import Entry


def put_all(entries: Sequence[Entry]) -> None:
    """Write the terms of these entries."""
    written = (
        update(Entry)
        .where(Entry.number == bindparam("of"))
        .values(terms=func.array_to_tsvector(cast(bindparam("words"), ARRAY(Text))))
    )
    if entries:
        rows = [{"of": entry.number, "words": _terms(entry)} for entry in entries]
        db.session().connection().execute(written, rows)


def drop(_entry: Entry) -> None:
    """The terms stand in the row itself and go with it."""


def change_facts(_entry: Entry, _before: Sequence[str]) -> None:
    """Facts are columns."""


def asked(terms: Iterable[str], beginnings: Iterable[str]) -> str:
    """A tsquery for all of them. Terms are letters and digits only, so nothing in them needs escaping."""
    exact = [f"'{term}'" for term in sorted(terms)]
    return " & ".join([*exact, *(f"'{word}':*" for word in sorted(beginnings))])


def in_title(terms: Iterable[str]) -> Iterator[str]:
    """The same terms as they stand in headings."""
    return (f"#{term}" for term in terms)


def _terms(entry: Entry) -> list[str]:
    headed = terms_of(entry.title)
    return sorted({*headed, *terms_of(entry.body), *in_title(headed)})
