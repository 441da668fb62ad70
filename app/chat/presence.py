"""Who is in a room right now: in memory only, this process's own or, with Redis, that of all; never stored."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from app.chat.lights import RENEW_SECONDS, Light, SharedLights

# A room that fills tells everybody about everybody; so often is enough, and a full house stays quick.
TOLD_EVERY = 1.0


@dataclass(frozen=True, slots=True)
class Presence:
    """The masks present in a room."""

    masks: list[str]


class Rooms:
    """Connections by room. A mask with two windows open counts once."""

    def __init__(self, shared: SharedLights | None = None, on_first: Callable[["Rooms"], None] | None = None) -> None:
        """`on_first` is called once, when somebody enters for the first time: to begin renewing."""
        self._guard = threading.Lock()
        self._present: dict[str, dict[str, str]] = {}
        self._shared, self._on_first = shared, on_first
        self._told: dict[str, list[str]] = {}
        self._told_at: dict[str, float] = {}
        self._untold: set[str] = set()

    def enter(self, room_id: str, sid: str, mask: str) -> Presence:
        with self._guard:
            self._present.setdefault(room_id, {})[sid] = mask
            on_first, self._on_first = self._on_first, None
        if on_first:
            on_first(self)
        if self._shared:
            self._shared.light([Light(room_id, sid, mask)])
        return self.of(room_id)

    def leave(self, room_id: str, sid: str) -> Presence:
        with self._guard:
            mask = self._present.get(room_id, {}).pop(sid, None)
        if self._shared and mask is not None:
            self._shared.put_out([Light(room_id, sid, mask)])
        return self.of(room_id)

    def dismiss(self, room_id: str, mask: str) -> Presence:
        """Nobody is here under this name any more, in any window of this process."""
        with self._guard:
            gone = [sid for sid, name in self._present.get(room_id, {}).items() if name == mask]
        for sid in gone:
            self.leave(room_id, sid)
        return self.of(room_id)

    def rooms_of(self, sid: str) -> list[str]:
        with self._guard:
            return [room_id for room_id, present in self._present.items() if sid in present]

    def of(self, room_id: str) -> Presence:
        """Everybody; while Redis is away, everybody of this process."""
        elsewhere = self._shared.names(room_id) if self._shared else set()
        with self._guard:
            here = set(self._present.get(room_id, {}).values())
            self._told[room_id] = sorted(here | elsewhere)
            return Presence(self._told[room_id])

    def may_tell(self, room_id: str) -> bool:
        """Is it time to tell a room who is awake? If not, it is among `untold` until it was told.

        That the last one of this process has left is told at once: nobody may be connected here to make a later round for.
        """
        now = time.monotonic()
        with self._guard:
            is_early = now - self._told_at.get(room_id, -TOLD_EVERY) < TOLD_EVERY
            if is_early and any(self._present.get(room_id, {})):
                self._untold.add(room_id)
                return False
            self._told_at[room_id] = now
            self._untold.discard(room_id)
            return True

    def untold(self) -> list[str]:
        """Rooms that have changed since they were told."""
        with self._guard:
            return list(self._untold)

    def renew(self, tell: Callable[[str, Presence], None]) -> None:
        """Keep the own lights burning for the others, and `tell` where somebody vanished without a goodbye."""
        with self._guard:
            lights = [Light(room, sid, mask) for room, here in self._present.items() for sid, mask in here.items()]
            told = {light.room_id: self._told.get(light.room_id) for light in lights}
        if self._shared:
            self._shared.light(lights)
        for room_id, before in told.items():
            if (presence := self.of(room_id)).masks != before:
                tell(room_id, presence)


def keep_alight(rooms: Rooms, tell: Callable[[str, Presence], None], stop: threading.Event) -> None:
    """Go on renewing until `stop`; only ever needed where there is Redis."""
    while not stop.wait(RENEW_SECONDS):
        rooms.renew(tell)
