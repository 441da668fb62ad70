"""Hours as a lead types them, to and from the shape of lines.toml.

「毎日 16:00-21:00」「月-金 9:00-17:15」「月[1,3] 16:00-21:00」「10日 8:00-32:00」, one on each line.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.referrals.listing import WEEKDAYS

DAYS = "月火水木金土日"
EVERY_DAY = "毎日"
DASHES = str.maketrans(dict.fromkeys("〜～~–—―−ー‐‑", "-") | dict.fromkeys("、，,・", " "))
HOURS = re.compile(r"(?P<when>\S.*?)\s+(?P<start>\d{1,2}:\d\d)\s*-\s*(?P<end>\d{1,2}:\d\d)")
WEEKLY = re.compile(r"(?P<days>[月火水木金土日 -]+?)\s*(?:\[(?P<nth>[1-5][1-5 ]*)\])?")
MONTHLY = re.compile(r"\d{1,2}日(?:\s+\d{1,2}日)*")
CLOSED = re.compile(r"(\d{1,2})[/月](\d{1,2})日?\s*-\s*(\d{1,2})[/月](\d{1,2})日?")
LEAP_YEAR = 2024  # 29 February is a date, too


class Unreadable(Exception):
    """Nobody could say what these hours mean; the message is the line of text."""


def said(hours: Sequence[Mapping[str, Any]] | None) -> str:
    """Hours of an entry as text, one line each."""
    return "\n".join(f"{_when(span)} {span['start']}-{span['end']}" for span in hours or ())


def read(text: str) -> list[dict[str, Any]]:
    """Text to hours; raises Unreadable with the first line that makes no sense."""
    return [_span(line) for line in _lines(text)]


def said_closed(closed: Sequence[str] | None) -> str:
    """The days on which a line is closed every year, one range a line."""
    return "\n".join(each.replace("/", "～").replace("-", "/").replace("～", "-") for each in closed or ())


def read_closed(text: str) -> list[str]:
    """「12/29-1/3」 to 「12-29/01-03」; raises Unreadable for days there are not."""
    return [_range(line) for line in _lines(text)]


def _lines(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).translate(DASHES)
    return [line.strip() for line in plain.split("\n") if line.strip()]


def _when(span: Mapping[str, Any]) -> str:
    if "on" in span:
        return " ".join(f"{day}日" for day in span["on"])
    if span["days"] == ["daily"]:
        return EVERY_DAY
    nth = f"[{','.join(map(str, span['nth']))}]" if span.get("nth") else ""
    return "".join(DAYS[WEEKDAYS.index(day)] for day in span["days"]) + nth


def _span(line: str) -> dict[str, Any]:
    found = HOURS.fullmatch(line)
    if found is None:
        raise Unreadable(line)
    return _days(found["when"], line) | {"start": _padded(found["start"]), "end": _padded(found["end"])}


def _days(when: str, line: str) -> dict[str, Any]:
    if when == EVERY_DAY:
        return {"days": ["daily"]}
    if MONTHLY.fullmatch(when):
        return {"on": [_day_of_month(day, line) for day in re.findall(r"\d+", when)]}
    weekly = WEEKLY.fullmatch(when)
    if weekly is None or not (days := _weekdays(weekly["days"])):
        raise Unreadable(line)
    nth = {"nth": [int(number) for number in weekly["nth"].split()]} if weekly["nth"] else {}
    return {"days": days} | nth


def _weekdays(text: str) -> list[str]:
    """月-金, 月水金, 月-水 土: a dash is a range, everything else stands for itself."""
    plain = re.sub(r"\s*-\s*", "-", text)
    spread = re.sub(r"(\w)-(\w)", lambda pair: _range_of_days(pair[1], pair[2]), plain)
    return [WEEKDAYS[place] for place, day in enumerate(DAYS) if day in spread]


def _range_of_days(first: str, last: str) -> str:
    begin, end = DAYS.index(first), DAYS.index(last)
    return DAYS[begin : end + 1] if begin <= end else DAYS[begin:] + DAYS[: end + 1]


def _day_of_month(day: str, line: str) -> int:
    if not 1 <= int(day) <= 31:
        raise Unreadable(line)
    return int(day)


def _padded(clock: str) -> str:
    hours, minutes = clock.split(":")
    if int(minutes) > 59:
        raise Unreadable(clock)
    return f"{int(hours):02}:{minutes}"


def _range(line: str) -> str:
    found = CLOSED.fullmatch(line)
    try:
        numbers = [int(number) for number in found.groups()] if found else []
        first, last = date(LEAP_YEAR, *numbers[:2]), date(LEAP_YEAR, *numbers[2:])
    except (TypeError, ValueError):
        raise Unreadable(line) from None
    return f"{first:%m-%d}/{last:%m-%d}"
