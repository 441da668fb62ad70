"""The lines as the application knows them: read and checked once, at start."""

from dataclasses import replace
from datetime import date
from functools import cache

from flask import current_app

from app.referrals import checks
from app.referrals import listing as file
from app.referrals.lines import Line
from app.referrals.listing import Listing


@cache
def listing() -> Listing:
    """All lines; raises WrongLines when the file could send somebody to the wrong number."""
    try:
        return checks.check(file.read())
    except (KeyError, TypeError, ValueError) as unreadable:
        raise checks.WrongLines(f"app/referrals/data/lines.toml cannot be read: {unreadable!r}") from unreadable


def line(line_id: str) -> Line:
    """One line; KeyError when there is none of that name."""
    return _as_confirmed(_by_id()[line_id])


def lines() -> list[Line]:
    """All lines of the file, with the newest day on which somebody looked."""
    return [_as_confirmed(each) for each in listing().lines]


def lines_in(country: str) -> list[Line]:
    """The lines of a country that may be shown, in the order of the file."""
    return [each for each in lines() if each.country == country and each.listed]


def countries() -> list[str]:
    """Every country with lines, Japan first; XX holds the directories of the whole world."""
    return list(dict.fromkeys(each.country for each in listing().lines))


@cache
def _by_id() -> dict[str, Line]:
    return {each.id: each for each in listing().lines}


def _as_confirmed(line: Line) -> Line:
    confirmed: dict[str, date] = current_app.extensions["tomoshibi_confirmed_lines"] if current_app else {}
    day = confirmed.get(line.id, line.checked)
    return replace(line, checked=day) if day > line.checked else line
