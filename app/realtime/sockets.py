"""Which open sockets belong to which browser session and member, in this process; bounded for each, and in all."""

import threading
from collections import defaultdict
from dataclasses import dataclass, field

from app import gauges

MOST_OF_ONE_BROWSER = 8
# Somebody who signs in again and again is still one person.
MOST_OF_ONE_MEMBER = 16


@dataclass
class Bearer:
    """A browser session with open sockets, and whose it is."""

    member: str
    sockets: set[tuple[str, str]] = field(default_factory=set)


class Sockets:
    """Which open sockets belong to which browser session, in this process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._guard = threading.Lock()
        self._by_session: dict[str, Bearer] = {}

    def add(self, session_id: str, member: str, socket: tuple[str, str]) -> bool:
        """False when there are too many already: every open socket keeps a thread, and pages need some as well."""
        with self._guard:
            bearer = self._by_session.get(session_id) or Bearer(member)
            if self._has_no_room_for(bearer):
                return False
            bearer.sockets.add(socket)
            self._by_session[session_id] = bearer
            gauges.SOCKETS.inc()
            return True

    def drop(self, namespace: str, sid: str) -> None:
        with self._guard:
            for session_id, bearer in list(self._by_session.items()):
                if (namespace, sid) in bearer.sockets:
                    bearer.sockets.remove((namespace, sid))
                    gauges.SOCKETS.dec()
                if not bearer.sockets:
                    del self._by_session[session_id]

    def of(self, session_id: str) -> set[tuple[str, str]]:
        with self._guard:
            bearer = self._by_session.get(session_id)
            return set(bearer.sockets) if bearer else set()

    def session_ids(self) -> set[str]:
        with self._guard:
            return set(self._by_session)

    def all(self) -> set[tuple[str, str]]:
        with self._guard:
            return set().union(*(bearer.sockets for bearer in self._by_session.values()))

    def _has_no_room_for(self, bearer: Bearer) -> bool:
        taken: dict[str, int] = defaultdict(int)
        for other in self._by_session.values():
            taken[other.member] += len(other.sockets)
        return (
            sum(taken.values()) >= self._most
            or len(bearer.sockets) >= MOST_OF_ONE_BROWSER
            or taken[bearer.member] >= MOST_OF_ONE_MEMBER
        )
