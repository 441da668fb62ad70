"""Live rooms: enter, catch up, say, leave."""

import threading
from functools import partial

from flask import Flask

from app import clock, realtime
from app.accounts import duty
from app.chat import (
    around,
    broadcasts,
    commands,
    doors,
    events,
    keeping_views,
    line_views,
    lookout,
    queries,
    services,
    turns,
    views,
)
from app.chat.lights import SharedLights
from app.chat.presence import Presence, Rooms, keep_alight
from app.config import Settings
from app.contributions import surfaces
from app.contributions.surfaces import Surface


def register(app: Flask) -> None:
    """Pages, the socket namespace /chat, and what a message does when it appears or goes."""
    app.extensions["tomoshibi_presence"] = _rooms(app)
    for pages in (views.pages, line_views.pages, keeping_views.pages):
        app.register_blueprint(pages)
    app.cli.add_command(commands.record)
    app.jinja_env.globals["pace_of"] = turns.pace_of
    app.jinja_env.globals["next_led_words"] = turns.next_words
    app.jinja_env.filters["spoken_hour"] = duty.spoken
    app.jinja_env.globals["is_night_now"] = lambda: clock.is_night(clock.now())
    lookout.register(app)
    doors.register(app)
    realtime.serve(app, events.ChatNamespace("/chat"))
    surfaces.register(
        Surface(
            kind="message",
            channel="chat",
            address=services.address,
            appear=services.appear,
            change=services.change,
            vanish=services.vanish,
            around=around.beside,
            said_to=queries.is_said_to,
        )
    )


def _rooms(app: Flask) -> Rooms:
    """Who is where: of this process alone, or shared where there is Redis."""
    settings: Settings = app.extensions["tomoshibi_settings"]
    if not settings.redis_url:
        return Rooms()
    return Rooms(SharedLights(settings.redis_url), partial(_start_renewing, app))


def _start_renewing(app: Flask, rooms: Rooms) -> None:
    stop = threading.Event()
    threading.Thread(target=keep_alight, args=(rooms, partial(_tell, app), stop), name="lights", daemon=True).start()


def _tell(app: Flask, room_id: str, presence: Presence) -> None:
    with app.app_context(), app.extensions["tomoshibi_db"].reading():
        broadcasts.presence_changed(room_id, presence)
