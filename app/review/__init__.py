"""The moderators' console: one queue, one lease, one ruling."""

from flask import Flask

from app.review import commands, unmasking_views, views


def register(app: Flask) -> None:
    """The pages, and the command that checks the record."""
    app.register_blueprint(views.pages)
    app.register_blueprint(unmasking_views.pages)
    app.cli.add_command(commands.audit)
