"""Promised hours as spans of time: what is covered, what is not, and what a wall clock somewhere means by them.

A span begins with its first moment and ends before its last, so two that touch leave no moment between them.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]
DAY = timedelta(days=1)


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same hours as few spans, in order: those that overlap or touch are one."""
    found: list[Span] = []
    for starts, ends in sorted(spans):
        if found and starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        else:
            found.append((starts, ends))
    return found


def gaps(spans: Iterable[Span], first: datetime, last: datetime) -> list[Span]:
    """What no span covers between two moments."""
    found: list[Span] = []
    reached = first
    for starts, ends in joined(spans):
        if starts > reached:
            found.append((reached, min(starts, last)))
        reached = max(reached, ends)
        if reached >= last:
            break
    if reached < last:
        found.append((reached, last))
    return [(starts, ends) for starts, ends in found if starts < ends]


def covered_until(spans: Iterable[Span], moment: datetime) -> datetime | None:
    """Until when somebody is there without a break; None when nobody is there now."""
    return next((ends for starts, ends in joined(spans) if starts <= moment < ends), None)


def on_wall(day: date, starts: time, ends: time, zone: ZoneInfo) -> Span:
    """What a clock on a wall means by these hours of a day; an end that is not later belongs to the day after.

    Where the clock is put back or forward just then, the promise is taken for the longer one: rather two for an hour than nobody.
    """
    last = day if ends > starts else day + DAY
    return min(_moments(day, starts, zone)), max(_moments(last, ends, zone))


def weekly(weekday: int, after: date, until: date) -> Iterator[date]:
    """Every such day after one day and up to another."""
    day = after + DAY
    while day <= until:
        if day.weekday() == weekday:
            yield day
        day += DAY


def _moments(day: date, at: time, zone: ZoneInfo) -> list[datetime]:
    """Once on ordinary days; the two readings of a time that there is twice, or not at all."""
    return [datetime.combine(day, at.replace(fold=fold), zone).astimezone(UTC) for fold in (0, 1)]
