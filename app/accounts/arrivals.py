"""A browser that comes (back) to a room opens a connection, a namespace and the room, within a moment: it is recognised once for
the three. The answer lies in the memory of that one connection; whatever comes later recognises anew."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import g, request

from app import clock
from app.accounts import current
from app.permissions import Actor

PLACE = "tomoshibi.arrival"
# As long as a socket may outlive its session in any case: the sweep ends it within these.
FRESH = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who came, and when."""

    session_id: str
    actor: Actor
    member_id: str
    locks: bool
    at: datetime


def arrive() -> str | None:
    """Recognise whoever opens this connection."""
    session_id = current.recognise()
    if session_id is not None:
        request.environ[PLACE] = Arrival(session_id, g.actor, g.member_id, g.locks, clock.now())
    return session_id


def welcome() -> str | None:
    """The same member still, while they are arriving."""
    return _as_before(request.environ.get(PLACE)) or current.recognise()


def let_in() -> str | None:
    """The same for the last time: from here on everything recognises anew."""
    return _as_before(request.environ.pop(PLACE, None)) or current.recognise()


def _as_before(arrival: Arrival | None) -> str | None:
    if arrival is None or clock.now() > arrival.at + FRESH:
        return None
    g.actor, g.member_id, g.locks = arrival.actor, arrival.member_id, arrival.locks
    return arrival.session_id
