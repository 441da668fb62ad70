"""What a member is told: replies, waiting texts, decisions with their reason, and care."""

from flask import Flask


def register(app: Flask) -> None:
    """The page, and what every page shows of it: a dot in the masthead, and a care card that waits."""
    from app.notices import shown, views

    app.register_blueprint(views.pages)
    app.context_processor(shown.for_templates)
