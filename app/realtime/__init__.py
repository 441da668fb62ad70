"""The socket edge: WebSocket only, one transaction per event, the member re-read every time, one way out."""

from flask_socketio import join_room as listen_to
from flask_socketio import leave_room as stop_listening_to

from app.realtime.bell import MISSED, while_away
from app.realtime.namespaces import EventNamespace, read_only
from app.realtime.parting import send_home
from app.realtime.recognition import Recogniser, recognise_with
from app.realtime.server import announce_here, evict, publish, publish_to_others, register, serve
from app.realtime.sockets import MOST_OF_ONE_BROWSER, MOST_OF_ONE_MEMBER
from app.realtime.sweep import NAMED_WITHIN

__all__ = [
    "MISSED",
    "MOST_OF_ONE_BROWSER",
    "MOST_OF_ONE_MEMBER",
    "NAMED_WITHIN",
    "EventNamespace",
    "Recogniser",
    "announce_here",
    "evict",
    "listen_to",
    "publish",
    "publish_to_others",
    "read_only",
    "recognise_with",
    "register",
    "send_home",
    "serve",
    "stop_listening_to",
    "while_away",
]
