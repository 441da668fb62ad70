"""Live hours: a chat room that counsellors of an expert room lead, where others raise their hands."""

from flask import Flask

from app.live import calling_views, panel, views


def register(app: Flask) -> None:
    """Pages, and what other pages show of a live hour."""
    for pages in (views.pages, calling_views.pages):
        app.register_blueprint(pages)
    app.jinja_env.globals.update(live_panel=panel.panel, live_announcement=panel.announcement)
