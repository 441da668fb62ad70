"""A clock on a line says open only when it is, down to the second."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.referrals.hours import UNKNOWN, is_holiday, open_at
from app.referrals.lines import Confidence
from tests.referrals.clocks import a_line, tokyo, trusted

WORDS = {"ja": "夜", "en": "night"}


def is_open(line_id: str, at: str) -> bool | None:
    return open_at(trusted(line_id), tokyo(at)).is_open


@pytest.mark.parametrize(
    ("at", "expected"),
    [("15:59:59", False), ("16:00:00", True), ("20:59:59", True), ("21:00:00", False), ("21:00:01", False)],
)
def test_the_first_second_counts_and_the_last_does_not(at: str, expected: bool) -> None:
    assert is_open("jp-childline", f"2026-11-24 {at}") is expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-09 20:59:59", True),
        ("2026-11-09 21:00:00", False),
        ("2026-11-10 07:59:59", False),
        ("2026-11-10 08:00:00", True),
        ("2026-11-10 23:59:59", True),
        ("2026-11-11 00:00:00", True),
        ("2026-11-11 07:59:59", True),
        ("2026-11-11 08:00:00", False),
        ("2026-11-11 15:59:59", False),
        ("2026-11-11 16:00:00", True),
    ],
)
def test_inochi_no_denwa_stays_open_from_the_tenth_to_the_next_morning(at: str, expected: bool) -> None:
    assert is_open("jp-inochi-freedial", at) is expected


def test_somebody_calling_on_the_tenth_is_told_that_it_ends_the_next_morning() -> None:
    assert open_at(trusted("jp-inochi-freedial"), tokyo("2026-11-10 17:00")).until == tokyo("2026-11-11 08:00")


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-12-28 16:00", True),
        ("2026-12-29 16:00", False),
        ("2026-12-31 20:00", False),
        ("2027-01-01 20:00", False),
        ("2027-01-03 20:59", False),
        ("2027-01-04 16:00", True),
    ],
)
def test_childline_rests_over_new_year(at: str, expected: bool) -> None:
    assert is_open("jp-childline", at) is expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-12-28 10:00", True),
        ("2026-12-29 10:00", False),
        ("2027-01-04 10:00", True),
        ("2026-11-23 10:00", False),  # Labour Thanksgiving Day
        ("2026-11-24 10:00", True),
        ("2026-05-06 10:00", False),  # Sunday 3 May is made up for on Wednesday
        ("2026-09-22 10:00", False),  # a bridge between two holidays
        ("2027-03-22 10:00", False),  # the equinox falls on a Sunday
        ("2026-11-28 10:00", False),  # a Saturday
    ],
)
def test_office_lines_keep_holidays(at: str, expected: bool) -> None:
    assert is_open("jp-kodomo-jinken-110", at) is expected


def test_a_range_from_the_28th_to_the_4th_closes_both_ends() -> None:
    line = _fixed([{"days": ["daily"], "start": "09:00", "end": "17:00"}], closed=["12-28/01-04"])
    days = ["2026-12-27", "2026-12-28", "2027-01-04", "2027-01-05"]
    assert [open_at(line, tokyo(f"{day} 12:00")).is_open for day in days] == [True, False, False, True]
    assert open_at(line, tokyo("2026-12-28 12:00")).opens == tokyo("2027-01-05 09:00")


def test_only_the_named_mondays_of_a_month_count() -> None:
    line = trusted("jp-childline-chat")
    mondays = ["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30"]
    assert [open_at(line, tokyo(f"{day} 17:00")).is_open for day in mondays] == [True, False, True, False, False]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-23 22:29:59", False),
        ("2026-11-23 22:30:00", True),  # Monday
        ("2026-11-24 02:29:59", True),
        ("2026-11-24 02:30:00", False),
        ("2026-11-24 17:00:00", True),  # Tuesday begins earlier
    ],
)
def test_a_night_line_runs_past_midnight(at: str, expected: bool) -> None:
    assert is_open("jp-tokyo-jisatsu-boushi", at) is expected


def test_a_night_that_began_before_the_holidays_is_still_finished() -> None:
    line = _fixed([{"days": ["daily"], "start": "22:00", "end": "26:00"}], closed=["12-28/01-04"])
    assert open_at(line, tokyo("2026-12-28 01:59:59")).is_open
    assert not open_at(line, tokyo("2026-12-28 02:00")).is_open
    assert not open_at(line, tokyo("2027-01-05 01:00")).is_open


def test_hours_that_touch_are_one_stretch() -> None:
    line = _fixed(
        [{"days": ["daily"], "start": "00:00", "end": "12:00"}, {"days": ["daily"], "start": "12:00", "end": "23:00"}]
    )
    assert open_at(line, tokyo("2026-11-24 03:00")).until == tokyo("2026-11-24 23:00")


def test_a_line_abroad_keeps_its_own_clock_through_summer_time() -> None:
    line = trusted("dk-livslinien")  # 9:00 to 5:00 in Copenhagen
    winter, summer = datetime(2026, 12, 1, 8, 0, tzinfo=UTC), datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
    assert [open_at(line, moment).is_open for moment in (winter, summer)] == [True, True]
    assert not open_at(line, winter - timedelta(seconds=1)).is_open
    assert not open_at(line, summer - timedelta(seconds=1)).is_open


@pytest.mark.parametrize("line_id", ["jp-188", "jp-tell", "jp-kokoro-dial", "jp-9999", "cn-12356", "jp-8000"])
def test_where_hours_differ_nobody_is_told_open_or_closed(line_id: str) -> None:
    assert open_at(trusted(line_id), tokyo("2026-11-24 12:00")) == UNKNOWN


def test_a_line_on_which_sources_disagree_shows_no_clock() -> None:
    line = replace(trusted("jp-childline"), confidence=Confidence.LOW)
    assert open_at(line, tokyo("2026-11-24 17:00")) == UNKNOWN


def test_a_line_nobody_looked_at_for_a_year_shows_no_clock() -> None:
    line = replace(trusted("jp-yorisoi"), checked=date(2025, 11, 24))
    assert open_at(line, tokyo("2026-11-24 23:59")).is_open
    assert open_at(line, tokyo("2026-11-25 00:00")) == UNKNOWN


def test_the_holidays_we_rely_on_are_those_of_the_calendar() -> None:
    assert [day for day in range(1, 32) if is_holiday(date(2026, 5, day))] == [3, 4, 5, 6]
    assert [day for day in range(1, 31) if is_holiday(date(2026, 9, day))] == [21, 22, 23]


def _fixed(hours: list[dict[str, object]], **other: object):  # type: ignore[no-untyped-def]  # a Line
    return a_line(hours_kind="fixed", hours=hours, holidays="open", hours_words=WORDS, **other)
