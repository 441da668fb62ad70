"""Undo the ways people disguise what they write, and remember where every letter came from.

Every view is a `Normalised`: a text together with the place of each of its characters in the original, from where to
where, so that whatever a detector finds in the tidied text can be shown, masked and explained in the text that was really typed.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from moderation.lookalikes import HYPHENS, LETTERS, SPACES, TILDES

COMPOSING = frozenset("\u3099\u309a") | {chr(code) for code in range(0x0300, 0x0370)}
ENCLOSING = frozenset(chr(code) for code in range(0x20D0, 0x2100)) | {"\u0489", "\u034f"}
GROWTH = 4
"""No single character becomes longer than this; ligatures of whole phrases stay as they are."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """A tidied text; text[i] stands for the characters from offsets[i] up to ends[i] of the original, all of them together.

    What became one piece stays one: “sixty-seven” is 67, and the 6 alone points at the whole word, so that hiding it
    never leaves half a word, or a mark without its letter, standing.
    """

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original that became text[start:end]."""
        if start >= end:
            return (0, 0)
        return (self.offsets[start], self.ends[end - 1])

    def replace(self, pattern: re.Pattern[str], change: "Change") -> "Normalised":
        """A further view in which every match of the pattern was rewritten."""
        if not pattern.search(self.text):
            return self
        return self.changed((match.start(), match.end(), change(match)) for match in pattern.finditer(self.text))

    def changed(self, changes: "Iterable[tuple[int, int, str | Normalised]]") -> "Normalised":
        """A further view with other text at some places, named from first to last."""
        parts, last = [], 0
        for start, end, new in changes:
            parts += [self._kept(last, start), self._rewritten(start, end, new)]
            last = end
        parts.append(self._kept(last, len(self.text)))
        texts, offsets, ends = zip(*parts, strict=True)
        return Normalised("".join(texts), [*chain(*offsets)], [*chain(*ends)], self.length)

    def _kept(self, start: int, end: int) -> "Part":
        return self.text[start:end], self.offsets[start:end], self.ends[start:end]

    def _rewritten(self, start: int, end: int, new: "str | Normalised") -> "Part":
        """New text as one piece, or as the pieces a view of the match alone is made of."""
        if isinstance(new, str):
            size = len(new)
            return new, [self.offsets[start]] * size, [self.ends[end - 1]] * size
        offsets = [self.offsets[start + at] for at in new.offsets]
        return new.text, offsets, [self.ends[start + at - 1] for at in new.ends]


Part = tuple[str, Sequence[int], Sequence[int]]


class Change:
    """How a match is rewritten: as one piece of new text, or as a view of the match where its characters keep their places."""

    def __call__(self, match: re.Match[str]) -> str | Normalised:
        raise NotImplementedError


class Instead(Change):
    """The same text instead of every match."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, match: re.Match[str]) -> str:
        return self.text


class ByTable(Change):
    """A word or sign by its table, in whatever case it is typed; what stands in none is the same for all."""

    def __init__(self, table: dict[str, str], otherwise: str) -> None:
        self.table, self.otherwise = table, otherwise

    def __call__(self, match: re.Match[str]) -> str:
        return self.table.get(match.group().lower(), self.otherwise)


NOTHING = Instead("")


def as_typed(text: str) -> Normalised:
    """A view in which every character stands for the one in its place."""
    size = len(text)
    return Normalised(text, range(size), range(1, size + 1), size)


def normalise(text: str) -> Normalised:
    """The plain view: one width, one hyphen, one space, no invisible or stacked marks, no borrowed alphabets."""
    pieces = [_TABLE[char] for char in text]
    if not any(len(piece) != 1 or piece in COMPOSING for piece in pieces):
        return as_typed("".join(pieces))
    return _compose(pieces, len(text))


def _compose(pieces: list[str], length: int) -> Normalised:
    out: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    for at, piece in enumerate(pieces):
        for char in piece:
            if char in COMPOSING:
                _join_mark(out, char)
                if ends:
                    ends[-1] = at + 1  # a letter is hidden with its marks, also with mere decoration
            else:
                out.append(char)
                offsets.append(at)
                ends.append(at + 1)
    return Normalised("".join(out), offsets, ends, length)


def _join_mark(out: list[str], mark: str) -> None:
    """Put a mark on the letter before it where such a letter exists; drop decoration."""
    if out and len(joined := unicodedata.normalize("NFC", out[-1] + mark)) == 1:
        out[-1] = joined


class _Table(dict[str, str]):
    """What one character becomes; filled as characters are met."""

    def __missing__(self, char: str) -> str:
        piece = _fold(char)
        if len(self) < 20_000:
            self[char] = piece
        return piece


def _fold(char: str) -> str:
    if char in COMPOSING:
        return char
    if char in _FIXED:
        return _FIXED[char]
    if _invisible(char):
        return ""
    parts = unicodedata.normalize("NFKC", char)
    return "".join(_fold_plain(part) for part in parts) if len(parts) <= GROWTH else char


def _fold_plain(char: str) -> str:
    return _FIXED.get(char, char)


def _invisible(char: str) -> bool:
    if char == "\n":
        return False
    return char in ENCLOSING or unicodedata.category(char) in ("Cf", "Cc", "Cs", "Co") or "\ufe00" <= char <= "\ufe0f"


_FIXED = {**dict.fromkeys(HYPHENS, "-"), **dict.fromkeys(TILDES, "~"), **dict.fromkeys(SPACES, " "), **LETTERS}
_TABLE = _Table()
