"""Tomoshibi: one application, assembled here and nowhere else."""

from pathlib import Path

from flask import Flask

from app import admission, contributions, db, drawing, errands, gauges, i18n, logs, realtime, throttle, web
from app.config import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """Assemble the application for `settings` (from the environment when not given).

    Raises UnsafeSettings when the settings would break a promise.
    """
    settings = settings or Settings.from_environment()
    settings.check()
    root = Path(__file__).resolve().parent.parent
    app = Flask(
        "app", root_path=str(root / "app"), template_folder=str(root / "templates"), static_folder=str(root / "static")
    )
    app.secret_key = settings.secret_key
    app.extensions["tomoshibi_settings"] = settings
    app.extensions["tomoshibi_db"] = db.Database(settings.database_url, settings.capacity)
    logs.register(app)
    drawing.register(app)
    i18n.register(app)
    admission.register(app)
    web.register(app, settings)
    throttle.register(app, settings)
    realtime.register(app, settings)
    errands.register(app, settings)
    _register_features(app, settings)
    web.dress(app)
    gauges.count_threads(app)
    return app


def _register_features(app: Flask, settings: Settings) -> None:
    """From the bottom layer to the top; the order is the architecture."""
    from app import (
        accounts,
        chat,
        cli,
        experts,
        forum,
        guides,
        leaving,
        live,
        metrics,
        notices,
        pages,
        referrals,
        review,
        search,
    )

    accounts.register(app, settings)
    below = (notices, contributions, referrals, guides, forum, chat, experts, search)
    for feature in (*below, live, review, leaving, pages, metrics, cli):
        feature.register(app)
