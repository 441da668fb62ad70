"""When a process ends (a reload, a stop): its browsers are sent to the next one, one after the other."""

import random
import threading
from typing import Any

from flask import Flask

from app.realtime.transport import Straight

# So far apart at the most, so that a full house does not stand before the door in one moment; they come back by themselves.
APART = 0.02
LONGEST = 10.0


def send_home(app: Flask) -> None:
    """Hang up on every browser. What it said before is still answered: reading ends, then writing, then the line."""
    engine = app.extensions["socketio"].server.eio
    waiting = list(engine.sockets.items())
    random.shuffle(waiting)
    pause = threading.Event()
    for engine_id, connection in waiting:
        _hang_up(engine, engine_id, connection)
        pause.wait(min(APART, LONGEST / len(waiting)))


def _hang_up(engine: Any, engine_id: str, connection: Any) -> None:
    if isinstance(connection.queue, Straight):
        connection.queue.wire.hear_no_more()
    else:
        engine.disconnect(engine_id)
