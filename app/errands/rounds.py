"""Going through what is due: one errand after the other, each taken, done, and only then forgotten."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from flask import Flask
from sqlalchemy.orm import Session

from app import clock
from app.db import Database
from app.errands import services
from app.errands.bell import Bell

Act = Callable[[str], datetime | None]
# Whoever goes round for longer lets others have a turn.
AT_ONCE = 500


class Rounds:
    """The errands of one application: what is known how to be done, and the going through."""

    def __init__(self, app: Flask, bell: Bell) -> None:
        self._app = app
        self.bell = bell
        self.acts: dict[str, Act] = {}
        self._hourly: list[str] = []
        self._listening = threading.Lock()

    def every_hour(self, kind: str, act: Act) -> None:
        """Have this done at every full hour, whatever it gives."""

        def again(about: str) -> datetime:
            act(about)
            return clock.next_hour()

        self.acts[kind] = again
        self._hourly.append(kind)

    def listen_aside(self) -> None:
        """Go round in threads of this process whenever the bell rings, and once a minute."""
        if self._listening.acquire(blocking=False):
            self.bell.answer_aside(self.go)

    def listen(self) -> None:
        """Do nothing else until the process is asked to end."""
        self.bell.answer(self.go)

    def go(self) -> int:
        """Do everything that is due; returns how much was done or tried."""
        self._leave_hourly()
        for number in range(AT_ONCE):
            if not self._do_next():
                return number
        self.bell.ring()
        return AT_ONCE

    def _leave_hourly(self) -> None:
        with self._app.app_context(), self._app.extensions["tomoshibi_db"].writing():
            for kind in self._hourly:
                services.leave_once(kind, clock.next_hour())

    def _do_next(self) -> bool:
        with self._writing():
            taken = services.take(list(self.acts))
        if taken is None:
            return False
        errand_id, kind, about = taken
        try:
            with self._app.app_context():
                again = self.acts[kind](about)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others must still be done
            # No traceback: it could carry what the errand was about.
            self._app.logger.warning("an errand failed (%s): %s", kind, type(error).__name__)
            with self._writing():
                services.has_failed(errand_id, kind)
            return True
        with self._writing():
            if again is None:
                services.is_done(errand_id, kind)
            else:
                services.is_put_off(errand_id, again)
        return True

    def _writing(self) -> AbstractContextManager[Session]:
        database: Database = self._app.extensions["tomoshibi_db"]
        return database.writing()
