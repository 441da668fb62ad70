"""Openings beyond those that are held exactly: of each of their 512 numbers only whether it is above zero.

That is 64 bytes instead of 2 KiB. How many signs differ says roughly how far apart two meanings are (Charikar 2002, "Similarity
estimation techniques from rounding algorithms", STOC). Those that differ least are compared once more, their signs with the
numbers of what is asked for (Dong, Charikar, Li 2008, "Asymmetric distance estimation with sketches", SIGIR), and the nearest
of them are then weighed exactly, from the database.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.finding.reading import Vector
from app.meaning import WIDTH

WORDS = WIDTH // 64
AT_ONCE = 65_536
ROUGHLY = 20_000


class Older:
    """The signs of very many meanings, by the number of their row."""

    def __init__(self) -> None:
        self.held = 0
        self._ids = np.zeros(0, dtype=np.int64)
        self._signs = np.zeros((0, WORDS), dtype=np.uint64)

    def take_in(self, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Meanings of shape (len(ids), 512) that are not here yet."""
        ends = self.held + len(ids)
        if ends > len(self._ids):
            more = max(ends, 2 * len(self._ids)) - len(self._ids)
            self._ids = np.append(self._ids, np.zeros(more, dtype=np.int64))
            self._signs = np.append(self._signs, np.zeros((more, WORDS), dtype=np.uint64), axis=0)
        self._ids[self.held : ends], self._signs[self.held : ends] = ids, _signs(vectors)
        self.held = ends

    def let_go(self, meaning_id: int) -> None:
        """The last one takes the place of the one that goes; nothing happens to one that is not here."""
        for place in np.flatnonzero(self._ids[: self.held] == meaning_id):
            self.held -= 1
            self._ids[place], self._signs[place] = self._ids[self.held], self._signs[self.held]

    def among(self, ids: Sequence[int]) -> set[int]:
        """Those of these that are here."""
        return set(np.intersect1d(self._ids[: self.held], np.array(ids, dtype=np.int64)).tolist())

    def nearest(self, vector: Vector, limit: int) -> list[int]:
        """At most so many ids that are near to this meaning by their signs, in no order."""
        places = self._nearest_roughly(vector, max(limit, ROUGHLY))
        if limit < len(places):
            above = np.unpackbits(self._signs[places].view(np.uint8), axis=1)
            places = places[np.argpartition(-(above @ vector), limit)[:limit]]
        return [int(each) for each in self._ids[places]]

    def _nearest_roughly(self, vector: Vector, limit: int) -> NDArray[np.intp]:
        """Places of those whose signs differ least from those of this meaning."""
        if limit >= self.held:
            return np.arange(self.held)
        signs = _signs(vector[None, :])
        parts = [self._signs[begins : min(begins + AT_ONCE, self.held)] for begins in range(0, self.held, AT_ONCE)]
        apart = np.concatenate([np.bitwise_count(part ^ signs).sum(axis=1, dtype=np.uint16) for part in parts])
        return np.argpartition(apart, limit)[:limit]


def _signs(vectors: NDArray[np.float32]) -> NDArray[np.uint64]:
    return np.packbits(vectors > 0, axis=1).view(np.uint64)
