"""A whole year on a fake clock, compared with a slow oracle that asks about every single minute.

The oracle reads the file itself, knows its holidays from a printed calendar, and never builds an interval.
"""

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.referrals import listing
from app.referrals.hours import open_at
from app.referrals.lines import Line
from tests.referrals.clocks import a_line, an_entry, trusted

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
BEGINS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 15, tzinfo=UTC)
CLOCK = [[f"{hour:02}:{minute:02}" for minute in range(60)] for hour in range(48)]
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
CALENDAR = """
2026-01-01 2026-01-12 2026-02-11 2026-02-23 2026-03-20 2026-04-29 2026-05-03 2026-05-04 2026-05-05 2026-05-06
2026-07-20 2026-08-11 2026-09-21 2026-09-22 2026-09-23 2026-10-12 2026-11-03 2026-11-23 2027-01-01 2027-01-11
""".split()
EVERYTHING_AT_ONCE = {
    "id": "jp-everything",
    "hours_kind": "fixed",
    "hours_words": {"ja": "いろいろ", "en": "various"},
    "holidays": "closed",
    "closed": ["12-28/01-04", "08-13/08-15"],
    "hours": [
        {"days": ["mon"], "nth": [1, 3, 5], "start": "16:00", "end": "21:00"},
        {"days": ["tue", "sun"], "start": "22:30", "end": "26:30"},
        {"days": ["wed"], "start": "00:00", "end": "24:00"},
        {"days": ["fri", "sat"], "start": "08:15", "end": "12:00"},
        {"days": ["fri", "sat"], "start": "13:00", "end": "17:45"},
        {"on": [10, 31], "start": "08:00", "end": "32:00"},
    ],
}
DIFFERENT = {
    "jp-inochi-freedial",
    "jp-kodomo-jinken-110",
    "jp-childline-chat",
    "jp-tokyo-jisatsu-boushi",
    "dk-livslinien",
}
FIXED = [entry for entry in tomllib.loads(listing.DATA.read_text("utf-8"))["line"] if entry["id"] in DIFFERENT]
CASES = [
    *((entry, trusted(entry["id"])) for entry in FIXED),
    (an_entry(**EVERYTHING_AT_ONCE), a_line(**EVERYTHING_AT_ONCE)),
]


@pytest.mark.parametrize(("entry", "line"), CASES, ids=[entry["id"] for entry, _line in CASES])
def test_every_minute_of_a_year_agrees_with_the_oracle(entry: dict[str, Any], line: Line) -> None:
    minutes = list(_minutes(entry))
    edges = [index for index, (before, after) in enumerate(pairwise(minutes), 1) if before != after]
    assert len(edges) > 100, "a year has many openings"
    for index, following in pairwise(edges):
        moment, is_open = BEGINS + index * MINUTE, minutes[index]
        _agrees(line, moment - SECOND, not is_open, moment)
        _agrees(line, moment, is_open, BEGINS + following * MINUTE)
        _agrees(line, moment + (following - index) // 2 * MINUTE, is_open, BEGINS + following * MINUTE)


def _agrees(line: Line, moment: datetime, is_open: bool, changes: datetime) -> None:
    said = open_at(line, moment)
    assert said.is_open is is_open, moment
    assert (said.until if is_open else said.opens) == changes, moment


def _minutes(entry: dict[str, Any]) -> Iterator[bool]:
    zone, moment = ZoneInfo(entry["zone"]), BEGINS
    today, began_today, began_yesterday = date.min, [], []
    while moment < ENDS:
        here = moment.astimezone(zone)
        if here.date() != today:
            today = here.date()
            began_yesterday = list(_hours_of(entry, today - timedelta(days=1)))
            began_today = list(_hours_of(entry, today))
        now, later = CLOCK[here.hour][here.minute], CLOCK[here.hour + 24][here.minute]
        yield any(start <= now < end for start, end in began_today) or any(
            start <= later < end for start, end in began_yesterday
        )
        moment += MINUTE


def _hours_of(entry: dict[str, Any], date: date) -> Iterator[tuple[str, str]]:
    day = date.isoformat()
    if entry["holidays"] == "closed" and day in CALENDAR:
        return
    for closed in entry.get("closed", []):
        first, last = closed.split("/")
        if (first <= day[5:] <= last) if first <= last else (day[5:] >= first or day[5:] <= last):
            return
    dated = [rule for rule in entry["hours"] if date.day in rule.get("on", [])]
    for rule in dated or [rule for rule in entry["hours"] if "days" in rule]:
        same_weekdays = [n for n in range(1, date.day + 1) if (date.day - n) % 7 == 0]
        named = dated or rule["days"] == ["daily"] or WEEK[date.weekday()] in rule["days"]
        if named and len(same_weekdays) in rule.get("nth", [1, 2, 3, 4, 5]):
            yield rule["start"], rule["end"]
