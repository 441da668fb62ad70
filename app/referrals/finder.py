"""Which lines answer a wish: open now, others open now, those that open later, and emergency in any case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app import clock
from app.referrals import directory
from app.referrals.hours import Opening, open_at
from app.referrals.lines import Channel, Line
from app.referrals.wishes import ELSEWHERE, Wish

FIRST = 3
TOPICS = {
    "me": ("suicide", "mental_health", "loneliness", "life_trouble", "dv", "family", "parenting"),
    "child": ("school_refusal", "child_distress", "parenting", "bullying", "child_abuse", "child_health", "learning"),
    "other": ("suicide", "mental_health", "child_abuse", "dv", "life_trouble"),
    "": ("school_refusal", "loneliness", "suicide", "parenting", "mental_health", "child_distress"),
}
# Asked for by name, never a first suggestion.
NARROW = frozenset({"accessibility", "fraud", "harassment", "discrimination", "sexual_violence"})


@dataclass(frozen=True, slots=True)
class Found:
    """Lines in the order in which they are shown. `languages` are those inside Japan that speak more than Japanese."""

    emergency: list[Line]
    now: list[Line]
    also_now: list[Line]
    later: list[Line]
    languages: list[Line]
    directories: list[Line]


def find(wish: Wish, moment: datetime) -> Found:
    """Sort the lines of the chosen country for this wish and moment."""
    lines = directory.lines_in(wish.country)
    emergency = [line for line in lines if "emergency" in line.topics]
    fitting = sorted((line for line in lines if _fits(line, wish)), key=lambda line: _rank(line, wish, moment))
    openings = {line.id: open_at(line, moment) for line in fitting}
    now = [line for line in fitting if openings[line.id].is_open]
    later = [line for line in fitting if not openings[line.id].is_open]
    later.sort(key=lambda line: _waiting(openings[line.id]))
    return Found(emergency, now[:FIRST], now[FIRST:], later, _foreign(lines), _directories(wish, lines))


def languages_in(lines: Iterable[Line]) -> set[str]:
    """Every language at least one of these lines speaks."""
    return {language for line in lines for language in line.languages}


def _fits(line: Line, wish: Wish) -> bool:
    if line.channel is Channel.DIRECTORY or "emergency" in line.topics:
        return False
    if not line.is_for_parents and wish.who not in {"child", ""}:
        return False
    if wish.voice and line.is_silent != (wish.voice == "silent"):
        return False
    return wish.speak == "ja" or not wish.is_home or wish.speak in line.languages


def _rank(line: Line, wish: Wish, moment: datetime) -> tuple[bool, bool, bool, int]:
    topics = TOPICS[wish.who]
    best = min((topics.index(topic) for topic in line.topics if topic in topics), default=len(topics))
    needs_voice = clock.is_night(moment) and not line.is_silent
    is_narrow = bool(line.topics & NARROW) and best == len(topics)
    return not line.is_for_parents, is_narrow, wish.is_home and needs_voice, best


def _waiting(opening: Opening) -> tuple[bool, float]:
    """Those whose opening is known come first, the soonest before all."""
    return (False, opening.opens.timestamp()) if opening.opens else (True, 0.0)


def _foreign(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.country == "JP" and set(line.languages) - {"ja"}]


def _directories(wish: Wish, lines: list[Line]) -> list[Line]:
    own = [line for line in lines if line.channel is Channel.DIRECTORY]
    return own if wish.is_home or wish.country == ELSEWHERE else own + directory.lines_in(ELSEWHERE)
