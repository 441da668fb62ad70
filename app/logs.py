"""Quiet logs: what went wrong, never who asked for what from where."""

import logging

from flask import Flask

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def register(app: Flask) -> None:
    """One plain handler; the servers' own access lines, which carry addresses, are switched off."""
    logging.basicConfig(level=logging.INFO, format=FORMAT)
    for name in ("werkzeug", "gunicorn.access"):
        logging.getLogger(name).setLevel(logging.ERROR)
    # They repeat what a stranger said of itself (an origin, a payload) even when they call it an error.
    for name in ("engineio", "socketio", "engineio.server", "socketio.server"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    app.logger.setLevel(logging.INFO)
