"""Live rooms: enter, catch up, say, leave."""

from flask import Flask


def register(app: Flask) -> None:
    """Nothing yet."""
