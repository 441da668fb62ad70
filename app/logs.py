"""Quiet logs: what went wrong, never who asked for what from where."""

import logging

from flask import Flask

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def register(app: Flask) -> None:
    """One plain handler; the servers' own access lines, which carry addresses, are switched off."""
    logging.basicConfig(level=logging.INFO, format=FORMAT)
    for name in ("werkzeug", "gunicorn.access", "engineio.server", "socketio.server", "engineio", "socketio"):
        logging.getLogger(name).setLevel(logging.ERROR)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    app.logger.setLevel(logging.INFO)
