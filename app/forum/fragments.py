"""Posts that were drawn before, kept for everyone alike: what differs per reader is laid around them afterwards.

A page of posts is kept under its place and its look (every post's state, version and name, as the database says them at this
request), so nothing changed, held or removed is ever shown from here, and a new look takes the place of the old one.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from flask import current_app

T = TypeVar("T")
MOST_CHARACTERS = 24_000_000


class Fragments:
    """One per process."""

    def __init__(self, most: int = MOST_CHARACTERS) -> None:
        self._most, self._size = most, 0
        self._guard = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[Hashable, Any, int]] = OrderedDict()

    def get(self, place: Hashable, look: Hashable) -> Any | None:
        """What was drawn for this place, if it still looks the same."""
        with self._guard:
            found = self._kept.get(place)
            if found is None or found[0] != look:
                return None
            self._kept.move_to_end(place)
            return found[1]

    def put(self, place: Hashable, look: Hashable, drawn: Any, size: int) -> None:
        """Keep it; what was there before is gone, and the longest unused give way."""
        with self._guard:
            self._drop(place)
            self._kept[place] = (look, drawn, size)
            self._size += size
            while self._size > self._most and self._kept:
                self._drop(next(iter(self._kept)))

    def forget(self, places: Iterable[Hashable]) -> None:
        """What was drawn for these places leaves memory now."""
        with self._guard:
            for place in places:
                self._drop(place)

    def _drop(self, place: Hashable) -> None:
        before = self._kept.pop(place, None)
        if before is not None:
            self._size -= before[2]


def drawn(place: Hashable, look: Hashable, draw: Callable[[], tuple[T, int]]) -> T:
    """From the kept ones, or drawn now (with its size) and kept."""
    found: T | None = of_app().get(place, look)
    if found is None:
        found, size = draw()
        of_app().put(place, look, found, size)
    return found


def of_app() -> Fragments:
    """What the current application keeps."""
    kept: Fragments = current_app.extensions["tomoshibi_fragments"]
    return kept
