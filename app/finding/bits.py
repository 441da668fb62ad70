"""The index on SQLite: for each term one bit per entry, in blocks of 4096 entries, so that what is taken out is gone.

FTS5 can forget only from SQLite 3.42 on (`secure-delete`); before that an erased word stays in its segments until some
later merge. Here taking a text out changes or deletes rows, and SQLite overwrites them (`PRAGMA secure_delete`).
"""

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from app import db
from app.finding.letters import LONGEST_WORD, terms_of
from app.finding.models import Bits, Entry

BLOCK = 4096
FULL = BLOCK // 8
AT_ONCE = 900
Set = NDArray[np.uint8]
Change = Callable[[bytes, Sequence[int]], bytes]


def put_all(entries: Sequence[Entry]) -> None:
    """Set the bits of many entries; each row is read and written once."""
    blocks: dict[int, dict[int, list[int]]] = {}
    for entry in entries:
        block, place = divmod(entry.number, BLOCK)
        for mark in _marks_of(entry):
            blocks.setdefault(block, {}).setdefault(mark, []).append(place)
    for block, places in blocks.items():
        _change(block, places, _with)


def drop(entry: Entry) -> None:
    """Take its bits out again; a term that stands nowhere else has no row any more."""
    _take_out(entry.number, _marks_of(entry))


def facts_of(entry: Entry) -> list[str]:
    """What is filtered by, as terms that no text can hold."""
    answered = "answered" if entry.is_answered else "unanswered"
    return ["\0all", f"\0place {entry.place_id}", f"\0wants {entry.wants}", f"\0{answered}"]


def change_facts(entry: Entry, before: Sequence[str]) -> None:
    """Facts of an entry became other ones."""
    after = facts_of(entry)
    _take_out(entry.number, [_mark(fact) for fact in before if fact not in after])
    block, place = divmod(entry.number, BLOCK)
    _change(block, {_mark(fact): [place] for fact in after if fact not in before}, _with)


class Blocks:
    """The bits of the whole index for one question; each term is read once."""

    def __init__(self) -> None:
        last = db.session().scalar(select(Entry.number).order_by(Entry.number.desc()).limit(1)) or 0
        self.width = (last // BLOCK + 1) * FULL

    def all_of(self, terms: Iterable[str]) -> Set:
        """Entries with every one of these terms."""
        found = np.full(self.width, 255, dtype=np.uint8)
        for each in self._read([_mark(term) for term in terms]):
            found &= each
        return found

    def any_of(self, terms: Iterable[str]) -> Set:
        """Entries with one of these terms."""
        found = np.zeros(self.width, dtype=np.uint8)
        for each in self._read([_mark(term) for term in terms]):
            found |= each
        return found

    def _read(self, marks: Sequence[int]) -> Iterator[Set]:
        sets = {mark: np.zeros(self.width, dtype=np.uint8) for mark in marks}
        asked = select(Bits.term, Bits.block, Bits.bits).where(Bits.term.in_(marks))
        for mark, block, bits in db.session().execute(asked):
            begins = block * FULL
            sets[mark][begins : begins + FULL] = _unpacked(bits)
        yield from sets.values()


def numbers_in(found: Set, before: int | None) -> NDArray[np.int64]:
    """The numbers of a set, highest first, below `before`."""
    numbers = np.flatnonzero(np.unpackbits(found, bitorder="little"))[::-1]
    return numbers if before is None else numbers[numbers < before]


def term_in_title(term: str) -> str:
    """Where a term stands in a heading it is kept a second time."""
    return f"\0title {term}"


def beginning(word: str) -> str:
    """A word is kept under each of its beginnings."""
    return f"\0begins {word}"


def _marks_of(entry: Entry) -> list[int]:
    everywhere = _with_beginnings(terms_of(entry.title) | terms_of(entry.body))
    titles = map(term_in_title, _with_beginnings(terms_of(entry.title)))
    return [_mark(term) for term in {*everywhere, *titles, *facts_of(entry)}]


def _with_beginnings(terms: Iterable[str]) -> Iterator[str]:
    for term in terms:
        yield term
        if term[0] < "\u0900":
            for end in range(2, min(len(term), LONGEST_WORD) + 1):
                yield beginning(term[:end])


def _mark(term: str) -> int:
    """A fingerprint of 63 bits: shorter than a word, and what a deleted row may leave behind says nothing."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "big") >> 1


def _take_out(number: int, marks: Iterable[int]) -> None:
    block, place = divmod(number, BLOCK)
    _change(block, {mark: [place] for mark in marks}, _without)


def _change(block: int, places: Mapping[int, Sequence[int]], change: Change) -> None:
    marks = sorted(places)
    for begins in range(0, len(marks), AT_ONCE):
        some = marks[begins : begins + AT_ONCE]
        kept = select(Bits.term, Bits.bits).where(Bits.term.in_(some), Bits.block == block)
        known = {term: bits for term, bits in db.session().execute(kept)}  # noqa: C416 - rows are no pairs to a type checker
        _write(block, {mark: change(known.get(mark, b""), places[mark]) for mark in some})


def _write(block: int, changed: Mapping[int, bytes]) -> None:
    full = [{"term": term, "block": block, "bits": bits} for term, bits in changed.items() if bits]
    empty = [term for term, bits in changed.items() if not bits]
    if full:
        upsert = insert(Bits)
        upsert = upsert.on_conflict_do_update(index_elements=["term", "block"], set_={"bits": upsert.excluded.bits})
        db.session().connection().execute(upsert, full)
    if empty:
        db.session().execute(delete(Bits).where(Bits.term.in_(empty), Bits.block == block))


def _with(bits: bytes, places: Sequence[int]) -> bytes:
    """A short block is a list of two-byte places; from 256 places on it is a map of 512 bytes."""
    if len(bits) == FULL:
        return _flipped(bits, places, lambda byte, bit: byte | bit)
    listed = array("H", bits)
    listed.extend(sorted(set(places) - set(listed)))
    return listed.tobytes() if len(listed) * 2 < FULL else _map_of(listed.tobytes()).tobytes()


def _without(bits: bytes, places: Sequence[int]) -> bytes:
    if len(bits) == FULL:
        changed = _flipped(bits, places, lambda byte, bit: byte & ~bit)
        return changed if any(changed) else b""
    return array("H", [each for each in array("H", bits) if each not in places]).tobytes()


def _flipped(bits: bytes, places: Sequence[int], flip: Callable[[int, int], int]) -> bytes:
    changed = bytearray(bits)
    for place in places:
        changed[place >> 3] = flip(changed[place >> 3], 1 << (place & 7))
    return bytes(changed)


def _unpacked(bits: bytes) -> Set:
    return np.frombuffer(bits, dtype=np.uint8) if len(bits) == FULL else _map_of(bits)


def _map_of(listed: bytes) -> Set:
    places = np.zeros(BLOCK, dtype=np.uint8)
    places[np.frombuffer(listed, dtype=np.uint16)] = 1
    return np.packbits(places, bitorder="little")
