"""What a member is told: replies, waiting texts, decisions with their reason, and care."""

from flask import Flask


def register(app: Flask) -> None:
    """The pages, what every page shows of them (a dot in the masthead, a care card that waits), and calling devices."""
    from app.notices import pushing, shown, views, wish_views

    app.register_blueprint(views.pages)
    app.register_blueprint(wish_views.pages)
    app.context_processor(shown.for_templates)
    pushing.register(app)
