"""Questions to verified counsellors and their answers."""

from flask import Flask


def register(app: Flask) -> None:
    """Nothing yet."""
