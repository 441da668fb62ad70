"""Hours as a lead types them, one line for each day: 木 20:00-22:00, 2026-12-29 休み, 2027-01-05 10:00-12:00 13:00-15:00."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from app.openings import MINUTES_OF_A_DAY, Span

DAYS = {letter: number for number, letter in enumerate("月火水木金土日")} | {
    name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
}
LETTERS = "月火水木金土日"
CLOSED = {"休み", "closed"}
SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–~〜]\s*(\d{1,2}):(\d{2})")

Week = dict[int, list[Span]]
Days = dict[date, list[Span]]


def week(text: str) -> Week:
    """The week that a text says; lines that cannot be read are left out (`wrong_week` finds them)."""
    return {day: spans for _line, day, spans in _week_lines(text) if day is not None and spans}


def wrong_week(text: str) -> str:
    """The first line that says no day and hours; empty when all do."""
    return next((line for line, day, spans in _week_lines(text) if day is None or not spans), "")


def days(text: str) -> Days:
    """Single days with other hours, or with none."""
    return {day: spans for _line, day, spans in _day_lines(text) if day is not None and spans is not None}


def wrong_days(text: str) -> str:
    """As `wrong_week`."""
    return next((line for line, day, spans in _day_lines(text) if day is None or spans is None), "")


def written_week(spans_of: Mapping[int, Sequence[Span]]) -> str:
    """The other way round."""
    return "\n".join(f"{LETTERS[day]} {_written(spans_of[day])}" for day in sorted(spans_of) if spans_of[day])


def written_days(spans_of: Mapping[date, Sequence[Span]]) -> str:
    """As `written_week`."""
    return "\n".join(f"{day.isoformat()} {_written(spans_of[day]) or '休み'}" for day in sorted(spans_of))


def _week_lines(text: str) -> Iterator[tuple[str, int | None, list[Span]]]:
    for line in _lines(text):
        name, _space, rest = line.partition(" ")
        yield line, DAYS.get(name.strip().removesuffix("曜日").removesuffix("曜").lower()), _spans(rest) or []


def _day_lines(text: str) -> Iterator[tuple[str, date | None, list[Span] | None]]:
    for line in _lines(text):
        name, _space, rest = line.partition(" ")
        yield line, _date(name), [] if rest.strip().lower() in CLOSED else _spans(rest)


def _lines(text: str) -> list[str]:
    return [line.strip().replace("　", " ") for line in text.splitlines() if line.strip()]


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _spans(text: str) -> list[Span] | None:
    found = [tuple(map(int, each)) for each in SPAN.findall(text)]
    spans = [_span(*each) for each in found]
    is_whole = found and not SPAN.sub("", text).strip(" 、,")
    return [span for span in spans if span] if is_whole and all(spans) else None


def _span(hour: int, minute: int, to_hour: int, to_minute: int) -> Span | None:
    """An end that is not later is on the next day."""
    begins, ends = hour * 60 + minute, to_hour * 60 + to_minute
    if begins >= MINUTES_OF_A_DAY or ends > MINUTES_OF_A_DAY or minute > 59 or to_minute > 59:
        return None
    return begins, ends if ends > begins else ends + MINUTES_OF_A_DAY


def _written(spans: Sequence[Span]) -> str:
    return " ".join(f"{_wall(begins)}-{_wall(ends)}" for begins, ends in sorted(spans))


def _wall(minutes: int) -> str:
    within = minutes if minutes <= MINUTES_OF_A_DAY else minutes - MINUTES_OF_A_DAY
    return f"{within // 60}:{within % 60:02}"
