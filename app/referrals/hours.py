"""Is a line open at this moment, until when, and when does it open again? In the line's own time, never the reader's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import holidays

from app.referrals.lines import Confidence, HoursKind, Line, Span

DAY = timedelta(days=1)
LONGEST_WAIT = 45  # days to look ahead; even a monthly line closed over New Year opens within them
NO_CLOCK_AFTER = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Opening:
    """`is_open` is None when nobody can know; `until` is None while a line never closes."""

    is_open: bool | None
    until: datetime | None = None
    opens: datetime | None = None


UNKNOWN = Opening(None)


def open_at(line: Line, moment: datetime) -> Opening:
    """What a clock may say about `line` at an aware moment: start counts, end does not.

    Nothing, when hours vary, when sources disagree, or when nobody has looked at the line for a year.
    """
    if not shows_clock(line, moment):
        return UNKNOWN
    if line.hours.kind is HoursKind.ALWAYS:
        return Opening(is_open=True)
    for begins, ends in _periods(line, moment):
        if begins <= moment < ends:
            return Opening(is_open=True, until=ends.astimezone(line.zone))
        if begins > moment:
            return Opening(is_open=False, opens=begins.astimezone(line.zone))
    return Opening(is_open=False)


def shows_clock(line: Line, moment: datetime) -> bool:
    """Do we know enough to say open or closed?"""
    if line.hours.kind not in {HoursKind.ALWAYS, HoursKind.FIXED} or line.confidence is Confidence.LOW:
        return False
    return moment.astimezone(line.zone).date() - line.checked <= NO_CLOCK_AFTER


def _periods(line: Line, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Open periods around and after `moment` in order, those that touch joined into one."""
    pending: tuple[datetime, datetime] | None = None
    for begins, ends in _spans(line, moment):
        if pending and begins <= pending[1]:
            pending = (pending[0], max(pending[1], ends))
            continue
        if pending:
            yield pending
        pending = (begins, ends)
    if pending:
        yield pending


def _spans(line: Line, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
    # Two days back: a span may end on the next day, and one that touches it may have begun a day earlier.
    day = moment.astimezone(line.zone).date() - 2 * DAY
    for _ in range(LONGEST_WAIT):
        for span in sorted(_of_day(line, day), key=lambda span: span.start):
            yield _moment(line, day, span.start), _moment(line, day, span.end)
        day += DAY


def _of_day(line: Line, day: date) -> list[Span]:
    """The hours that begin on `day`: hours for a date replace those for its weekday."""
    if _is_closed(line, day):
        return []
    dated = [span for span in line.hours.spans if day.day in span.dates]
    return dated or [span for span in line.hours.spans if _falls_on(span, day)]


def _falls_on(span: Span, day: date) -> bool:
    occurrence = (day.day - 1) // 7 + 1
    return day.weekday() in span.days and (not span.nth or occurrence in span.nth)


def _is_closed(line: Line, day: date) -> bool:
    if line.hours.keeps_holidays and is_holiday(day):
        return True
    return any(_within((day.month, day.day), *bounds) for bounds in line.hours.closed)


def _within(day: tuple[int, int], first: tuple[int, int], last: tuple[int, int]) -> bool:
    if first <= last:
        return first <= day <= last
    return day >= first or day <= last


def is_holiday(day: date) -> bool:
    """Is it a public holiday in Japan, substitute and bridge days included?"""
    return day in _holidays(day.year)


@lru_cache(maxsize=8)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("JP", years=year))


def _moment(line: Line, day: date, minutes: int) -> datetime:
    """The wall clock of the line's place, as an absolute moment (its offset may change overnight)."""
    beyond, within = divmod(minutes, 24 * 60)
    wall = datetime.combine(day + beyond * DAY, time(within // 60, within % 60), line.zone)
    return wall.astimezone(UTC)
