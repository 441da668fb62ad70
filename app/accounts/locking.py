"""A device that others use asks again when it was quiet: who stirred is remembered in memory, so that looking writes nothing."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import current_app, request

from app import clock
from app.config import Settings
from app.errors import SignInFirst

View = TypeVar("View", bound=Callable[..., Any])


class SessionLocked(SignInFirst):
    """The browser is signed in, but it was quiet for too long: the passphrase is asked for, and nothing else is shown."""

    code = "locked"


class Stirring:
    """When each browser session of this process was last used. A timer writes it down (see app.upkeep)."""

    def __init__(self, settings: Settings) -> None:
        self.idle = timedelta(seconds=settings.idle_seconds)
        self.unused = timedelta(days=settings.session_unused_days)
        self.written_every = min(20.0, settings.idle_seconds / 4)
        self._guard = threading.Lock()
        self._stirred: dict[str, datetime] = {}

    def stir(self, session_id: str) -> None:
        """Somebody is there."""
        with self._guard:
            self._stirred[session_id] = clock.now()

    def forget(self, session_id: str) -> None:
        """Whatever happened there counts no longer."""
        with self._guard:
            self._stirred.pop(session_id, None)

    def is_locked(self, session_id: str, locks_at: datetime | None) -> bool:
        """Memory may put off what is written, but not a lock that is older than what can still be unwritten."""
        now = clock.now()
        if locks_at is None or locks_at > now:
            return False
        stirred = self._stirred.get(session_id)
        return stirred is None or stirred + self.idle <= now or locks_at <= now - self.idle

    def recent(self) -> dict[str, datetime]:
        """What is worth writing down; older visits are forgotten, because they were written before."""
        with self._guard:
            self._stirred = {each: at for each, at in self._stirred.items() if at + self.idle > clock.now()}
            return dict(self._stirred)


def open_when_locked(view: View) -> View:
    """This page may be used while the session is locked: it ends the session, unlocks it, or shows nothing of anybody."""
    view.opens_when_locked = True  # type: ignore[attr-defined]  # read by refuse_unless_open
    return view


def stirring() -> Stirring:
    """The memory of the current application."""
    return current_app.extensions["tomoshibi_stirring"]


def refuse_unless_open() -> None:
    """Raise SessionLocked for pages; those that show nothing of anybody, and sockets (which are turned away), go on."""
    view = current_app.view_functions.get(request.endpoint or "static")
    is_harmless = request.endpoint == "static" or getattr(view, "opens_when_locked", False)
    # Pages with numbers to call open whatever else is closed; they do not know who is asking.
    if request.endpoint and not is_harmless and getattr(view, "needs_database", True):
        raise SessionLocked()


def is_somebody_there() -> bool:
    """Opening a page or sending a form is; what a page asks for by itself is not. Browsers say which it was."""
    return request.endpoint not in {None, "static"} and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
