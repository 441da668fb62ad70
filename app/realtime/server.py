"""The socket server of the application, and the one way out to it."""

from functools import partial
from typing import Any

from flask import Flask, current_app, request
from flask_socketio import SocketIO

from app import db, gauges
from app.config import Settings
from app.realtime import pings, sweep, wording
from app.realtime.bell import MISSED, Lookouts, SharedFanOut
from app.realtime.fanout import FanOut
from app.realtime.namespaces import EventNamespace
from app.realtime.recognition import Recognition
from app.realtime.sockets import Sockets
from app.realtime.transport import Transport

LARGEST_PAYLOAD = 16 * 1024


def register(app: Flask, settings: Settings) -> None:
    """Attach the socket server; origins are exact, long polling and compression are off."""
    origins = settings.socket_origins
    if not origins or "*" in origins:
        raise ValueError("sockets need at least one exact origin")
    most = settings.capacity.sockets
    app.extensions["tomoshibi_sockets"] = Sockets(most)
    app.extensions["tomoshibi_lookouts"] = Lookouts()
    server = SocketIO(
        app,
        async_mode="threading",
        async_handlers=False,  # one client's events are handled in the order it sent them
        transports=["websocket"],
        cors_allowed_origins=origins,
        max_http_buffer_size=LARGEST_PAYLOAD,
        client_manager=_manager(app, settings),
        manage_session=False,
        http_compression=False,
        cookie=None,
        json=wording,
        ping_interval=25,
        ping_timeout=20,
    )
    engine = server.server.eio
    take_our_way_out(engine)
    _admit(app, engine, most)


def take_our_way_out(engine: Any) -> None:
    """Let this Engine.IO server write through our `Transport`, and ask from one thread who is still there."""
    # The one setting Engine.IO has no name for: which class speaks WebSocket.
    engine._async = {**engine._async, "websocket": partial(Transport, most_at_once=LARGEST_PAYLOAD)}
    pings.from_one_thread(engine)


def serve(app: Flask, namespace: EventNamespace) -> None:
    """Open a namespace to browsers."""
    app.extensions["socketio"].on_namespace(namespace)
    app.extensions.setdefault("tomoshibi_namespaces", []).append(namespace)


def publish(channel: str, event: str, payload: dict[str, Any], namespace: str = "/chat") -> None:
    """Announce to everyone listening to `channel`, once the current transaction is on disk."""
    server = current_app.extensions["socketio"]
    db.after_commit(lambda: server.emit(event, payload, to=channel, namespace=namespace))


def publish_to_others(channel: str, event: str, payload: dict[str, Any]) -> None:
    """Announce to everyone listening to `channel` but the connection that caused it."""
    server, sid, namespace = current_app.extensions["socketio"], request.sid, request.namespace  # type: ignore[attr-defined]  # set by Flask-SocketIO
    db.after_commit(lambda: server.emit(event, payload, to=channel, namespace=namespace, skip_sid=sid))


def evict(session_ids: set[str]) -> None:
    """Close the sockets of these browser sessions after the commit; other processes notice within a second."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # Flask's own way to keep an app for later
    db.after_commit(lambda: sweep.close_all(app, session_ids))


def announce_here(app: Flask, event: str, channel: str | None = None, namespace: str = "/chat") -> None:
    """Tell the browsers of this process alone, without words: for what every process notices by itself."""
    manager = app.extensions["socketio"].server.manager
    manager.emit(event, {}, namespace=namespace, room=channel, ignore_queue=True)


def _manager(app: Flask, settings: Settings) -> FanOut:
    if not settings.redis_url:
        return FanOut()
    return SharedFanOut(settings.redis_url, on_gap=lambda: announce_here(app, MISSED))


def _admit(app: Flask, engine: Any, most: int) -> None:
    """Let only members in, and no more than there is room for: a stranger is answered at once and keeps no thread."""
    greet = engine.handlers["connect"]

    def meet(engine_id: str, environ: dict[str, Any]) -> Any:
        sweep.start(app)
        # Engine.IO forgets a line that was cut half a minute later; its thread is free at once.
        open_now = sum(not each.closed for each in list(engine.sockets.values()))
        if open_now <= most and _is_member(app, environ):
            return greet(engine_id, environ)
        gauges.TURNED_AWAY.inc()
        return False

    engine.on("connect", meet)


def _is_member(app: Flask, environ: dict[str, Any]) -> bool:
    with app.request_context(environ), app.extensions["tomoshibi_db"].reading():
        return Recognition.by.arrive() is not None
