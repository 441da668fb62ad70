"""Live rooms: enter, catch up, say, leave."""

from flask import Flask

from app import realtime
from app.chat import events, lookout, services, views
from app.chat.presence import Rooms
from app.contributions import surfaces
from app.contributions.surfaces import Surface


def register(app: Flask) -> None:
    """Pages, the socket namespace /chat, and what a message does when it appears or goes."""
    app.extensions["tomoshibi_presence"] = Rooms()
    app.register_blueprint(views.pages)
    lookout.register(app)
    realtime.serve(app, events.ChatNamespace("/chat"))
    surfaces.register(
        Surface(
            kind="message",
            channel="chat",
            address=services.address,
            appear=services.appear,
            change=services.change,
            vanish=services.vanish,
        )
    )
