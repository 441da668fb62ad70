"""Refuse lines that could send somebody to the wrong number, whether a file or a person says so."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import permutations

import phonenumbers

from app.referrals.lines import Channel, Hours, HoursKind, Line, digits
from app.referrals.listing import Listing

LONG = 9  # shorter numbers are real neighbours of each other (188, 189), so only long ones can be near misses
LONGEST_CODE = 4  # 119, 188, #8000; nothing in Japan is longer than a code and shorter than a number
AROUND_THE_CLOCK = ("24時間", "24/7", "24 hours", "24-hour")
FREE_WORDS = ("無料", "フリーダイヤル", "free")
WRITTEN_NUMBER = re.compile(r"\d(?:[ -]?\d){6,}")  # a number in a sentence would escape every other check


class WrongLines(Exception):
    """The file contradicts itself or what is known; the message names every line concerned."""


def check(listing: Listing) -> Listing:
    """Give the listing back, or raise WrongLines with everything that is wrong."""
    if wrong := [f"{name}: {what}" for name, what in faults(listing)]:
        raise WrongLines("app/referrals/data/lines.toml\n" + "\n".join(wrong))
    return listing


Fault = tuple[str, str]


def faults(listing: Listing) -> Iterator[Fault]:
    """Everything that is wrong: which line or number, and what."""
    yield from _repeated(listing)
    yield from _near_misses(listing)
    for line in listing.lines:
        yield from ((line.id, what) for what in _of_line(line, listing))


def _repeated(listing: Listing) -> Iterator[Fault]:
    ids = Counter(line.id for line in listing.lines)
    yield from ((name, "is listed twice") for name, count in ids.items() if count > 1)
    numbers = Counter(_numbered(listing))
    yield from ((country, f"two lines with {number}") for (country, number), count in numbers.items() if count > 1)


def _near_misses(listing: Listing) -> Iterator[Fault]:
    known = [each for each in _numbered(listing) if len(each[1]) >= LONG]
    for (country, number), (other_country, other) in permutations(known, 2):
        if country == other_country and is_near_miss(number, other):
            yield number, f"looks like a misprint of {other}"


def _numbered(listing: Listing) -> list[tuple[str, str]]:
    return [(line.country, digits(number)) for line in listing.lines for number in _numbers(line)]


def _numbers(line: Line) -> list[str]:
    return [*([line.number] if line.number else []), *(other.number for other in line.others)]


def is_near_miss(one: str, other: str) -> bool:
    """Different, but one slip apart: a digit wrong, missing, doubled, or two neighbours swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        places = [place for place in range(len(one)) if one[place] != other[place]]
        first, last = places[0], places[-1]
        is_swap = last - first == 1 and one[first] == other[last] and one[last] == other[first]
        return len(places) == 1 or (len(places) == 2 and is_swap)
    short, long = sorted((one, other), key=len)
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def _of_line(line: Line, listing: Listing) -> Iterator[str]:
    for rule in RULES:
        yield from rule(line, listing)


def _number_is_alive(line: Line, listing: Listing) -> Iterator[str]:
    refused = listing.refused.dead | listing.refused.misprints
    yield from (f"{number} is refused" for number in _numbers(line) if (line.country, digits(number)) in refused)
    if line.line_id in listing.refused.line_ids:
        yield f"{line.line_id} is refused"


def _number_can_exist(line: Line, _listing: Listing) -> Iterator[str]:
    if line.country == "JP":
        yield from (f"{number} cannot be a number in Japan" for number in _numbers(line) if not _can_exist(number))
    if line.channel is Channel.PHONE and not line.number:
        yield "a telephone line needs its number"


def _can_exist(number: str) -> bool:
    if len(digits(number)) < LONG:
        return len(digits(number)) <= LONGEST_CODE
    return phonenumbers.is_valid_number(phonenumbers.parse(number, "JP"))


def _cost_is_honest(line: Line, listing: Listing) -> Iterator[str]:
    if line.cost not in listing.cost:
        yield f"unknown cost {line.cost!r}"
        return
    paid = [(line.number or "", line.cost), *((other.number, other.cost) for other in line.others)]
    yield from (f"{number} is paid" for number, cost in paid if number.startswith("0570") and cost != "call_charge")
    if line.cost == "call_charge":
        yield from (f"{word!r} about a paid line" for word in FREE_WORDS if word in _said(line))
        if "通話料" not in listing.cost["call_charge"].ja:
            yield "a paid line must say 通話料"


def _hours_are_honest(line: Line, _listing: Listing) -> Iterator[str]:
    if line.hours.kind is not HoursKind.ALWAYS:
        yield from (f"{word!r} about a line that closes" for word in AROUND_THE_CLOCK if word in _said(line))
        if line.hours_words is None:
            yield "hours in words are missing"
    if line.hours.kind is HoursKind.FIXED:
        yield from _fixed_hours(line.hours)
    if line.hours.keeps_holidays and line.country != "JP":
        yield "only Japanese holidays are known"


def _fixed_hours(hours: Hours) -> Iterator[str]:
    if not hours.spans:
        yield "fixed hours need hours"
    for span in hours.spans:
        if not 0 <= span.start < span.end <= 48 * 60 or span.end - span.start > 24 * 60 or span.start >= 24 * 60:
            yield "hours that end before they begin, or last longer than a day"
        if bool(span.days) == bool(span.dates):
            yield "hours need either weekdays or dates"


def _is_complete(line: Line, _listing: Listing) -> Iterator[str]:
    if type(line.checked) is not date:
        yield "checked must be a date"
    texts = (line.name.ja, line.name.en, line.about.ja, line.about.en, *line.audience, *line.topics, *line.languages)
    if not (all(texts) and line.audience and line.topics and line.languages):
        yield "name, about, audience, topics and languages must say something"
    yield from (f"{url} must begin with https://" for url in (line.url,) if url and not url.startswith("https://"))
    if not line.official.startswith(("https://", "http://")):
        yield "the official page is missing"


def _words_hold_no_number(line: Line, _listing: Listing) -> Iterator[str]:
    for text in _texts(line):
        yield from (f"{number} is written out in words" for number in WRITTEN_NUMBER.findall(text))


def _said(line: Line) -> str:
    return " ".join(_texts(line))


def _texts(line: Line) -> list[str]:
    words = (line.name, line.about, *(each for each in (line.hours_words, line.note) if each))
    return [text for each in words for text in (each.ja, each.en)]


Check = Callable[[Line, Listing], Iterator[str]]
RULES: tuple[Check, ...] = (
    _number_is_alive,
    _number_can_exist,
    _cost_is_honest,
    _hours_are_honest,
    _is_complete,
    _words_hold_no_number,
)
