"""A line somebody can talk to, and what we know about it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo


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
    note: Words | None = None
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


def digits(number: str) -> str:
    """Only the digits count when numbers are compared, however wide they were typed."""
    return re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", number))


def tel_of(number: str | None) -> str | None:
    """Derive the dialling address from the number as people write it."""
    return None if number is None or "#" in number or "*" in number else f"tel:{digits(number)}"
