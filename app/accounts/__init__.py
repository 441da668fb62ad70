"""Members and their masks: joining, signing in, leaving, and knowing who is asking."""

from flask import Flask

from app import realtime
from app.accounts import access, arrivals, badges, context_words, current, locking, sessions
from app.accounts.census import Census
from app.accounts.passphrases import Hashing
from app.config import Settings
from app.keys import Keys
from app.realtime import Recogniser


def register(app: Flask, settings: Settings) -> None:
    """Install keys, hashing, the guard and the pages."""
    from app.accounts import away, lock_views, staff_commands

    app.extensions["tomoshibi_keys"] = Keys(settings.secret_key)
    app.extensions["tomoshibi_hashing"] = Hashing(settings)
    app.extensions["tomoshibi_stirring"] = stirring = locking.Stirring(settings)
    app.jinja_env.globals["idle_seconds"] = settings.idle_seconds
    app.register_error_handler(locking.SessionLocked, lock_views.answer_locked)
    realtime.recognise_with(
        Recogniser(
            current.recognise,
            arrivals.arrive,
            arrivals.welcome,
            arrivals.let_in,
            lambda session_ids: sessions.still_awake(session_ids, stirring),
            lambda: str(current.member().member_id),
        )
    )
    away.register(app)
    access.register(app)
    app.extensions["tomoshibi_census"] = Census(app.extensions["tomoshibi_keys"])
    app.jinja_env.globals["context_beside"] = context_words.beside
    app.jinja_env.globals.update(badge_beside=badges.beside, badge_said=badges.said)
    app.cli.add_command(staff_commands.commands)
    _show_pages(app)


def _show_pages(app: Flask) -> None:
    from app.accounts import (
        learning_views,
        lock_views,
        mask_views,
        recovery_views,
        second_factor_views,
        session_views,
        staff_views,
        views,
    )

    about_oneself = (views, recovery_views, session_views, mask_views, learning_views)
    for each in (*about_oneself, second_factor_views, staff_views, lock_views):
        app.register_blueprint(each.pages)
