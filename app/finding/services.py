"""Putting a text into the index and taking it out, always in the transaction that changes what may be read."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType

from sqlalchemy import delete, select

from app import db
from app.finding import bits, lexemes, reading
from app.finding.facts import Facts
from app.finding.letters import folded
from app.finding.models import Bits, Departure, Entry, Meaning

DEPARTURES_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Words:
    """What a text says to everybody."""

    title: str
    body: str


def put(contribution_id: str, words: Words, facts: Facts) -> None:
    """Let a text be found by its present words; whatever stood here of it before is gone."""
    known = _entry_of(contribution_id)
    title, body = folded(words.title), folded(words.body)
    if known is not None and (known.title, known.body) == (title, body):
        _change_facts(known, facts)
        return
    if known is not None:
        _take_out(known)
    number = known.number if known else None
    entry = _tell(Entry(contribution_id=contribution_id, title=title, body=body, number=number), facts)
    db.session().add(entry)
    db.session().flush()
    _engine().put_all([entry])
    if facts.is_opening and reading.says_enough(words.title, words.body):
        reading.read_later(entry.number, words.title, words.body)


def put_all(texts: Iterable[tuple[str, Words, Facts]]) -> None:
    """Let many texts be found of which none is in the index; what they mean is worked out later."""
    made = [
        _tell(Entry(contribution_id=about, title=folded(words.title), body=folded(words.body)), facts)
        for about, words, facts in texts
    ]
    db.session().add_all(made)
    db.session().flush()
    _engine().put_all(made)


def drop(contribution_id: str) -> None:
    """Nobody finds this text any more; nothing happens when nobody could."""
    known = _entry_of(contribution_id)
    if known is not None:
        _take_out(known)


def forget_everything() -> None:
    """Empty the index, to build it anew; other processes let go of what they hold."""
    for meaning_id in db.session().scalars(select(Meaning.id)).all():
        db.session().add(Departure(meaning_id=meaning_id))
    for kept in (Meaning, Bits, Entry):
        db.session().execute(delete(kept))
    db.session().expunge_all()


def _take_out(entry: Entry) -> None:
    _engine().drop(entry)
    _forget_meaning(entry.number)
    db.session().delete(entry)
    db.session().flush()


def _forget_meaning(number: int) -> None:
    gone = db.session().scalar(select(Meaning.id).where(Meaning.number == number))
    if gone is None:
        return
    db.session().execute(delete(Meaning).where(Meaning.id == gone))
    departure = Departure(meaning_id=gone)
    db.session().add(departure)
    db.session().flush()
    db.session().execute(delete(Departure).where(Departure.id < departure.id - DEPARTURES_KEPT))


def _change_facts(entry: Entry, facts: Facts) -> None:
    before = bits.facts_of(entry)
    _tell(entry, facts)
    _engine().change_facts(entry, before)


def _tell(entry: Entry, facts: Facts) -> Entry:
    entry.place_id, entry.wants = facts.place_id, facts.wants
    entry.is_opening, entry.is_answered = facts.is_opening, facts.is_answered
    return entry


def _entry_of(contribution_id: str) -> Entry | None:
    return db.session().scalar(select(Entry).where(Entry.contribution_id == contribution_id))


def _engine() -> ModuleType:
    return bits if db.session().get_bind().dialect.name == "sqlite" else lexemes
