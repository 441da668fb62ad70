"""The server of the bench with our way out: a bare room without database and moderation, under gunicorn as the site runs."""

import os

from flask import Flask
from flask_socketio import SocketIO, join_room

from app.realtime import wording
from app.realtime.bell import SharedFanOut
from app.realtime.fanout import FanOut
from app.realtime.server import take_our_way_out

app = Flask("bench", root_path="/")
redis = os.environ.get("BENCH_REDIS")
manager = SharedFanOut(redis, on_gap=lambda: None) if redis else FanOut()
server = SocketIO(
    app,
    async_mode="threading",
    async_handlers=False,
    transports=["websocket"],
    client_manager=manager,
    cookie=None,
    json=wording,
)
take_our_way_out(server.server.eio)
server.on_event("connect", lambda *_: join_room("room"))
server.on_event("say", lambda said: server.emit("said", said, to="room"))
