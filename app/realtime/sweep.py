"""Once a second: close the sockets of sessions that ended, make the rounds, and close connections that nobody uses."""

import threading
import time

from flask import Flask

from app.realtime import rounds
from app.realtime.recognition import Recognition

SWEEP_SECONDS = 1.0
# A member's browser names itself in its second message; who has not by now only takes up a thread.
NAMED_WITHIN = 5.0


def start(app: Flask) -> None:
    """Start the sweep once per process: it makes log-outs and bans reach sockets without any bell."""
    if app.extensions.setdefault("tomoshibi_sweep", None) is None:
        sweep = threading.Thread(target=_sweep_forever, args=(app,), name="socket-sweep", daemon=True)
        app.extensions["tomoshibi_sweep"] = sweep
        sweep.start()


def close_all(app: Flask, session_ids: set[str]) -> None:
    for session_id in session_ids:
        _close(app, session_id)


def _close(app: Flask, session_id: str) -> None:
    for socket in app.extensions["tomoshibi_sockets"].of(session_id):
        rounds.hang_up(app, socket, {})


def _sweep_forever(app: Flask) -> None:
    pause = threading.Event()
    unnamed: dict[str, float] = {}
    while not pause.wait(SWEEP_SECONDS):
        try:
            _sweep(app)
            rounds.keep(app)
            app.extensions["tomoshibi_lookouts"].keep(app)
            unnamed = _close_unnamed(app, unnamed)
        except Exception as error:  # noqa: BLE001 - the sweep must outlive a database that is away
            app.logger.warning("socket sweep failed: %s", type(error).__name__)


def _sweep(app: Flask) -> None:
    session_ids = app.extensions["tomoshibi_sockets"].session_ids()
    if not session_ids:
        return
    with app.app_context(), app.extensions["tomoshibi_db"].reading():
        valid = Recognition.by.still_valid(session_ids)
    close_all(app, session_ids - valid)


def _close_unnamed(app: Flask, since: dict[str, float]) -> dict[str, float]:
    """Close connections that no member uses; `since` says from when on each was seen, and so does the answer."""
    server = app.extensions["socketio"].server
    named = {
        server.manager.eio_sid_from_sid(sid, namespace) for namespace, sid in app.extensions["tomoshibi_sockets"].all()
    }
    now = time.monotonic()
    unnamed = {each: since.get(each, now) for each in set(server.eio.sockets) - named}
    for each, seen in unnamed.items():
        if now - seen > NAMED_WITHIN:
            server.start_background_task(server.eio.disconnect, each)
    return unnamed
