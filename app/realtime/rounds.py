"""What every process looks at by itself once a second, so that it needs no bell: whom to hang up on, what to tell those here."""

from collections.abc import Callable, Collection
from typing import Any

from flask import Flask

Look = Callable[[], None]


def every_second(app: Flask, look: Look) -> None:
    """Have `look` called in a reading transaction, once a second while anybody is connected to this process."""
    app.extensions.setdefault("tomoshibi_rounds", []).append(look)


def keep(app: Flask) -> None:
    """One round; called by the sweep."""
    if app.extensions["tomoshibi_sockets"].session_ids():
        for look in app.extensions.get("tomoshibi_rounds", []):
            with app.app_context(), app.extensions["tomoshibi_db"].reading():
                look()


def hang_up(app: Flask, socket: tuple[str, str], farewell: dict[str, Any]) -> None:
    """Say why, and end the connection that this socket (namespace and identifier) belongs to."""
    server, (namespace, sid) = app.extensions["socketio"].server, socket
    connection = server.manager.eio_sid_from_sid(sid, namespace)
    server.emit("evicted", farewell, to=sid, namespace=namespace)
    server.disconnect(sid, namespace=namespace)
    # In the background: saying goodbye to a connection that does not listen takes its time.
    server.start_background_task(server.eio.disconnect, connection)


def listening(app: Flask, channel: str, namespace: str = "/chat") -> set[str]:
    """The sockets of this process that listen to a channel."""
    return {sid for sid, _connection in app.extensions["socketio"].server.manager.get_participants(namespace, channel)}


def show_out(app: Flask, who: str, places: Collection[str], farewell: dict[str, Any]) -> None:
    """Hang up on whoever listens both to the channel `who` and to one of `places`."""
    inside = set().union(*(listening(app, place) for place in places))
    for sid in listening(app, who) & inside:
        hang_up(app, ("/chat", sid), farewell)


def tell_here(app: Flask, channel: str, event: str, payload: dict[str, Any]) -> None:
    """Announce to the browsers of this process alone: every process looks for itself, so nobody else needs to hear it."""
    manager = app.extensions["socketio"].server.manager
    manager.emit(event, payload, namespace="/chat", room=channel, ignore_queue=True)
