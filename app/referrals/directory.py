"""The lines as the application knows them: the file, read and checked once at start, under what leads corrected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from flask import current_app

from app.referrals import checks
from app.referrals import listing as file
from app.referrals.lines import Line
from app.referrals.listing import Listing

PLACE = "tomoshibi_known_lines"


@dataclass(frozen=True, slots=True)
class Known:
    """A listing that passed every check. left_out: lines whose correction no longer fits, so that the file speaks."""

    listing: Listing
    by_id: Mapping[str, Line]
    left_out: tuple[str, ...] = ()


def knowing(listing: Listing, left_out: Iterable[str] = ()) -> Known:
    """The listing, ready to be asked."""
    return Known(listing, {each.id: each for each in listing.lines}, tuple(left_out))


@cache
def from_file() -> Known:
    """The file alone; raises WrongLines when it could send somebody to the wrong number."""
    try:
        return knowing(checks.check(file.read()))
    except (KeyError, TypeError, ValueError) as unreadable:
        raise checks.WrongLines(f"app/referrals/data/lines.toml cannot be read: {unreadable!r}") from unreadable


def known() -> Known:
    """What this process knows now."""
    return (current_app.extensions.get(PLACE) if current_app else None) or from_file()


def listing() -> Listing:
    """All lines as they are shown now."""
    return known().listing


def line(line_id: str) -> Line:
    """One line; KeyError when there is none of that name."""
    return _as_confirmed(known().by_id[line_id])


def lines() -> list[Line]:
    """All lines, with the newest day on which somebody looked."""
    return [_as_confirmed(each) for each in listing().lines]


def listed(line_ids: Iterable[str]) -> list[Line]:
    """Those of these lines that may be shown, in this order; one that closed for good is left out."""
    return [each for each in map(line, line_ids) if each.listed]


def lines_in(country: str) -> list[Line]:
    """The lines of a country that may be shown, in the order of the file."""
    return [each for each in lines() if each.country == country and each.listed]


def countries() -> list[str]:
    """Every country with lines, Japan first; XX holds the directories of the whole world."""
    return list(dict.fromkeys(each.country for each in listing().lines))


def _as_confirmed(line: Line) -> Line:
    confirmed: dict[str, date] = current_app.extensions["tomoshibi_confirmed_lines"] if current_app else {}
    day = confirmed.get(line.id, line.checked)
    return replace(line, checked=day) if day > line.checked else line
