"""The server of the bench with our way out: a bare room without database and moderation, under gunicorn as the site runs."""

import os
from functools import partial

from flask import Flask
from flask_socketio import SocketIO, join_room

from app.realtime import pings, wording
from app.realtime.bell import SharedFanOut
from app.realtime.fanout import FanOut
from app.realtime.transport import Transport

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
engine = server.server.eio
engine._async = {**engine._async, "websocket": partial(Transport, most_at_once=16384)}
pings.from_one_thread(engine)
server.on_event("connect", lambda *_: join_room("room"))
server.on_event("say", lambda said: server.emit("said", said, to="room"))
