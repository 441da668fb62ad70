"""When a room is open: weeks, midnights, holidays, days that are different, and clocks that change elsewhere."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.openings import Calendar, is_holiday, next_opening, open_now, opening_number, periods

TOKYO, BERLIN = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Berlin")
THURSDAY, SUNDAY, MONDAY = 3, 6, 0
EVENING = {THURSDAY: [(20 * 60, 22 * 60)]}
LATE = {THURSDAY: [(22 * 60, 25 * 60)]}


def tokyo(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=TOKYO)  # type: ignore[misc, arg-type]  # year, month, day, hour, minute


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (tokyo(2026, 11, 26, 19, 59), False),
        (tokyo(2026, 11, 26, 20, 0), True),
        (tokyo(2026, 11, 26, 21, 59), True),
        (tokyo(2026, 11, 26, 22, 0), False),
        (tokyo(2026, 11, 27, 20, 30), False),
    ],
)
def test_a_room_opens_to_the_minute_and_its_end_is_outside(moment: datetime, is_open: bool) -> None:
    assert (open_now(Calendar(TOKYO, EVENING), moment) is not None) is is_open


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (tokyo(2026, 11, 26, 23, 59), True),
        (tokyo(2026, 11, 27, 0, 0), True),
        (tokyo(2026, 11, 27, 0, 59), True),
        (tokyo(2026, 11, 27, 1, 0), False),
        (tokyo(2026, 11, 26, 0, 30), False),
    ],
)
def test_a_thursday_night_goes_on_after_midnight_and_wednesdays_does_not(moment: datetime, is_open: bool) -> None:
    assert (open_now(Calendar(TOKYO, LATE), moment) is not None) is is_open


def test_hours_that_touch_at_midnight_are_one_opening() -> None:
    calendar = Calendar(TOKYO, {THURSDAY: [(22 * 60, 24 * 60)], 4: [(0, 60)]})
    found = open_now(calendar, tokyo(2026, 11, 26, 23, 0))
    assert found is not None
    assert found.ends == tokyo(2026, 11, 27, 1, 0)


def test_holidays_are_kept_unless_the_room_works_on_them_or_says_something_about_the_day() -> None:
    labour_thanksgiving = date(2026, 11, 23)
    assert is_holiday(labour_thanksgiving)
    assert is_holiday(date(2027, 3, 22)), "a substitute for a Sunday"
    week = {MONDAY: [(20 * 60, 22 * 60)]}
    moment = tokyo(2026, 11, 23, 20, 30)
    assert open_now(Calendar(TOKYO, week), moment) is None
    assert open_now(Calendar(TOKYO, week, keeps_holidays=False), moment) is not None
    assert open_now(Calendar(TOKYO, week, {labour_thanksgiving: [(20 * 60, 21 * 60)]}), moment) is not None


def test_a_day_that_is_different_replaces_the_week_and_no_hours_mean_closed() -> None:
    other = {date(2026, 11, 26): [], date(2026, 11, 27): [(10 * 60, 11 * 60)]}
    calendar = Calendar(TOKYO, EVENING, other)
    assert open_now(calendar, tokyo(2026, 11, 26, 20, 30)) is None
    following = next_opening(calendar, tokyo(2026, 11, 26, 12, 0))
    assert following is not None
    assert following.begins == tokyo(2026, 11, 27, 10, 0)


def test_the_room_keeps_its_own_wall_clock_when_the_clocks_change_there() -> None:
    calendar = Calendar(BERLIN, {SUNDAY: [(9 * 60, 10 * 60)]}, keeps_holidays=False)
    before, after = datetime(2026, 10, 18, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)
    summer, winter = (next_opening(calendar, moment) for moment in (before, after))
    assert summer is not None
    assert winter is not None
    assert summer.begins == datetime(2026, 10, 18, 7, tzinfo=UTC)
    assert winter.begins == datetime(2026, 10, 25, 8, tzinfo=UTC), "an hour later for everybody else"


@pytest.mark.parametrize("reader", ["America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"])
def test_where_the_reader_is_does_not_matter(reader: str) -> None:
    moment = tokyo(2026, 11, 26, 20, 30).astimezone(ZoneInfo(reader))
    assert open_now(Calendar(TOKYO, EVENING), moment) is not None


def test_a_whole_year_agrees_with_looking_at_every_quarter_of_an_hour() -> None:
    calendar = Calendar(TOKYO, {**EVENING, SUNDAY: [(23 * 60, 26 * 60)], MONDAY: [(60, 180)]})
    start = tokyo(2026, 1, 1, 0, 0)
    found = []
    for period in periods(calendar, start):
        if period.begins > start + timedelta(days=50):
            break
        found.append(period)
    for quarter in range(50 * 96):
        moment = start + timedelta(minutes=15 * quarter)
        assert any(period.holds(moment) for period in found) is plainly_open(calendar, moment), moment


def plainly_open(calendar: Calendar, moment: datetime) -> bool:
    """The same, said by hand: what began yesterday and what began today."""
    wall = moment.astimezone(TOKYO)
    for back in (0, 1):
        day = wall.date() - timedelta(days=back)
        minute = wall.hour * 60 + wall.minute + back * 1440
        spans = [] if is_holiday(day) else calendar.week.get(day.weekday(), [])
        if any(begins <= minute < ends for begins, ends in spans):
            return True
    return False


def test_openings_are_counted_from_the_one_that_is_going_on() -> None:
    calendar = Calendar(TOKYO, EVENING)
    inside = tokyo(2026, 11, 26, 21, 0)
    numbered = [opening_number(calendar, inside, ahead) for ahead in range(3)]
    assert [each.begins.astimezone(TOKYO).day for each in numbered if each] == [26, 3, 10]


def test_a_room_without_hours_never_opens_and_says_so() -> None:
    assert open_now(Calendar(TOKYO, {}), tokyo(2026, 11, 26, 20, 0)) is None
    assert next_opening(Calendar(TOKYO, {}), tokyo(2026, 11, 26, 20, 0)) is None
