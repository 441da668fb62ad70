"""Members and their masks: joining, signing in, leaving, and knowing who is asking."""

from flask import Flask

from app import realtime
from app.accounts import access, current, sessions
from app.accounts.passphrases import Hashing
from app.config import Settings
from app.keys import Keys


def register(app: Flask, settings: Settings) -> None:
    """Install keys, hashing, the guard and the pages."""
    from app.accounts import recovery_views, session_views, views

    app.extensions["tomoshibi_keys"] = Keys(settings.secret_key)
    app.extensions["tomoshibi_hashing"] = Hashing(settings)
    realtime.recognise_with(current.recognise, sessions.still_valid)
    access.register(app)
    app.register_blueprint(views.pages)
    app.register_blueprint(recovery_views.pages)
    app.register_blueprint(session_views.pages)
