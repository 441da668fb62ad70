"""Words without which a pattern cannot match, so that of a thousand patterns only the few that might match are run."""

import re
from re import _constants as codes  # type: ignore[attr-defined]  # the parse tree has no public name
from re import _parser as parser  # type: ignore[attr-defined]  # as above
from typing import Any

from moderation.kana import FOLDED

Anchors = frozenset[str] | None

_LARGEST_SET = 12


def anchors(pattern: str) -> Anchors:
    """A set of strings of which every match contains at least one; None when no such set is known."""
    return _sequence(list(parser.parse(pattern)))


def _sequence(tree: list[Any]) -> Anchors:
    best: Anchors = None
    run = ""
    for code, value in [*tree, (None, None)]:
        if code is codes.LITERAL:
            run += chr(value)
            continue
        if run:
            best = _better(best, frozenset([run]))
            run = ""
        best = _better(best, _one(code, value))
    return best


def _one(code: Any, value: Any) -> Anchors:
    if code is codes.SUBPATTERN:
        return _sequence(list(value[3]))
    if code is codes.BRANCH:
        return _union([_sequence(list(branch)) for branch in value[1]])
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and value[0] > 0:
        return _sequence(list(value[2]))
    if code is codes.IN:
        return _set(value)
    return None


def _set(items: list[tuple[Any, Any]]) -> Anchors:
    if len(items) > _LARGEST_SET or any(code is not codes.LITERAL for code, _ in items):
        return None
    return frozenset(chr(value) for _, value in items)


def _union(parts: list[Anchors]) -> Anchors:
    if any(part is None for part in parts):
        return None
    return frozenset().union(*(part for part in parts if part))


def _better(one: Anchors, other: Anchors) -> Anchors:
    """The set that is met more seldom: longer words first, then fewer of them."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda words: (min(map(len, words)), -len(words)))


def compiles_safely(pattern: str) -> bool:
    """Whether a pattern has only bounded repeats, so that its cost grows no faster than the text."""
    return not any(_unbounded(code, value) for code, value in parser.parse(pattern))


def _unbounded(code: Any, value: Any) -> bool:
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        return value[1] is codes.MAXREPEAT or any(_unbounded(*inner) for inner in value[2])
    if code is codes.SUBPATTERN:
        return any(_unbounded(*inner) for inner in value[3])
    if code is codes.BRANCH:
        return any(_unbounded(*inner) for branch in value[1] for inner in branch)
    return False


def folded(pattern: str) -> str:
    """A pattern as it must read to match folded text: hiragana for katakana, lower case outside escapes."""
    return re.sub(
        r"\\.|.",
        lambda part: part.group() if len(part.group()) > 1 else part.group().translate(FOLDED).lower(),
        pattern,
        flags=re.DOTALL,
    )
