"""While the bell between processes is away: notice from the database that a room went on elsewhere."""

from flask import Flask, current_app
from sqlalchemy import select

from app import db, realtime
from app.chat import broadcasts
from app.chat.models import Room


def register(app: Flask) -> None:
    """Look about once a second, and only while there is need."""
    realtime.while_away(app, look)


def look(is_first: bool) -> None:  # noqa: FBT001 - the signature of a lookout
    """Ask the browsers in rooms that moved on to fetch what they missed; they know themselves from where."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # Flask's own way to keep an app for later
    seen: dict[str, int] = {} if is_first else app.extensions["tomoshibi_last_seen"]
    now = {row.id: row.last_seq for row in db.session().execute(select(Room.id, Room.last_seq))}
    for room_id, last in now.items():
        if seen.get(room_id) != last:
            for _locale, place in broadcasts.channels(room_id):
                realtime.announce_here(app, realtime.MISSED, place)
    app.extensions["tomoshibi_last_seen"] = now
