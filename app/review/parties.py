"""Who is too close to a text to decide about it: whoever wrote it and whoever reported it, under whichever name."""

from typing import Any

from sqlalchemy import ColumnElement, exists, select

from app import db
from app.contributions.models import Contribution, Report
from app.errors import NotAllowed
from app.permissions import Actor


def reported_by(moderator: Actor, text: Any) -> ColumnElement[bool]:
    """For lists. text: the column that names the text."""
    return exists().where(Report.contribution_id == text, Report.mask_id.in_(list(moderator.masks)))


def has_reported(moderator: Actor, contribution_id: str) -> bool:
    """Was this moderator one of those who told about it?"""
    mine = select(Report.id).where(Report.contribution_id == contribution_id, Report.mask_id.in_(list(moderator.masks)))
    return db.session().scalar(mine.limit(1)) is not None


def refuse(moderator: Actor, contribution: Contribution) -> None:
    """Raises NotAllowed: what worried somebody enough to tell is for others to decide, like their own words."""
    if moderator.wrote(contribution) or has_reported(moderator, contribution.id):
        raise NotAllowed()
