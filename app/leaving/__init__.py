"""What a member takes along, takes back, and leaves behind: export, withdrawing everything, deleting the account."""

from flask import Flask

from app.leaving import anonymity_views, views


def register(app: Flask) -> None:
    """Serve the pages."""
    app.register_blueprint(views.pages)
    app.register_blueprint(anonymity_views.pages)
