"""What a moderator's browser may say to us while it is in a room."""

from typing import Any

from app import realtime, throttle
from app.accounts import current
from app.chat import broadcasts, keeping
from app.chat.forms import NoteForm, PaceForm
from app.chat.places import line, presence, room
from app.permissions import Permission, require


class KeepingEvents(realtime.EventNamespace):
    """hide, evict, slow, pin, close, reopen."""

    def on_hide(self, given: dict[str, Any]) -> None:
        """Take a line out of sight."""
        throttle.check(throttle.EVENT)
        here = room(given)
        keeping.hide(current.member(), here, line(given, here))

    def on_evict(self, given: dict[str, Any]) -> None:
        """Keep the writer of a line outside until the morning."""
        throttle.check(throttle.EVENT)
        here = room(given)
        found = line(given, here)
        keeping.evict(current.member(), here, found)
        broadcasts.presence_changed(here.id, presence().dismiss(here.id, broadcasts.name_in(found)))

    def on_slow(self, given: dict[str, Any]) -> None:
        """Let everybody pause between two lines."""
        throttle.check(throttle.EVENT)
        here = room(given)
        require(current.member(), Permission.Room.KEEP, here)
        keeping.slow(current.member(), here, PaceForm.parse(given).seconds.data or 0)

    def on_pin(self, given: dict[str, Any]) -> None:
        """Put a note above the room, or take it away."""
        throttle.check(throttle.EVENT)
        here = room(given)
        require(current.member(), Permission.Room.KEEP, here)
        keeping.note(current.member(), here, NoteForm.parse(given).note.data or "")

    def on_close(self, given: dict[str, Any]) -> None:
        """Nobody speaks here for now."""
        throttle.check(throttle.EVENT)
        keeping.close(current.member(), room(given))

    def on_reopen(self, given: dict[str, Any]) -> None:
        """As before."""
        throttle.check(throttle.EVENT)
        keeping.reopen(current.member(), room(given))
