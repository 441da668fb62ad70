"""Openings near in meaning, compared with all of them: exactly and in memory, 2 KiB each, while they fit (400 MiB).

Of older ones only the signs are held; what is near by them is weighed exactly, too. Each process keeps its own copy and, at
every question, takes in what has come and lets go of what is gone.
"""

import threading
import time
from collections.abc import Iterator, Sequence

import numpy as np
from flask import current_app
from numpy.typing import NDArray
from sqlalchemy import func, select

from app import db
from app.finding.models import Departure, Entry, Meaning
from app.finding.older import Older
from app.finding.reading import Reader, Vector, unpacked
from app.meaning import WIDTH

EXTENSION = "tomoshibi_meanings"
MOST_HELD = 200_000
MOST_KEPT = 24
BLOCK = 8_192
# How many of the older ones, nearest by their signs, are weighed exactly (measured: bench/bench_neighbours.py).
WEIGHED = 1_000
READ_AT_ONCE = 5_000
# Rows of transactions that commit out of order (PostgreSQL): each question looks back a little.
OVERLAP = 64
# Seconds for which pages of threads do not ask again what has come; what is gone is never shown in any case.
FRESH_FOR = 2.0
# Measured on the openings of the demo evening, pair by pair (docs/decisions/0024).
NEAR_ENOUGH = 0.25


