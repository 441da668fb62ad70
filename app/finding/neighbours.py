"""Openings near in meaning, compared with all of them, in memory: 2 KiB each, 400 MiB for the most that are held.

Each process keeps its own copy and, at every question, takes in what has come and lets go of what is gone.
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
from app.finding.reading import Vector, unpacked
from app.meaning import WIDTH

EXTENSION = "tomoshibi_meanings"
MOST_HELD = 200_000
MOST_KEPT = 24
BLOCK = 8_192
# Rows of transactions that commit out of order (PostgreSQL): each question looks back a little.
OVERLAP = 64
# Seconds for which pages of threads do not ask again what has come; what is gone is never shown in any case.
FRESH_FOR = 2.0
# Measured on the openings of the demo evening, pair by pair (docs/decisions/0024).
NEAR_ENOUGH = 0.25


class Memory:
    """All meanings of one site."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._forget()

    def near_to(self, opening: str, limit: int) -> list[str]:
        """The openings nearest to this one, the nearest first; none when it was not read yet."""
        with self._turn:
            if time.monotonic() - self._caught_up > FRESH_FOR:
                self._catch_up()
            number = self._number_of.get(opening)
            if number is None:
                return []
            if number not in self._known:
                self._known[number] = self._nearest(self._row(number), MOST_KEPT + 1)
            return self.openings([each for each in self._known[number] if each != number])[:limit]

    def near(self, vector: Vector, limit: int) -> list[int]:
        """Numbers of the openings nearest to a meaning, the nearest first."""
        with self._turn:
            self._catch_up()
            return self._nearest(vector, limit)

    def openings(self, numbers: Sequence[int]) -> list[str]:
        """The openings that have these numbers and are still there."""
        return [opening for number in numbers if (opening := self._opening.get(number)) is not None]

    @property
    def held(self) -> int:
        """How many meanings are in memory."""
        return len(self._rows)

    def _forget(self) -> None:
        self._blocks: list[Vector] = []
        self._numbers = np.zeros(0, dtype=np.int64)
        self._rows: dict[int, int] = {}
        self._ids: dict[int, int] = {}
        self._free: list[int] = []
        self._number_of: dict[str, int] = {}
        self._opening: dict[int, str] = {}
        self._known: dict[int, list[int]] = {}
        self._last_id = self._last_departure = 0
        self._caught_up = -FRESH_FOR

    def _catch_up(self) -> None:
        if self._was_away_too_long():
            self._forget()
        gone = select(Departure.id, Departure.meaning_id).where(Departure.id > self._last_departure - OVERLAP)
        for departure, meaning_id in db.session().execute(gone.order_by(Departure.id)):
            self._last_departure = max(self._last_departure, departure)
            self._let_go(meaning_id)
        for meaning_id, number, opening, stored in self._new():
            self._last_id = max(self._last_id, meaning_id)
            self._take_in(meaning_id, number, stored)
            self._number_of[opening], self._opening[number] = number, opening
        self._caught_up = time.monotonic()

    def _was_away_too_long(self) -> bool:
        """Old departures are deleted; whoever has missed some begins anew."""
        oldest = db.session().scalar(select(func.min(Departure.id)))
        return oldest is not None and bool(self._ids) and oldest > self._last_departure + 1

    def _new(self) -> Iterator[tuple[int, int, str, bytes]]:
        listed = select(Meaning.id).where(Meaning.id > self._last_id - OVERLAP).order_by(Meaning.id.desc())
        fresh = sorted(each for each in db.session().scalars(listed.limit(MOST_HELD)) if each not in self._ids)
        for begins in range(0, len(fresh), 1_000):
            some = fresh[begins : begins + 1_000]
            rows = select(Meaning.id, Meaning.number, Entry.contribution_id, Meaning.vector).where(Meaning.id.in_(some))
            found = db.session().execute(rows.join(Entry, Entry.number == Meaning.number))
            yield from ((row.id, row.number, row.contribution_id, row.vector) for row in found)

    def _take_in(self, meaning_id: int, number: int, stored: bytes) -> None:
        if len(self._ids) >= MOST_HELD:
            self._let_go(next(iter(self._ids)))  # the oldest makes room
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

    def _row(self, number: int) -> Vector:
        row = self._rows[number]
        return self._blocks[row // BLOCK][row % BLOCK]

    def _nearest(self, vector: Vector, limit: int) -> list[int]:
        if not self._blocks:
            return []
        scores: NDArray[np.float32] = np.concatenate([block @ vector for block in self._blocks])
        best = np.argpartition(-scores, min(limit, len(scores) - 1))[: limit + 1]
        ordered = best[np.argsort(-scores[best])][:limit]
        return [int(self._numbers[row]) for row in ordered if scores[row] >= NEAR_ENOUGH]


def memory() -> Memory:
    """The memory of the current application."""
    return current_app.extensions[EXTENSION]
