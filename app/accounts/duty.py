"""Who promised to be awake and watching: a number and hours, never a name; and what follows while nobody is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from app import clock, db
from app.accounts import hours
from app.accounts.models import Shift

SOON = timedelta(hours=20)
# How far ahead it is worth knowing until when somebody is there without a break.
AHEAD = timedelta(days=2)
# While nobody is on duty, nobody speaks in a room more often than this.
PACE = 30


@dataclass(frozen=True, slots=True)
class Watch:
    """All that everybody may know: how many watch now, until when without a break (None: longer than one asks tonight), and when
    the next watch begins.

    is_tight: nobody is there, so more waits for a person than usual.
    """

    awake: int
    until: datetime | None
    next_begins: datetime | None
    is_tight: bool


def watch() -> Watch:
    """How it is now."""
    now = clock.now()
    with db.session().no_autoflush:
        near = select(Shift).where(Shift.ends_at > now, Shift.starts_at <= now + AHEAD)
        shifts = db.session().scalars(near).all()
        there = {shift.mask_id for shift in shifts if shift.starts_at <= now}
        until = hours.covered_until([(shift.starts_at, shift.ends_at) for shift in shifts], now)
        if until is not None and until - now >= SOON:
            until = None
        return Watch(len(there), until, None if there else next_begins(), not there and is_kept())


def on_duty() -> Sequence[Shift]:
    """The shifts that run now, in the order in which they began."""
    now = clock.now()
    running = select(Shift).where(Shift.starts_at <= now, Shift.ends_at > now)
    return db.session().scalars(running.order_by(Shift.starts_at, Shift.id)).all()


def awake() -> int:
    """How many people are on duty now."""
    now = clock.now()
    there = select(func.count(func.distinct(Shift.mask_id))).where(Shift.starts_at <= now, Shift.ends_at > now)
    return db.session().scalar(there) or 0


def next_begins() -> datetime | None:
    """When the next shift begins; None when nobody is planned."""
    return db.session().scalar(select(func.min(Shift.starts_at)).where(Shift.starts_at > clock.now()))


def is_tight() -> bool:
    """Is nobody on duty, by night or by day?

    A site that never kept a roster has promised nobody's presence, and nobody would come at an hour that could be named: it
    stays as it is, and says that nobody watches. One that kept a roster and let it lapse is tight (decision 42).
    """
    with db.session().no_autoflush:
        return not awake() and is_kept()


def pace() -> int:
    """The pause between two lines of one member in every room, in seconds; 0 while somebody watches."""
    return PACE if is_tight() else 0


def spoken(moment: datetime) -> str:
    """An announced hour as one says it: 6時, or 3日後の21時 where the hour alone would be understood as tonight's."""
    there, here = moment.astimezone(clock.TOKYO), clock.now().astimezone(clock.TOKYO)
    hour = _("%(hour)d時", hour=there.hour) if there.minute == 0 else f"{there:%H:%M}"
    if moment - clock.now() < SOON:
        return hour
    return _("%(days)d日後の%(hour)s", days=max((there.date() - here.date()).days, 1), hour=hour)


def is_kept() -> bool:
    """Has anybody ever promised to watch here?"""
    return db.session().scalar(select(Shift.id).limit(1)) is not None
