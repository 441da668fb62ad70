"""A line somebody can talk to, and the file they are kept in."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

DATA = Path(__file__).parent / "data" / "lines.toml"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = frozenset(range(7))


class Channel(StrEnum):
    """How one talks with a line."""

    PHONE = "phone"
    WEBCHAT = "webchat"
    LINE = "line"
    SMS = "sms"
    DIRECTORY = "directory"
    LOCAL = "local"
    RELAY = "relay"


class HoursKind(StrEnum):
    """How much is known about when a line is open."""

    ALWAYS = "24h"
    FIXED = "fixed"
    VARIES = "varies"
    SEASONAL = "seasonal"
    SEE_SITE = "see_site"


class Confidence(StrEnum):
    """How well the sources agree."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Words:
    """One text in every language we write ourselves; never machine text."""

    ja: str
    en: str

    def said_in(self, locale: str) -> str:
        return self.en if locale == "en" else self.ja


@dataclass(frozen=True, slots=True)
class Span:
    """Hours of one day, in minutes after its midnight; `end` may lie beyond 24:00. Either weekdays or dates."""

    start: int
    end: int
    days: frozenset[int] = frozenset()
    nth: frozenset[int] = frozenset()
    dates: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Hours:
    """When a line is open: local time of the line's zone. `closed` are ((month, day), (month, day)), inclusive."""

    kind: HoursKind
    spans: tuple[Span, ...] = ()
    keeps_holidays: bool = False
    closed: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


@dataclass(frozen=True, slots=True)
class Other:
    """A second number of the same line."""

    label: Words
    number: str
    cost: str


@dataclass(frozen=True, slots=True)
class Line:
    """What we know about one line. `checked` is the date of the newest evidence."""

    id: str
    country: str
    zone: ZoneInfo
    channel: Channel
    name: Words
    about: Words
    hours: Hours
    hours_words: Words | None
    audience: frozenset[str]
    topics: frozenset[str]
    languages: tuple[str, ...]
    cost: str
    official: str
    checked: date
    confidence: Confidence
    number: str | None = None
    others: tuple[Other, ...] = ()
    line_id: str | None = None
    url: str | None = None
    languages_words: Words | None = None
    official_unverified: bool = False
    listed: bool = True

    @property
    def tel(self) -> str | None:
        """The address to dial. None for text messages and for # codes, which iPhones refuse in links."""
        return tel_of(self.number) if self.channel is Channel.PHONE else None

    @property
    def is_silent(self) -> bool:
        """Can one use it without being heard?"""
        return self.channel in {Channel.WEBCHAT, Channel.LINE, Channel.SMS}

    @property
    def is_for_parents(self) -> bool:
        return bool(self.audience & {"parent", "anyone"})


@dataclass(frozen=True, slots=True)
class Refused:
    """Numbers that must never be listed: dead ones, and usual misprints of living ones."""

    dead: frozenset[tuple[str, str]]
    misprints: frozenset[tuple[str, str]]
    line_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Listing:
    """The whole file."""

    lines: tuple[Line, ...]
    cost: Mapping[str, Words]
    refused: Refused


def digits(number: str) -> str:
    """Only the digits count when numbers are compared."""
    return re.sub(r"\D", "", number)


def tel_of(number: str | None) -> str | None:
    """Derive the dialling address from the number as people write it."""
    return None if number is None or "#" in number or "*" in number else f"tel:{digits(number)}"


def read(path: Path = DATA) -> Listing:
    """Read the file; KeyError, TypeError or ValueError when something is missing or makes no sense."""
    table = tomllib.loads(path.read_text("utf-8"))
    cost = {name: Words(**words) for name, words in table["cost"].items()}
    return Listing(tuple(_line(entry) for entry in table["line"]), cost, _refused(table["refused"]))


def _line(entry: Mapping[str, Any]) -> Line:
    given = dict(entry)
    for name in ("name", "about", "hours_words", "languages_words"):
        given[name] = Words(**given[name]) if name in given else None
    given |= {
        "zone": ZoneInfo(given["zone"]),
        "channel": Channel(given["channel"]),
        "confidence": Confidence(given["confidence"]),
        "hours": _hours(given),
        "others": tuple(
            Other(Words(**other["label"]), other["number"], other["cost"]) for other in given.get("others", ())
        ),
        "audience": frozenset(given["audience"]),
        "topics": frozenset(given["topics"]),
        "languages": tuple(given["languages"]),
    }
    for only_for_hours in ("hours_kind", "holidays", "closed"):
        given.pop(only_for_hours, None)
    return Line(**given)


def _hours(entry: Mapping[str, Any]) -> Hours:
    kind = HoursKind(entry["hours_kind"])
    if kind is HoursKind.FIXED and entry["holidays"] not in {"open", "closed"}:
        raise ValueError(f"{entry['id']}: fixed hours need to know about holidays")
    return Hours(
        kind,
        tuple(_span(span) for span in entry.get("hours", ())),
        keeps_holidays=entry.get("holidays") == "closed",
        closed=tuple(_range(text) for text in entry.get("closed", ())),
    )


def _span(span: Mapping[str, Any]) -> Span:
    dates = frozenset(span.get("on", ()))
    days = EVERY_DAY if span.get("days") == ["daily"] else frozenset(map(WEEKDAYS.index, span.get("days", ())))
    return Span(_minutes(span["start"]), _minutes(span["end"]), days, frozenset(span.get("nth", ())), dates)


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _range(text: str) -> tuple[tuple[int, int], tuple[int, int]]:
    first, last = (tuple(map(int, day.split("-"))) for day in text.split("/"))
    return (first[0], first[1]), (last[0], last[1])


def _refused(table: Mapping[str, Any]) -> Refused:
    def numbers(name: str) -> frozenset[tuple[str, str]]:
        return frozenset((entry["country"], digits(entry["number"])) for entry in table[name])

    return Refused(numbers("dead"), numbers("misprints"), frozenset(table["line_ids"]))
