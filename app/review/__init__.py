"""The moderators' console: one queue, one lease, one ruling."""

from flask import Flask

from app import realtime
from app.accounts import current, off_work
from app.contributions import unsealing
from app.realtime import rounds
from app.review import (
    appeal_views,
    ban_views,
    care_views,
    commands,
    duties,
    events,
    export_commands,
    giving_views,
    hide_views,
    lease_views,
    leases,
    load_views,
    numbers_keeping,
    numbers_views,
    policy_draft_views,
    policy_trials,
    policy_views,
    reversal_views,
    ruling_views,
    told,
    told_views,
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
    giving_views.pages,
    hide_views.pages,
    ruling_views.pages,
    reversal_views.pages,
    told_views.pages,
    appeal_views.pages,
    ban_views.pages,
    unmasking_views.pages,
    policy_views.pages,
    numbers_views.pages,
    policy_draft_views.pages,
)


def register(app: Flask) -> None:
    """The pages, and the command that checks the record."""
    for pages in PAGES:
        app.register_blueprint(pages)
    app.cli.add_command(commands.audit)
    realtime.serve(app, events.ReviewNamespace(events.SPACE))
    rounds.every_second(app, events.show_out)
    rounds.every_second(app, events.tell)
    app.jinja_env.globals["ruling_about"] = lambda text: told.about(current.member(), text)
    app.jinja_env.globals["ground_to_open"] = unsealing.ground_of
    off_work.when_signing_out(app, leases.let_go)
    duties.register(app)
    policy_trials.register(app)
    numbers_keeping.register(app)
    app.cli.add_command(export_commands.rulings)
