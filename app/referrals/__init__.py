"""Help that is open now: the directory of lines and the few that fit."""

from flask import Flask


def register(app: Flask) -> None:
    """Nothing yet."""
