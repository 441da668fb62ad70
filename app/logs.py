"""Quiet logs: what went wrong and where in the code, never who asked for what from where.

Every line is one JSON object. Of an exception its kind and the places in the code are written, never its words: they may
repeat what somebody wrote. Of a request the name of the route is, never its path.
"""

import json
import logging
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from flask import Flask, has_request_context, request

ROOT = str(Path(__file__).resolve().parents[1])
DEEPEST = 12


class Lines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "said": record.getMessage(),
        }
        if has_request_context():
            said["place"] = _place()
        if record.exc_info and record.exc_info[1]:
            said["kind"] = [type(each).__name__ for each in _chain(record.exc_info[1])]
            said["where"] = _where(record.exc_info[2])
        return json.dumps(said, ensure_ascii=False)


def register(app: Flask) -> None:
    """One handler; the servers' own access lines, which carry addresses, are switched off."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for name in ("werkzeug", "gunicorn.access"):
        logging.getLogger(name).setLevel(logging.ERROR)
    # They repeat what a stranger said of itself (an origin, a payload) even when they call it an error.
    for name in ("engineio", "socketio", "engineio.server", "socketio.server"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    app.logger.setLevel(logging.INFO)


def _place() -> str:
    """The name of the route, or of the event of a socket."""
    event = getattr(request, "event", None)
    if isinstance(event, dict) and isinstance(event.get("message"), str):
        return f"socket {event['message'][:20]}" if event["message"].isidentifier() else "socket"
    return request.endpoint or "nowhere"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _where(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-DEEPEST:]
    return [f"{frame.filename.removeprefix(ROOT).lstrip('/')}:{frame.lineno} {frame.name}" for frame in frames]
