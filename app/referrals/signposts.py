"""The few lines that fit: two or three, because more than that is one more thing to decide."""

from datetime import datetime

from app import clock
from app.referrals import cards, directory
from app.referrals.cards import Card
from app.referrals.hours import open_at
from app.referrals.lines import HoursKind, Line

MOST = 3
FOR_EVERY_PAGE = ("jp-child-sos-24h", "jp-yorisoi", "jp-jiso-soudan")


def signposts(topic: str, moment: datetime, locale: str) -> list[Line]:
    """At most three lines of a care card: emergency first where a life is at risk, never one that is closed.

    By night what needs no voice comes before what speaks the reader's language: foreign-language desks are closed then.
    """
    return lines_for(cards.card(topic), moment, locale)


def lines_for(card: Card, moment: datetime, locale: str) -> list[Line]:
    """The lines of one card at this moment."""
    first = directory.listed(card.first)
    fitting = [line for line in directory.listed(card.lines) if _may_be_offered(line, card, moment)]
    if not clock.is_night(moment):
        fitting.sort(key=lambda line: not _speaks(line, locale))
    elif card.quiet_at_night:
        fitting.sort(key=lambda line: not line.is_silent)
    return (first + fitting)[:MOST]


def for_every_page(moment: datetime, locale: str) -> Line | None:
    """One telephone line for parents that is open at this moment."""
    fitting = [line for line in directory.listed(FOR_EVERY_PAGE) if open_at(line, moment).is_open]
    return min(fitting, key=lambda line: not (_speaks(line, locale) or clock.is_night(moment)), default=None)


def _may_be_offered(line: Line, card: Card, moment: datetime) -> bool:
    is_open = open_at(line, moment).is_open
    if is_open is None:
        # A line that never closes is still the best guess when nobody has looked at it for a year; it is shown
        # without a clock. A card must not stay empty because the operator is away.
        return line.hours.kind is HoursKind.ALWAYS or line.id in card.without_clock
    return is_open


def _speaks(line: Line, locale: str) -> bool:
    return locale == "ja" or locale in line.languages