class Memory:
    """All meanings of one site."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._turn = threading.RLock()
        self._forget()

    def near_to(self, opening: str, limit: int) -> list[str]:
        """The openings nearest to this one, the nearest first; none when it was not read yet."""
        with self._turn:
            if time.monotonic() - self._caught_up > FRESH_FOR:
                self._catch_up()
            if opening not in self._known:
                vector = self._meaning_of(opening)
                if vector is None:
                    return []
                self._known[opening] = self._nearest(vector, MOST_KEPT + 1)
            return [each for each in self.openings(self._known[opening]) if each != opening][:limit]

    def near(self, vector: Vector, limit: int) -> list[int]:
        """Numbers of the openings nearest to a meaning, the nearest first."""
        with self._turn:
            self._catch_up()
            return self._nearest(vector, limit)

    def openings(self, numbers: Sequence[int]) -> list[str]:
        """The openings that have these numbers and are still there."""
        older = [number for number in numbers if number not in self._opening] if self._older.held else []
        named = {}
        if older:
            rows = select(Entry.number, Entry.contribution_id).where(Entry.number.in_(older))
            named = {row.number: row.contribution_id for row in db.session().execute(rows)}
        found = (self._opening.get(number) or named.get(number) for number in numbers)
        return [opening for opening in found if opening is not None]

    @property
    def held(self) -> int:
        """How many meanings are in memory."""
        return len(self._rows) + self._older.held

    def _forget(self) -> None:
        self._blocks: list[Vector] = []
        self._numbers = np.zeros(0, dtype=np.int64)
        self._rows: dict[int, int] = {}
        self._ids: dict[int, int] = {}
        self._free: list[int] = []
        self._number_of: dict[str, int] = {}
        self._opening: dict[int, str] = {}
        self._known: dict[str, list[int]] = {}
        self._older = Older()
        self._last_id = self._last_departure = 0
        self._caught_up = -FRESH_FOR

    def _catch_up(self) -> None:
        if self._was_away_too_long():
            self._forget()
        gone = select(Departure.id, Departure.meaning_id).where(Departure.id > self._last_departure - OVERLAP)
        for departure, meaning_id in db.session().execute(gone.order_by(Departure.id)):
            self._last_departure = max(self._last_departure, departure)
            self._let_go(meaning_id)
            self._older.let_go(meaning_id)
        is_beginning = not self._ids
        for meaning_id, number, opening, stored in self._new():
            self._last_id = max(self._last_id, meaning_id)
            self._take_in(meaning_id, number, stored)
            self._number_of[opening], self._opening[number] = number, opening
        self._caught_up = time.monotonic()
        if is_beginning and len(self._ids) >= MOST_HELD:
            older, oldest = self._older, next(iter(self._ids))
            self._reader.do(lambda: self._read_older(older, oldest))

    def _read_older(self, older: Older, oldest: int) -> None:
        """Take in what came before the oldest that is held exactly, piece by piece; in a server nobody waits for it."""
        last = 0
        while True:
            some = select(Meaning.id, Meaning.vector).where(Meaning.id > last, Meaning.id < oldest)
            with self._reader.database.engine.connect() as connection:
                rows = connection.execute(some.order_by(Meaning.id).limit(READ_AT_ONCE)).all()
            if not rows or self._older is not older:  # it has begun anew meanwhile
                return
            last = rows[-1].id
            with self._turn:
                older.take_in([row.id for row in rows], np.stack([unpacked(row.vector) for row in rows]))
                self._known.clear()

    def _was_away_too_long(self) -> bool:
        """Old departures are deleted; whoever has missed some begins anew."""
        oldest = db.session().scalar(select(func.min(Departure.id)))
        return oldest is not None and bool(self._ids) and oldest > self._last_departure + 1

    def _new(self) -> Iterator[tuple[int, int, str, bytes]]:
        listed = select(Meaning.id).where(Meaning.id > self._last_id - OVERLAP).order_by(Meaning.id.desc())
        fresh = sorted(each for each in db.session().scalars(listed.limit(MOST_HELD)) if each not in self._ids)
        moved = self._older.among(fresh)
        fresh = [each for each in fresh if each not in moved]
        for begins in range(0, len(fresh), 1_000):
            some = fresh[begins : begins + 1_000]
            rows = select(Meaning.id, Meaning.number, Entry.contribution_id, Meaning.vector).where(Meaning.id.in_(some))
            found = db.session().execute(rows.join(Entry, Entry.number == Meaning.number))
            yield from ((row.id, row.number, row.contribution_id, row.vector) for row in found)

    def _take_in(self, meaning_id: int, number: int, stored: bytes) -> None:
        if len(self._ids) >= MOST_HELD:
            oldest = next(iter(self._ids))
            self._older.take_in([oldest], self._row(self._ids[oldest])[None, :])
            self._let_go(oldest)
        row = self._free.pop() if self._free else len(self._rows)
        if row == len(self._blocks) * BLOCK:
            self._blocks.append(np.zeros((BLOCK, WIDTH), dtype=np.float32))
            self._numbers = np.append(self._numbers, np.zeros(BLOCK, dtype=np.int64))
        self._blocks[row // BLOCK][row % BLOCK] = unpacked(stored)
        self._numbers[row] = number
        self._rows[number], self._ids[meaning_id] = row, number
        self._known.clear()

    def _let_go(self, meaning_id: int) -> None:
        number = self._ids.pop(meaning_id, None)
        row = self._rows.pop(number, None) if number is not None else None
        if row is None:
            return
        self._blocks[row // BLOCK][row % BLOCK] = 0
        self._numbers[row] = 0
        opening = self._opening.pop(number or 0, "")
        if self._number_of.get(opening) == number:  # it may have come back under another number meanwhile
            del self._number_of[opening]
        self._free.append(row)
        self._known.clear()

    def _meaning_of(self, opening: str) -> Vector | None:
        number = self._number_of.get(opening)
        if number is not None:
            return self._row(number)
        stored = select(Meaning.vector).join(Entry, Entry.number == Meaning.number)
        found = db.session().scalar(stored.where(Entry.contribution_id == opening)) if self._older.held else None
        return None if found is None else unpacked(found)

    def _row(self, number: int) -> Vector:
        row = self._rows[number]
        return self._blocks[row // BLOCK][row % BLOCK]

    def _nearest(self, vector: Vector, limit: int) -> list[int]:
        near = [*self._nearest_exactly(vector, limit), *self._nearest_of_older(vector)]
        near.sort(key=lambda each: -each[0])
        return [number for score, number in near[:limit] if score >= NEAR_ENOUGH]

    def _nearest_exactly(self, vector: Vector, limit: int) -> list[tuple[float, int]]:
        if not self._blocks:
            return []
        filled = len(self._rows) + len(self._free)
        blocks = [block[: filled - BLOCK * number] for number, block in enumerate(self._blocks)]
        scores: NDArray[np.float32] = np.concatenate([block @ vector for block in blocks])
        best = np.argpartition(-scores, min(limit, len(scores) - 1))[: limit + 1]
        return [(float(scores[row]), int(self._numbers[row])) for row in best]

    def _nearest_of_older(self, vector: Vector) -> list[tuple[float, int]]:
        ids = self._older.nearest(vector, WEIGHED)
        if not ids:
            return []
        rows = db.session().execute(select(Meaning.number, Meaning.vector).where(Meaning.id.in_(ids)))
        return [(float(unpacked(row.vector) @ vector), row.number) for row in rows]


def memory() -> Memory:
    """The memory of the current application."""
    return current_app.extensions[EXTENSION]
