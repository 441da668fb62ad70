"""Admission control: pages are drawn a few at a time, whoever asked first, first.

Python runs one thread at a time, and a thread gives its place away at every row that it fetches. Sixteen readers at once
changed places a thousand times for each page, which made a page twice the work it is (docs/decisions/0053).
"""

import threading
from collections import deque

from flask import Flask, current_app, g, request

EXTENSION = "tomoshibi_admission"
AT_ONCE = 2
# Seconds after which somebody goes in all the same: whatever holds the others up holds nobody up for long.
PATIENCE = 1.0


class Admission:
    """So many at once, in the order in which they came."""

    def __init__(self, at_once: int = AT_ONCE, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._guard = threading.Lock()
        self._free = at_once
        self._waiting: deque[threading.Lock] = deque()

    def enter(self) -> bool:
        """Wait for a place, but not for ever; False when none became free, and then there is none to give back."""
        with self._guard:
            if self._free:
                self._free -= 1
                return True
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        return mine.acquire(timeout=self._patience) or not self._went_away(mine)

    def leave(self) -> None:
        """The next in line has the place at once, so that nobody slips in between."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1

    def _went_away(self, mine: threading.Lock) -> bool:
        """False when a place was given at the last moment after all."""
        with self._guard:
            if mine not in self._waiting:
                return False
            self._waiting.remove(mine)
            return True


def register(app: Flask) -> None:
    """Before everything else of a request, and after everything else of it."""
    app.extensions[EXTENSION] = Admission()
    app.before_request(_enter)
    app.teardown_request(_leave)


def _enter() -> None:
    """Only reading waits: a text on its way is never behind pages, and help needs no database and waits for nobody."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method == "GET" and request.endpoint != "static" and getattr(view, "needs_database", True):
        g.is_admitted = current_app.extensions[EXTENSION].enter()


def _leave(_error: BaseException | None) -> None:
    if g.pop("is_admitted", False):
        current_app.extensions[EXTENSION].leave()
