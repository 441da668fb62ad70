"""The moderators' console: one queue, one lease, one ruling."""

from flask import Flask

from app.review import (
    care_views,
    commands,
    duties,
    hide_views,
    lease_views,
    load_views,
    policy_draft_views,
    policy_trials,
    policy_views,
    ruling_views,
    turn_views,
    unmasking_views,
    views,
)

PAGES = (
    views.pages,
    lease_views.pages,
    turn_views.pages,
    care_views.pages,
    load_views.pages,
    hide_views.pages,
    ruling_views.pages,
    unmasking_views.pages,
    policy_views.pages,
    policy_draft_views.pages,
)


def register(app: Flask) -> None:
    """The pages, and the command that checks the record."""
    for pages in PAGES:
        app.register_blueprint(pages)
    app.cli.add_command(commands.audit)
    policy_trials.register(app)
    duties.register(app)
