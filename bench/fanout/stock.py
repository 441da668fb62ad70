"""The same room with Flask-SocketIO as it comes, in threads."""

from flask import Flask
from flask_socketio import SocketIO, join_room

app = Flask("bench", root_path="/")
server = SocketIO(app, async_mode="threading", async_handlers=False, transports=["websocket"], cookie=None)
server.on_event("connect", lambda *_: join_room("room"))
server.on_event("say", lambda said: server.emit("said", said, to="room"))
