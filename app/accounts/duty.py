"""Who promised to be awake and watching: a number and hours, never a name; and what follows while nobody is."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from app import clock, db
from app.accounts.models import Shift

# A roster that nobody has kept for so long says nothing about tonight.
KEPT_WITHIN = timedelta(days=7)
SOON = timedelta(hours=20)


def awake() -> int:
    """How many people are on duty now."""
    now = clock.now()
    on_duty = select(func.count(func.distinct(Shift.mask_id))).where(Shift.starts_at <= now, Shift.ends_at > now)
    return db.session().scalar(on_duty) or 0


def next_begins() -> datetime | None:
    """When the next shift begins; None when nobody is planned."""
    return db.session().scalar(select(func.min(Shift.starts_at)).where(Shift.starts_at > clock.now()))


def is_tight() -> bool:
    """The night posture: it is night and nobody on the roster is on duty.

    A site that keeps no roster has nobody who would come in the morning and look, so it stays as it is.
    """
    with db.session().no_autoflush:
        return clock.is_night(clock.now()) and not awake() and _is_kept()


def spoken(moment: datetime) -> str:
    """An announced hour as one says it: 6時, or 3日後の21時 where the hour alone would be understood as tonight's."""
    there, here = moment.astimezone(clock.TOKYO), clock.now().astimezone(clock.TOKYO)
    hour = _("%(hour)d時", hour=there.hour) if there.minute == 0 else f"{there:%H:%M}"
    if moment - clock.now() < SOON:
        return hour
    return _("%(days)d日後の%(hour)s", days=max((there.date() - here.date()).days, 1), hour=hour)


def _is_kept() -> bool:
    now = clock.now()
    near = select(Shift.id).where(Shift.ends_at > now - KEPT_WITHIN, Shift.starts_at < now + KEPT_WITHIN)
    return db.session().scalar(near.limit(1)) is not None
