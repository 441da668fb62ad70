"""Who is in a room right now, in this process's memory only: gone with the connection, never stored."""

import threading
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Presence:
    """The masks present in a room."""

    masks: list[str]


class Rooms:
    """Connections by room. A mask with two windows open counts once."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._present: dict[str, dict[str, str]] = {}

    def enter(self, room_id: str, sid: str, mask: str) -> Presence:
        with self._guard:
            self._present.setdefault(room_id, {})[sid] = mask
            return self._describe(room_id)

    def leave(self, room_id: str, sid: str) -> Presence:
        with self._guard:
            self._present.get(room_id, {}).pop(sid, None)
            return self._describe(room_id)

    def rooms_of(self, sid: str) -> list[str]:
        with self._guard:
            return [room_id for room_id, present in self._present.items() if sid in present]

    def of(self, room_id: str) -> Presence:
        with self._guard:
            return self._describe(room_id)

    def _describe(self, room_id: str) -> Presence:
        return Presence(sorted(set(self._present.get(room_id, {}).values())))
