"""A lead has looked and found a line as we show it: newer dates than those in the file."""

from datetime import date

from sqlalchemy import func, select

from app import clock, db
from app.permissions import Actor, Permission, require
from app.referrals.lines import Line
from app.referrals.models import LineConfirmation

PLACE = "tomoshibi_confirmed_lines"


def confirm(member: Actor, line: Line) -> LineConfirmation:
    """Record that `member` found the line on its official page today as we show it."""
    require(member, Permission.Line.CONFIRM, line)
    made = LineConfirmation(line_id=line.id, checked_on=clock.today(), mask_id=member.work_mask)
    db.session().add(made)
    return made


def newest() -> dict[str, date]:
    """The latest day on which each line was confirmed."""
    latest = select(LineConfirmation.line_id, func.max(LineConfirmation.checked_on)).group_by(LineConfirmation.line_id)
    return dict(db.session().execute(latest).all())
