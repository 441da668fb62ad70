"""When a place is open: its week, what is different on single days, and holidays; always by its own clock. Knows no database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import holidays

DAY = timedelta(days=1)
MINUTES_OF_A_DAY = 24 * 60
LOOKED_AHEAD = 60  # days; whatever opens later than that is not announced

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The hours of one place.

    week: spans in minutes after midnight by weekday (0 is Monday); one that ends after 1440 ends on the next day.
    other: days that are different, with their spans; none means closed. They go before holidays.
    """

    zone: ZoneInfo
    week: Mapping[int, Sequence[Span]]
    other: Mapping[date, Sequence[Span]] = field(default_factory=dict)
    keeps_holidays: bool = True


@dataclass(frozen=True, slots=True)
class Period:
    """From a moment on, up to another that is no longer part of it."""

    begins: datetime
    ends: datetime

    def holds(self, moment: datetime) -> bool:
        return self.begins <= moment < self.ends


def as_kept(calendar: Calendar) -> dict[str, Any]:
    """A calendar as plain words and numbers, for a column; `as_calendar` is the way back."""
    return {
        "zone": calendar.zone.key,
        "week": {str(day): [list(span) for span in spans] for day, spans in sorted(calendar.week.items())},
        "other": {day.isoformat(): [list(span) for span in spans] for day, spans in sorted(calendar.other.items())},
        "keeps_holidays": calendar.keeps_holidays,
    }


def as_calendar(kept: Mapping[str, Any]) -> Calendar:
    """What `as_kept` made."""
    week = {int(day): [(begins, ends) for begins, ends in spans] for day, spans in kept["week"].items()}
    other = {
        date.fromisoformat(day): [(begins, ends) for begins, ends in spans] for day, spans in kept["other"].items()
    }
    return Calendar(ZoneInfo(kept["zone"]), week, other, kept["keeps_holidays"])


def open_now(calendar: Calendar, moment: datetime) -> Period | None:
    """The opening that `moment` falls into, if any."""
    first = next(periods(calendar, moment), None)
    return first if first is not None and first.holds(moment) else None


def next_opening(calendar: Calendar, moment: datetime) -> Period | None:
    """The first opening that begins after `moment`; None when none is announced."""
    return next((period for period in periods(calendar, moment) if period.begins > moment), None)


def opening_number(calendar: Calendar, moment: datetime, ahead: int) -> Period | None:
    """The opening so many openings later; number 0 is the one that is going on, or else the next."""
    return next(islice(periods(calendar, moment), ahead, None), None)


def periods(calendar: Calendar, moment: datetime) -> Iterator[Period]:
    """Openings that end after `moment`, in order; those that touch are one."""
    pending: Period | None = None
    for begins, ends in _spans(calendar, moment):
        if pending is None:
            pending = Period(begins, ends)
        elif begins <= pending.ends:
            pending = Period(pending.begins, max(pending.ends, ends))
        else:
            if pending.ends > moment:
                yield pending
            pending = Period(begins, ends)
    if pending is not None and pending.ends > moment:
        yield pending


def is_holiday(day: date) -> bool:
    """Is it a public holiday in Japan, substitute and bridge days included?"""
    return day in _holidays(day.year)


@lru_cache(maxsize=8)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("JP", years=year))


def _spans(calendar: Calendar, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
    # Two days back: what began then may last into the next day and touch what follows.
    first = moment.astimezone(calendar.zone).date() - 2 * DAY
    for number in range(LOOKED_AHEAD + 2):
        day = first + number * DAY
        for begins, ends in sorted(_of_day(calendar, day)):
            yield _moment(calendar, day, begins), _moment(calendar, day, ends)


def _of_day(calendar: Calendar, day: date) -> Sequence[Span]:
    if day in calendar.other:
        return calendar.other[day]
    if calendar.keeps_holidays and is_holiday(day):
        return ()
    return calendar.week.get(day.weekday(), ())


def _moment(calendar: Calendar, day: date, minutes: int) -> datetime:
    """What the wall clock of the room says, as an absolute moment: its offset may change overnight."""
    beyond, within = divmod(minutes, MINUTES_OF_A_DAY)
    wall = datetime.combine(day + beyond * DAY, time(within // 60, within % 60), calendar.zone)
    return wall.astimezone(UTC)
