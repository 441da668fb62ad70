"""What a moderator's browser may say to us while it is in a room."""

from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from app import realtime, throttle
from app.accounts import current
from app.chat import broadcasts, keeping
from app.chat.forms import NoteForm, PaceForm
from app.chat.places import line, presence, room
from app.errors import SecondFactorFirst
from app.permissions import Permission, allows, require


class KeepingEvents(realtime.EventNamespace):
    """hide, evict, slow, pin, close, reopen."""

    def on_hide(self, given: dict[str, Any]) -> None:
        """Take a line out of sight."""
        throttle.check(throttle.EVENT)
        here = room(given)
        found = line(given, here)
        _ask(Permission.Room.HIDE, found)
        keeping.hide(current.member(), here, found)

    def on_evict(self, given: dict[str, Any]) -> None:
        """Keep the writer of a line outside until the morning."""
        throttle.check(throttle.EVENT)
        here = room(given)
        found = line(given, here)
        _ask(Permission.Room.EVICT, found)
        keeping.evict(current.member(), here, found)
        broadcasts.presence_changed(here.id, presence().dismiss(here.id, broadcasts.name_in(found)))

    def on_slow(self, given: dict[str, Any]) -> None:
        """Let everybody pause between two lines."""
        throttle.check(throttle.EVENT)
        here = room(given)
        _ask(Permission.Room.KEEP, here)
        keeping.slow(current.member(), here, PaceForm.parse(given).seconds.data or 0)

    def on_pin(self, given: dict[str, Any]) -> None:
        """Put a note above the room, or take it away."""
        throttle.check(throttle.EVENT)
        here = room(given)
        _ask(Permission.Room.KEEP, here)
        keeping.note(current.member(), here, NoteForm.parse(given).note.data or "")

    def on_close(self, given: dict[str, Any]) -> None:
        """Nobody speaks here for now."""
        throttle.check(throttle.EVENT)
        here = room(given)
        _ask(Permission.Room.KEEP, here)
        keeping.close(current.member(), here)

    def on_reopen(self, given: dict[str, Any]) -> None:
        """As before."""
        throttle.check(throttle.EVENT)
        here = room(given)
        _ask(Permission.Room.KEEP, here)
        keeping.reopen(current.member(), here)


def _ask(permission: StrEnum, thing: object) -> None:
    """As `require`; staff who have not shown their second factor are asked for it first, as on pages."""
    actor = current.member()
    if not allows(actor, permission, thing) and allows(actor.at_work, permission, thing):
        raise SecondFactorFirst(_("ここから先は、もう一つの確認をしてから進めます。"), address="/second-factor")
    require(actor, permission, thing)
