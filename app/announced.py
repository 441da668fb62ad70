"""Announced hours in words: a week, single days, and when something opens next. What is announced may be said exactly."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from babel.dates import format_skeleton, get_day_names
from flask_babel import gettext as _

from app import clock, i18n
from app.openings import MINUTES_OF_A_DAY, Calendar, Span

SOON = 7
DAYS_IN = {"en": "en_GB"}


def week(calendar: Calendar) -> list[str]:
    """One sentence for each group of weekdays with the same hours, and one about holidays; nothing without hours."""
    days_of: dict[tuple[Span, ...], list[int]] = {}
    for weekday in sorted(calendar.week):
        days_of.setdefault(tuple(sorted(calendar.week[weekday])), []).append(weekday)
    said = [_("%(days)s %(hours)s", days=_weekdays(days), hours=_spans(spans)) for spans, days in days_of.items()]
    return [*said, _("祝日はお休み")] if said and calendar.keeps_holidays else said


def other_days(other: Mapping[date, Sequence[Span]], until: date) -> list[str]:
    """What is different in the days to come, up to `until`."""
    ahead = [day for day in sorted(other) if clock.today() <= day <= until]
    return [_other_day(day, other[day]) for day in ahead]


def when(moment: datetime) -> str:
    """An hour to come, as one says it on the day and in Tokyo: きょう20時, あした20時, 木曜20時, 12月3日20時."""
    there = moment.astimezone(clock.TOKYO)
    days = (there.date() - clock.today()).days
    hour = _("%(hour)d時", hour=there.hour) if there.minute == 0 else f"{there.hour}:{there.minute:02}"
    if days <= 0:
        return _("きょう%(hour)s", hour=hour)
    if days == 1:
        return _("あした%(hour)s", hour=hour)
    if days < SOON:
        return _("%(weekday)s曜%(hour)s", weekday=_weekdays([there.weekday()]), hour=hour)
    return _("%(day)s %(time)s", day=_date(there.date()), time=hour)


def _other_day(day: date, spans: Sequence[Span]) -> str:
    named = f"{_date(day)}（{_weekdays([day.weekday()])}）" if i18n.locale() == "ja" else _date(day)
    return _("%(day)s %(time)s", day=named, time=_spans(spans)) if spans else _("%(day)sはお休み", day=named)


def _weekdays(days: Iterable[int]) -> str:
    names = get_day_names("abbreviated", locale=i18n.locale())
    return ("・" if i18n.locale() == "ja" else ", ").join(names[day] for day in days)


def _spans(spans: Iterable[Span]) -> str:
    return "・".join(f"{_wall(begins)}–{_wall(ends)}" for begins, ends in sorted(spans))


def _wall(minutes: int) -> str:
    """The end of a day is 24:00, and what lies beyond is said as the clock of the next day."""
    within = minutes % MINUTES_OF_A_DAY or (MINUTES_OF_A_DAY if minutes else 0)
    return f"{within // 60}:{within % 60:02}"


def _date(day: date) -> str:
    return format_skeleton("MMMMd", day, locale=DAYS_IN.get(i18n.locale(), i18n.locale()))


def month(day: date) -> str:
    """2026年5月; May 2026."""
    return format_skeleton("yMMMM", day, locale=DAYS_IN.get(i18n.locale(), i18n.locale()))
