"""The moderators' console: one queue, one lease, one ruling."""

from flask import Flask


def register(app: Flask) -> None:
    """Nothing yet."""
