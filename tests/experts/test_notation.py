"""Hours as a lead types them."""

from datetime import date

import pytest

from app.experts import notation


def test_hours_are_read_and_written_the_same_way() -> None:
    week = notation.week("木 20:00-22:00\n土曜日 10:00〜12:00 13:00-15:00\nsun 22:00-1:00")
    assert week == {3: [(1200, 1320)], 5: [(600, 720), (780, 900)], 6: [(1320, 1500)]}
    assert notation.week(notation.written_week(week)) == week
    days = notation.days("2026-12-29 休み\n2027-01-05 10:00-12:00")
    assert days == {date(2026, 12, 29): [], date(2027, 1, 5): [(600, 720)]}
    assert notation.days(notation.written_days(days)) == days


@pytest.mark.parametrize(
    "line", ["木", "木 夜", "週 20:00-22:00", "木 25:00-26:00", "木 20:00-22:00 ごろ", "木 20:61-22:00"]
)
def test_a_line_that_says_no_hours_is_named(line: str) -> None:
    assert notation.wrong_week(f"月 10:00-11:00\n{line}") == line


@pytest.mark.parametrize("line", ["あした 休み", "2026-13-01 休み", "2026-12-29", "2026-12-29 お休みかも"])
def test_a_day_that_says_nothing_is_named(line: str) -> None:
    assert notation.wrong_days(line) == line


def test_nothing_typed_is_nothing_wrong() -> None:
    assert (notation.wrong_week(""), notation.wrong_days(" \n")) == ("", "")
