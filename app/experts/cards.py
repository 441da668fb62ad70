"""Guides and lines in an answer: a line of text that anybody can read, and where it is shown, the card of the house.

▶ 窓口：よりそいホットライン stands in the text, so that it is screened, sealed, kept and taken along like every word; number and
hours are those of the moment in which somebody reads, and a line that closed for good is a name without a number.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app import i18n


class Kind(StrEnum):
    """What a card shows."""

    TEXT = "text"
    LINE = "line"
    GUIDE = "guide"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an answer: HTML as it was stored, or the name of a guide or a line."""

    kind: Kind
    words: str


# The check must not take them for an invitation elsewhere: "Helpline: name" reads like an account of the messenger LINE.
WORDS = {Kind.LINE: ("▶ 窓口：", "▶ Support: "), Kind.GUIDE: ("▶ 読みもの：", "▶ Guide: ")}
LONGEST_NAME = 120
_ALONE = re.compile(r"<p>(▶ (?:窓口：|Support: |読みもの：|Guide: ))([^<>]{1,120})</p>")
_KINDS = {words: kind for kind, both in WORDS.items() for words in both}


def written(kind: Kind, name: str) -> str:
    """As it stands in the text, in the language of whoever writes."""
    in_japanese, in_english = WORDS[kind]
    return f"{in_english if i18n.locale() == 'en' else in_japanese}{name}"


def inserted(text: str, more: str) -> str:
    """The text with a paragraph of its own at its end."""
    return f"{text.rstrip()}\n\n{more}\n".lstrip("\n")


def pieces(stored: str) -> Iterator[Piece]:
    """The stored HTML of an answer, cut where a card stands."""
    last = 0
    for found in _ALONE.finditer(stored):
        if before := stored[last : found.start()]:
            yield Piece(Kind.TEXT, before)
        yield Piece(_KINDS[found[1]], html.unescape(found[2]).strip())
        last = found.end()
    if rest := stored[last:]:
        yield Piece(Kind.TEXT, rest)
