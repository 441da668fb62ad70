"""Promised hours as spans: no moment between two that touch, and no gap where clocks are put back or forward."""

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts import hours
from app.accounts.hours import Span

MINUTE = timedelta(minutes=1)
TOKYO, BERLIN, NEW_YORK, SYDNEY = (
    ZoneInfo(name) for name in ("Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Sydney")
)
NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)


def every_week(zone: ZoneInfo, *parts: tuple[time, time], weekdays: range = range(7)) -> list[Span]:
    """These hours on these days of every week of 2027, with some days around it."""
    first, last = date(2026, 12, 25), date(2028, 1, 7)
    return [
        hours.on_wall(day, starts, ends, zone)
        for starts, ends in parts
        for weekday in weekdays
        for day in hours.weekly(weekday, first, last)
    ]


def uncovered_minutes(spans: list[Span], minutes: int) -> list[datetime]:
    """Every full minute of the year, a second before and a second after it, at which nobody is there."""
    found = hours.joined(spans)
    begins = [starts for starts, _ends in found]
    missing = []
    for number in range(minutes):
        for second in (-1, 0, 1):
            moment = NEW_YEAR + number * MINUTE + timedelta(seconds=second)
            at = bisect_right(begins, moment) - 1
            if at < 0 or moment >= found[at][1]:
                missing.append(moment)
    return missing


WHOLE_DAY = ((time(6), time(19)), (time(19), time(23)), (time(23), time(0)), (time(0), time(6)))


@pytest.mark.parametrize("zone", [TOKYO, BERLIN, NEW_YORK, SYDNEY], ids=str)
def test_shifts_that_touch_leave_nobody_alone_in_any_minute_of_a_year(zone: ZoneInfo) -> None:
    """Also at 23:00, at midnight, on New Year's Eve and in the nights when clocks are changed."""
    assert hours.gaps(every_week(zone, *WHOLE_DAY), NEW_YEAR, NEW_YEAR + timedelta(days=365)) == []


def test_every_minute_of_a_year_agrees_with_what_the_gaps_say() -> None:
    """The slow way round, once: three moments around each of 525,600 minutes, with nights kept from two continents."""
    spans = every_week(TOKYO, (time(19), time(23))) + every_week(BERLIN, (time(15), time(22)))
    missing = uncovered_minutes(spans, 365 * 24 * 60)
    gaps = hours.gaps(spans, NEW_YEAR - MINUTE, NEW_YEAR + timedelta(days=365))
    begins = [starts for starts, _ends in gaps]
    assert gaps, "by day nobody is there"
    for moment in missing:
        starts, ends = gaps[bisect_right(begins, moment) - 1]
        assert starts <= moment < ends
    assert len(missing) == sum(3 * int((ends - starts) / MINUTE) for starts, ends in gaps) - _cut_off(gaps)


def _cut_off(gaps: list[Span]) -> int:
    """The year begins and ends inside a gap: moments of its margins were not looked at."""
    before, after = gaps[0][0] < NEW_YEAR, gaps[-1][1] == NEW_YEAR + timedelta(days=365)
    return (3 * int((NEW_YEAR - gaps[0][0]) / MINUTE) - 1 if before else 0) + (1 if after else 0)


def test_a_promise_abroad_moves_in_tokyo_with_summer_time() -> None:
    winter = hours.on_wall(date(2027, 3, 27), time(15), time(22), BERLIN)
    summer = hours.on_wall(date(2027, 3, 28), time(15), time(22), BERLIN)
    assert winter[0].astimezone(TOKYO).hour == 23
    assert summer[0].astimezone(TOKYO).hour == 22


@pytest.mark.parametrize(
    ("day", "starts", "ends", "length"),
    [
        (date(2027, 10, 30), time(22), time(2, 30), 5.5),  # 2:30 comes twice: until the second
        (date(2027, 10, 31), time(2, 30), time(6), 4.5),  # and from the first
        (date(2027, 3, 27), time(22), time(2, 30), 4.5),  # 2:30 does not come: until what would be 3:30
        (date(2027, 3, 28), time(2, 30), time(6), 3.5),  # and from what would be 1:30
        (date(2027, 6, 1), time(22), time(6), 8.0),
    ],
)
def test_hours_that_come_twice_or_not_at_all_are_taken_for_the_longer(
    day: date, starts: time, ends: time, length: float
) -> None:
    begun, ended = hours.on_wall(day, starts, ends, BERLIN)
    assert (ended - begun) == timedelta(hours=length)


def test_somebody_is_there_from_the_first_moment_and_not_at_the_last() -> None:
    span = (NEW_YEAR, NEW_YEAR + MINUTE)
    second = timedelta(seconds=1)
    assert [hours.covered_until([span], moment) for moment in (NEW_YEAR - second, NEW_YEAR, NEW_YEAR + MINUTE)] == [
        None,
        NEW_YEAR + MINUTE,
        None,
    ]


MINUTES = st.integers(0, 2000)


@given(st.lists(st.tuples(MINUTES, st.integers(1, 300)), max_size=12))
def test_gaps_and_what_is_covered_make_the_whole(parts: list[tuple[int, int]]) -> None:
    spans = [(NEW_YEAR + begin * MINUTE, NEW_YEAR + (begin + length) * MINUTE) for begin, length in parts]
    last = NEW_YEAR + 1500 * MINUTE
    gaps = hours.gaps(spans, NEW_YEAR, last)
    for number in range(0, 1500, 7):
        moment = NEW_YEAR + number * MINUTE
        is_missing = any(starts <= moment < ends for starts, ends in gaps)
        assert is_missing is not any(starts <= moment < ends for starts, ends in spans)
