"""The only place that knows what time it is, and how vaguely to say so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

TOKYO = ZoneInfo("Asia/Tokyo")
NIGHT_BEGINS = 19
NIGHT_ENDS = 6
NAMES = {
    (0, "morning"): _l("けさ"),
    (0, "day"): _l("きょうの昼"),
    (0, "night"): _l("今夜"),
    (1, "morning"): _l("きのうの朝"),
    (1, "day"): _l("きのうの昼"),
    (1, "night"): _l("ゆうべ"),
}

_source: Callable[[], datetime] = lambda: datetime.now(UTC)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _source()


def today() -> date:
    """The present date in Tokyo."""
    return now().astimezone(TOKYO).date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at an aware moment (tests and dry runs only)."""
    global _source  # noqa: PLW0603 - one clock for the whole process is the point
    before, _source = _source, lambda: moment
    try:
        yield
    finally:
        _source = before


def is_night(moment: datetime) -> bool:
    """Is it between 19:00 and 6:00 in Tokyo?"""
    hour = moment.astimezone(TOKYO).hour
    return hour >= NIGHT_BEGINS or hour < NIGHT_ENDS


def to_the_hour(moment: datetime) -> datetime:
    """Cut a moment down to its hour, for everything that need not be known better."""
    return moment.replace(minute=0, second=0, microsecond=0)


def next_hour() -> datetime:
    """The full hour that comes, for everything whose moment would tell too much."""
    return to_the_hour(now()) + timedelta(hours=1)


def tokyo_hour(moment: datetime) -> str:
    """A planned time for members, such as 21:00: only ever for hours that are announced, never for what somebody did."""
    return f"{moment.astimezone(TOKYO):%H:%M}"


def coarse(moment: datetime, seen: datetime | None = None) -> str:
    """Say when something happened the way a person would: けさ, ゆうべ, 3日前 (never a clock time).

    An evening lasts until 4 a.m., so that what was written at 2 a.m. belongs to the night before.
    """
    seen = (seen or now()).astimezone(TOKYO)
    moment = moment.astimezone(TOKYO)
    if seen - moment < timedelta(minutes=15):
        return _("さきほど")
    return _named_day(_days_between(moment, seen), _part_of_day(moment.hour), moment, seen)


def _days_between(moment: datetime, seen: datetime) -> int:
    shift = timedelta(hours=4)
    return ((seen - shift).date() - (moment - shift).date()).days


def _part_of_day(hour: int) -> str:
    if 4 <= hour < 11:
        return "morning"
    if 11 <= hour < 17:
        return "day"
    return "night"


def _named_day(days: int, part: str, moment: datetime, seen: datetime) -> str:
    name = NAMES.get((days, part))
    return str(name) if name is not None else _older(days, moment, seen)


def _older(days: int, moment: datetime, seen: datetime) -> str:
    if days < 7:
        return _("%(days)d日前", days=max(days, 1))
    if days < 14:
        return _("先週")
    if days < 28:
        return _("%(weeks)d週間前", weeks=days // 7)
    return _about(moment.date().replace(day=1), str(get_locale() or "ja"), is_of_this_year=moment.year == seen.year)


@lru_cache(maxsize=1024)
def _about(first_day: date, locale: str, *, is_of_this_year: bool) -> str:
    """“About May”: pages of old threads say it for every post. The language is that of this answer."""
    named = format_date(first_day, "LLLL", locale)
    month = named if is_of_this_year else format_skeleton("yMMMM", first_day, locale=locale)
    return _("%(month)sごろ", month=month)
