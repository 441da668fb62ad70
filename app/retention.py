"""Everything that ends by itself, in one list, and the timer of the server that sees to it.

Whoever adds a table with an end adds a line to EXPIRIES: what it is in words for operators, how often to look, and a
function that deletes what is over in the transaction it is called in.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import Flask

from app.accounts import entry_codes, proofs, sessions, staff, verifications
from app.chat import keeping
from app.chat import services as chat
from app.contributions import drafts
from app.errands import services as errands
from app.experts import calendars, hand_overs, left_open
from app.experts import duty as counsellors_duty
from app.forum import drawers
from app.guides import put_away
from app.notices import services as notices
from app.review import appeals, desk, hiding, lapsed, loads, numbers_keeping, roster

MINUTE, HOUR = 60.0, 3600.0
TICK = 1.0


@dataclass(frozen=True, slots=True)
class Expiry:
    """One kind of thing that ends: `forget` deletes what is over (and may say how much), every `seconds` or so."""

    what: str
    forget: Callable[[], int | None]
    seconds: float

    def forget_all(self, app: Flask) -> str:
        """Do it, in a transaction of its own, so that one that fails keeps nothing else from ending; says what was done."""
        with app.app_context(), app.extensions["tomoshibi_db"].writing():
            number = self.forget()
        return f"{self.what}: {'looked through' if number is None else number}"


EXPIRIES: tuple[Expiry, ...] = (
    Expiry("chat lines", chat.forget_expired, 10 * MINUTE),
    Expiry("evictions from rooms", keeping.forget_over, HOUR),
    Expiry("ended sessions", sessions.forget_ended, 10 * MINUTE),
    Expiry("numbers for another device", entry_codes.forget_expired, MINUTE),
    Expiry("proofs of a second factor", proofs.forget_expired, MINUTE),
    Expiry("verified professions", verifications.end_lapsed, TICK),
    Expiry("other hours of expert rooms", calendars.forget_past, HOUR),
    Expiry("duties of counsellors", counsellors_duty.forget_past, MINUTE),
    Expiry("words for counsellors only that lay open", left_open.seal_some, HOUR),
    Expiry("notes of hand-overs", hand_overs.forget_old, HOUR),
    Expiry("invitations of staff", staff.forget_expired, HOUR),
    Expiry("drafts", drafts.forget_expired, HOUR),
    Expiry("places of reading", drawers.forget_expired, HOUR),
    Expiry("guides that were put away", put_away.forget_expired, HOUR),
    Expiry("leases of texts", lapsed.forget_lapsed, 10 * MINUTE),
    Expiry("what moderators carried", loads.forget_old, HOUR),
    Expiry("calls of the crisis desk", desk.forget_over, HOUR),
    Expiry("shifts of more than a year ago", roster.forget_past, HOUR),
    Expiry("first looks at what nobody ruled on", numbers_keeping.forget_looks, HOUR),
    Expiry("notices", notices.forget_expired, HOUR),
    Expiry("errands that were given up", errands.forget_given_up, HOUR),
    Expiry("copies of withdrawn texts for another look", appeals.forget_copies, HOUR),
    Expiry("texts that were hidden and came back", hiding.let_return, MINUTE),
)


def start(app: Flask) -> None:
    """Start the timer of this process; a second call does nothing."""
    if app.extensions.setdefault("tomoshibi_timer", None) is None:
        timer = threading.Thread(target=_go_on, args=(app, Rounds(app)), name="retention", daemon=True)
        app.extensions["tomoshibi_timer"] = timer
        timer.start()


class Rounds:
    """What is due when; `go` does what is due and outlives everything that fails."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        stirring = app.extensions["tomoshibi_stirring"]
        self._tasks: list[tuple[str, float, Callable[[], object]]] = [
            ("visits", stirring.written_every, self._write_visits_down)
        ]
        for expiry in EXPIRIES:
            self._tasks.append((expiry.what, expiry.seconds, partial(expiry.forget_all, app)))
        self._due = {what: 0.0 for what, _seconds, _act in self._tasks}

    def go(self, now: float) -> None:
        """Do everything whose time has come at `now` (seconds that only grow)."""
        for what, seconds, act in self._tasks:
            if now >= self._due[what]:
                self._due[what] = now + seconds
                try:
                    act()
                except Exception as error:  # noqa: BLE001 - the timer must outlive a database that is away
                    self._app.logger.warning("retention of %s failed: %s", what, type(error).__name__)

    def _write_visits_down(self) -> None:
        stirring = self._app.extensions["tomoshibi_stirring"]
        if stirs := stirring.recent():
            with self._app.app_context(), self._app.extensions["tomoshibi_db"].writing():
                sessions.slide(stirs, stirring.idle, stirring.unused)


def _go_on(app: Flask, rounds: Rounds) -> None:
    pause = threading.Event()
    while not pause.wait(TICK):
        rounds.go(time.monotonic())
