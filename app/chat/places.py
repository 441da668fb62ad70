"""What an event speaks of: its room, a line there, and the connection it came over."""

from typing import Any

from flask import current_app, request

from app.accounts import current
from app.chat import queries
from app.chat.models import Message, Room
from app.chat.presence import Rooms
from app.forms import tidy


def room(given: dict[str, Any]) -> Room:
    """The room that is spoken of; tidied first, because not every text a client can send can be asked of a database."""
    return queries.room_for(current.member(), _tidied(given.get("room")))


def line(given: dict[str, Any], room: Room) -> Message:
    """A line of this room that the member may read; NotFound otherwise."""
    return queries.line_for(current.member(), room, _tidied(given.get("id")))


def presence() -> Rooms:
    """Who is where."""
    return current_app.extensions["tomoshibi_presence"]


def sid() -> str:
    """The connection."""
    return request.sid  # type: ignore[attr-defined]  # set by Flask-SocketIO


def _tidied(text: object) -> str | None:
    return tidy(text) if isinstance(text, str) else None
