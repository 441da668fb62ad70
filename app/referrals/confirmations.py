"""A lead has looked: newer dates than those in the file. The help page never waits for them."""

from datetime import date, timedelta

from flask import Flask, current_app, request
from sqlalchemy import func, select

from app import clock, db
from app.accounts import current
from app.permissions import Actor, Permission, require
from app.referrals.lines import Line
from app.referrals.models import LineConfirmation

PLACE = "tomoshibi_confirmed_lines"
PAGES_WITH_DATES = frozenset({"referrals", "line_console"})
FRESH_FOR = timedelta(minutes=5)


def register(app: Flask) -> None:
    """Every process takes over what was confirmed elsewhere when a member looks for help; visitors cost no question."""
    app.extensions[PLACE] = {}
    app.extensions[f"{PLACE}_at"] = None
    app.before_request(_take_over)


def confirm(member: Actor, line: Line) -> LineConfirmation:
    """Record that `member` found the line on its official page today as we show it."""
    require(member, Permission.Line.CONFIRM, line)
    made = LineConfirmation(line_id=line.id, checked_on=clock.today(), mask_id=member.usual_mask)
    db.session().add(made)
    return made


def newest() -> dict[str, date]:
    """The latest day on which each line was confirmed."""
    latest = select(LineConfirmation.line_id, func.max(LineConfirmation.checked_on)).group_by(LineConfirmation.line_id)
    return dict(db.session().execute(latest).all())


def take_over() -> None:
    """Use what is recorded from now on in this process."""
    current_app.extensions[PLACE] = newest()
    current_app.extensions[f"{PLACE}_at"] = clock.now()


def _take_over() -> None:
    # Only for members: then the database has just answered, and a help page never waits for one that is away.
    if request.blueprint not in PAGES_WITH_DATES:
        return
    taken = current_app.extensions[f"{PLACE}_at"]
    if current.member().is_member and (taken is None or not timedelta(0) <= clock.now() - taken < FRESH_FOR):
        take_over()
