"""Everything members write where others can read it. One door in, one way out."""

from flask import Flask


def register(app: Flask) -> None:
    """Nothing yet."""
