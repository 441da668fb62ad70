"""What a member is told: replies, waiting texts, decisions with their reason, and care."""

from flask import Flask


def register(app: Flask) -> None:
    """Nothing yet."""
