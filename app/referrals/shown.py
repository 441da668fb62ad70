"""A line as texts ready for a page, in the words the component templates/components/care.html expects."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from babel import Locale
from babel.dates import format_skeleton
from flask_babel import gettext as _

from app import i18n
from app.referrals import directory
from app.referrals.hours import Opening, open_at
from app.referrals.lines import HoursKind, Line, tel_of

MOST_LANGUAGES = 4
DAYS_IN = {"en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything a card says about a line; None is left out."""

    id: str
    name: str
    about: str
    number: str | None
    tel: str | None
    url: str | None
    silent: bool
    cost: str | None
    languages: str | None
    hours: str | None
    is_open: bool | None
    until: str | None
    opens: str | None
    others: tuple[tuple[str, str, str | None, str], ...] = ()  # label, number, tel, cost
    note: str | None = None


def shown(line: Line, moment: datetime, locale: str) -> Shown:
    """Put a line into words for this moment and language."""
    opening = open_at(line, moment)
    return Shown(
        id=line.id,
        name=line.name.said_in(locale),
        about=line.about.said_in(locale),
        number=line.number or line.line_id,
        tel=line.tel,
        url=line.url,
        silent=line.is_silent,
        cost=_cost(line, locale),
        languages=_languages(line, locale),
        hours=_hours(line, opening, locale),
        is_open=opening.is_open,
        until=_time(opening.until, moment, line),
        opens=_time(opening.opens, moment, line),
        others=_others(line, locale),
        note=line.note.said_in(locale) if line.note else None,
    )


def _others(line: Line, locale: str) -> tuple[tuple[str, str, str | None, str], ...]:
    costs = directory.listing().cost
    return tuple(
        (each.label.said_in(locale), each.number, tel_of(each.number), costs[each.cost].said_in(locale))
        for each in line.others
    )


def _cost(line: Line, locale: str) -> str | None:
    return directory.listing().cost[line.cost].said_in(locale) if line.number or line.is_silent else None


def _languages(line: Line, locale: str) -> str | None:
    if line.languages_words:
        return line.languages_words.said_in(locale)
    if line.languages == (locale,):
        return None
    names = [Locale.parse(code, sep="-").get_display_name(locale) or code for code in line.languages]
    text = ("・" if locale == "ja" else ", ").join(names[:MOST_LANGUAGES])
    return _("%(languages)sなど", languages=text) if len(names) > MOST_LANGUAGES else text


def _hours(line: Line, opening: Opening, locale: str) -> str | None:
    if line.hours_words:
        return line.hours_words.said_in(locale)
    if line.hours.kind is HoursKind.ALWAYS and opening.is_open is None:
        return _("24時間（しばらく確かめられていません）")
    return None


def _time(then: datetime | None, moment: datetime, line: Line) -> str | None:
    """When, the way one says it on the day: 21:00, あした8:00, 月曜 8:30, 1月5日 8:30."""
    if then is None:
        return None
    hour = f"{then.hour}:{then.minute:02}"
    here = moment.astimezone(line.zone).date()
    if then.date() == here:
        return hour
    if then.date() == here + timedelta(days=1):
        return _("あした%(time)s", time=hour)
    # A month in letters: 5/1 is May to some readers of English and January to others.
    day = format_skeleton("MMMMd", then, locale=DAYS_IN.get(i18n.locale(), i18n.locale()))
    return _("%(day)s %(time)s", day=day, time=hour)
