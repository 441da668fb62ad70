"""Which open sockets belong to which browser session, in this process."""

import threading
from collections import defaultdict

MOST_OF_ONE_BROWSER = 8


class Sockets:
    """Which open sockets belong to which browser session, in this process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._guard = threading.Lock()
        self._by_session: dict[str, set[tuple[str, str]]] = defaultdict(set)

    def add(self, session_id: str, namespace: str, sid: str) -> bool:
        """False when there are too many already: every open socket keeps a thread, and pages need some as well."""
        with self._guard:
            taken = sum(map(len, self._by_session.values()))
            if taken >= self._most or len(self._by_session[session_id]) >= MOST_OF_ONE_BROWSER:
                return False
            self._by_session[session_id].add((namespace, sid))
            return True

    def drop(self, namespace: str, sid: str) -> None:
        with self._guard:
            for session_id, sockets in list(self._by_session.items()):
                sockets.discard((namespace, sid))
                if not sockets:
                    del self._by_session[session_id]

    def of(self, session_id: str) -> set[tuple[str, str]]:
        with self._guard:
            return set(self._by_session.get(session_id, ()))

    def session_ids(self) -> set[str]:
        with self._guard:
            return set(self._by_session)

    def all(self) -> set[tuple[str, str]]:
        with self._guard:
            return set().union(*self._by_session.values())
