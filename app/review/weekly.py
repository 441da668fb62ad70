"""The same hours every week: put on the roster some weeks ahead, by themselves."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import delete, select, update

from app import clock, db, errands
from app.accounts import hours
from app.accounts.hours import Span
from app.accounts.models import Shift, WeeklyShift
from app.errors import NotFound
from app.ids import new_id
from app.permissions import Actor, Permission, require
from app.review import roster
from app.review.roster import AHEAD, Hours

ERRAND = "roster"


def register(app: Flask) -> None:
    """Weekly shifts are put on the roster by themselves, some weeks ahead."""
    errands.every_hour(app, ERRAND, partial(plan_ahead, app))


def promise(member: Actor, mask_id: str, planned: Hours) -> WeeklyShift:
    """The same hours on the same day of every week, from this day on."""
    roster.may_plan(member, mask_id)
    roster.refuse_odd(planned.span)
    roster.refuse_twice(mask_id, planned.span)
    weekly = WeeklyShift(id=new_id(), mask_id=mask_id, weekday=planned.day.weekday(), zone=planned.zone)
    weekly.starts, weekly.ends, weekly.planned_until = planned.starts, planned.ends, planned.day - timedelta(days=1)
    db.session().add(weekly)
    db.session().flush()
    plan(weekly, clock.today() + AHEAD)
    roster.tell_if_other(member, mask_id, "planned")
    return weekly


def plan(weekly: WeeklyShift, until: date) -> int:
    """Make the shifts that are still missing up to a day; returns how many. Whoever comes second makes none."""
    before = weekly.planned_until
    if until <= before:
        return 0
    mine = update(WeeklyShift).where(WeeklyShift.id == weekly.id, WeeklyShift.planned_until == before)
    moved = mine.values(planned_until=until).returning(WeeklyShift.id)
    if db.session().execute(moved.execution_options(synchronize_session=False)).first() is None:
        return 0
    spans = [_span_of(weekly, day) for day in hours.weekly(weekly.weekday, before, until)]
    free = [span for span in spans if not roster.is_there(weekly.mask_id, span)]
    made = {"mask_id": weekly.mask_id, "weekly_id": weekly.id, "is_offered": False}
    db.session().add_all(Shift(id=new_id(), starts_at=starts, ends_at=ends, **made) for starts, ends in free)
    db.session().flush()
    db.session().refresh(weekly)
    return len(free)


def end(member: Actor, weekly: WeeklyShift) -> None:
    """Not every week any more: what has not begun goes, also from the roster."""
    require(member, Permission.Shift.CHANGE, weekly)
    to_come = (Shift.weekly_id == weekly.id, Shift.starts_at > clock.now())
    db.session().execute(delete(Shift).where(*to_come))
    roster.tell_if_other(member, weekly.mask_id, "removed")
    db.session().delete(weekly)


def plan_ahead(app: Flask, _about: str) -> None:
    """Put on the roster what comes into reach."""
    with app.extensions["tomoshibi_db"].writing():
        for weekly in db.session().scalars(select(WeeklyShift)).all():
            plan(weekly, clock.today() + AHEAD)


def promised_for(member: Actor, weekly_id: str) -> WeeklyShift:
    """One weekly shift; NotFound otherwise."""
    require(member, Permission.Shift.SEE)
    found = db.session().get(WeeklyShift, weekly_id)
    if found is None:
        raise NotFound()
    return found


def of_masks(masks: Sequence[str]) -> Sequence[WeeklyShift]:
    """What these names have promised for every week."""
    own = select(WeeklyShift).where(WeeklyShift.mask_id.in_(masks))
    return db.session().scalars(own.order_by(WeeklyShift.weekday, WeeklyShift.starts)).all()


def _span_of(weekly: WeeklyShift, day: date) -> Span:
    return hours.on_wall(day, weekly.starts, weekly.ends, ZoneInfo(weekly.zone))
