"""The file of lines, read as it is, under what leads corrected; whether it can be trusted is for checks.py."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.referrals.facts import Facts, layered
from app.referrals.lines import Channel, Confidence, Hours, HoursKind, Line, Other, Span, Words, digits

DATA = Path(__file__).parent / "data" / "lines.toml"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = frozenset(range(7))


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


def read(path: Path = DATA, corrected: Mapping[str, Facts] | None = None) -> Listing:
    """Read the file; KeyError, TypeError or ValueError when something is missing or makes no sense."""
    table, known = _table(path), corrected or {}
    cost = {name: Words(**words) for name, words in table["cost"].items()}
    lines = tuple(_line(layered(entry, known.get(entry["id"]))) for entry in table["line"])
    return Listing(lines, cost, _refused(table["refused"]))


@cache
def entries() -> Mapping[str, Mapping[str, Any]]:
    """What the file we ship says about each line, as written there."""
    return {entry["id"]: entry for entry in _table(DATA)["line"]}


@cache
def _table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _line(entry: Mapping[str, Any]) -> Line:
    given = dict(entry)
    for optional in ("hours_words", "languages_words", "note"):
        given[optional] = Words(**given[optional]) if optional in given else None
    given |= {
        "name": Words(**given["name"]),
        "about": Words(**given["about"]),
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
