"""The coming week of the roster: who watches, and when nobody does. For staff; everybody else sees a number and hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import select

from app import clock, db
from app.accounts import hours
from app.accounts.hours import DAY, Span
from app.accounts.models import Mask, Shift
from app.permissions import Actor, Permission, require

DAYS = 7
# A day of the roster lasts from morning to morning, so that a night is one piece.
MORNING = 6
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Promised:
    """One shift with the name its holder works under."""

    shift: Shift
    name: str
    is_mine: bool
    said: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Hours in which nobody is there."""

    said: str
    is_at_night: bool


@dataclass(frozen=True, slots=True)
class Day:
    """From six to six. bars: what is covered, as begin and length out of a thousand, for a drawing."""

    day: date
    shifts: Sequence[Promised]
    gaps: Sequence[Gap]
    bars: Sequence[tuple[int, int]]


def coming(member: Actor, zone: str, days: int = DAYS) -> list[Day]:
    """The coming days from now on, told by the clock of a zone."""
    require(member, Permission.Shift.SEE)
    here, now = ZoneInfo(zone), clock.now()
    first = (now.astimezone(here) - MORNING * HOUR).date()
    last = _morning(first + days * DAY, here)
    near = select(Shift, Mask.name).join(Mask, Mask.id == Shift.mask_id)
    rows = db.session().execute(
        near.where(Shift.ends_at > now, Shift.starts_at < last).order_by(Shift.starts_at, Mask.name)
    )
    shifts = [(shift, name) for shift, name in rows]
    return [_day(member, first + number * DAY, shifts, here) for number in range(days)]


def own(member: Actor) -> Sequence[Shift]:
    """What one has promised and is not over."""
    mine = (Shift.mask_id.in_(list(member.masks)), Shift.ends_at > clock.now())
    return db.session().scalars(select(Shift).where(*mine).order_by(Shift.starts_at)).all()


def offered(member: Actor) -> Sequence[Shift]:
    """What colleagues ask for somebody to take."""
    theirs = (Shift.mask_id.not_in(list(member.masks)), Shift.is_offered, Shift.ends_at > clock.now())
    return db.session().scalars(select(Shift).where(*theirs).order_by(Shift.starts_at)).all()


def said(span: Span, zone: str, day: date | None = None) -> str:
    """Hours as that clock shows them; with `day`, those after midnight are told as the next day's."""
    here = ZoneInfo(zone)
    starts, ends = (moment.astimezone(here) for moment in span)
    return f"{_said(starts, day)}–{_said(ends, day)}"


def typed(shift: Shift, zone: str) -> dict[str, str]:
    """The hours of a shift as the fields of a form take them."""
    starts, ends = (moment.astimezone(ZoneInfo(zone)) for moment in (shift.starts_at, shift.ends_at))
    return {"day": f"{starts:%Y-%m-%d}", "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}


def _said(moment: datetime, day: date | None) -> str:
    if day is None or moment.date() == day:
        return f"{moment:%H:%M}"
    return _("翌%(time)s", time=f"{moment:%H:%M}")


def _morning(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(MORNING), zone).astimezone(UTC)


def _day(member: Actor, day: date, shifts: Sequence[tuple[Shift, str]], zone: ZoneInfo) -> Day:
    first, last = _morning(day, zone), _morning(day + DAY, zone)
    begins = max(first, clock.now().replace(second=0, microsecond=0))
    there = [(shift, name) for shift, name in shifts if shift.starts_at < last and shift.ends_at > first]
    spans = [(shift.starts_at, shift.ends_at) for shift, _name in there]
    missing = hours.gaps(spans, begins, last)
    return Day(
        day=day,
        shifts=[
            Promised(shift, name, shift.mask_id in member.masks, said((shift.starts_at, shift.ends_at), zone.key, day))
            for shift, name in there
            if shift.starts_at >= first or day == _first_day(zone)
        ],
        gaps=[Gap(said(gap, zone.key, day), _touches_night(gap)) for gap in missing],
        bars=[_bar(span, first, last) for span in hours.joined(spans)],
    )


def _first_day(zone: ZoneInfo) -> date:
    return (clock.now().astimezone(zone) - MORNING * HOUR).date()


def _bar(span: Span, first: datetime, last: datetime) -> tuple[int, int]:
    whole = (last - first).total_seconds()
    starts, ends = max(span[0], first), min(span[1], last)
    begin = round((starts - first).total_seconds() / whole * 1000)
    return begin, max(round((ends - starts).total_seconds() / whole * 1000), 1)


def _touches_night(gap: Span) -> bool:
    """Night is Tokyo's, wherever one watches from: that is when parents write."""
    moment = gap[0]
    while moment < gap[1]:
        if clock.is_night(moment):
            return True
        moment += HOUR
    return clock.is_night(gap[1] - timedelta(seconds=1))
