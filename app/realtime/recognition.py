"""How `accounts` tells us whose socket it is, without our importing accounts."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recogniser:
    """recognise makes the member current and gives the session's id or None.

    arrive does the same while a connection is opened and leaves the answer with it; welcome takes that answer once more for
    the rest of the arrival (recognising anew where there is none, or none that is fresh), let_in for the last time.
    still_valid keeps ids of sessions that hold; whose says which member is current (to count the sockets of one person; kept
    in memory only).
    """

    recognise: Callable[[], str | None]
    arrive: Callable[[], str | None]
    welcome: Callable[[], str | None]
    let_in: Callable[[], str | None]
    still_valid: Callable[[set[str]], set[str]]
    whose: Callable[[], str]


class Recognition:
    """Filled in by `recognise_with`; nobody is recognised until then."""

    by = Recogniser(*4 * (lambda: None,), still_valid=lambda session_ids: session_ids, whose=lambda: "")


def recognise_with(recogniser: Recogniser) -> None:
    """Install it."""
    Recognition.by = recogniser
