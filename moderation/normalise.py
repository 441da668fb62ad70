"""Undo the ways people disguise what they write, and remember where every letter came from.

Every view is a `Normalised`: a text together with the place of each of its characters in the original, so that whatever
a detector finds in the tidied text can be shown, masked and explained in the text that was really typed.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from moderation.lookalikes import HYPHENS, LETTERS, SPACES, TILDES

COMPOSING = frozenset("\u3099\u309a") | {chr(code) for code in range(0x0300, 0x0370)}
ENCLOSING = frozenset(chr(code) for code in range(0x20D0, 0x2100)) | {"\u0489", "\u034f"}
GROWTH = 4
"""No single character becomes longer than this; ligatures of whole phrases stay as they are."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """A tidied text; offsets[i] is where text[i] came from in the original of `length` characters."""

    text: str
    offsets: Sequence[int]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original that became text[start:end]."""
        if start >= end:
            return (0, 0)
        return (self.offsets[start], min(self.offsets[end - 1] + 1, self.length))

    def then(self, pieces: list[tuple[str, int]]) -> "Normalised":
        """A further view: pieces of new text, each with its place in this one."""
        text = "".join(piece for piece, _ in pieces)
        offsets = [self.offsets[at] for piece, at in pieces for _ in piece]
        return Normalised(text, offsets, self.length)

    def replace(self, pattern: re.Pattern[str], change: "Change") -> "Normalised":
        """A further view in which every match of the pattern was rewritten."""
        if not pattern.search(self.text):
            return self
        text, offsets, last = [], [], 0
        for match in pattern.finditer(self.text):
            start, end = match.span()
            new = change(match)
            text += [self.text[last:start], new]
            offsets += [*self.offsets[last:start], *_spread(self.offsets[start:end], len(new))]
            last = end
        text.append(self.text[last:])
        offsets += self.offsets[last:]
        return Normalised("".join(text), offsets, self.length)


class Change:
    """How a match is rewritten."""

    def __call__(self, match: re.Match[str]) -> str:
        raise NotImplementedError


def normalise(text: str) -> Normalised:
    """The plain view: one width, one hyphen, one space, no invisible or stacked marks, no borrowed alphabets."""
    pieces = [_TABLE[char] for char in text]
    if not any(len(piece) != 1 or piece in COMPOSING for piece in pieces):
        return Normalised("".join(pieces), range(len(text)), len(text))
    return _compose(pieces, len(text))


def _compose(pieces: list[str], length: int) -> Normalised:
    out: list[str] = []
    offsets: list[int] = []
    for at, piece in enumerate(pieces):
        for char in piece:
            if char in COMPOSING:
                _join_mark(out, char)
            else:
                out.append(char)
                offsets.append(at)
    return Normalised("".join(out), offsets, length)


def _join_mark(out: list[str], mark: str) -> None:
    """Put a mark on the letter before it where such a letter exists; drop decoration."""
    if out and len(joined := unicodedata.normalize("NFC", out[-1] + mark)) == 1:
        out[-1] = joined


def _spread(places: Sequence[int], size: int) -> list[int]:
    """Places for `size` characters that replace the characters at `places`: the first keeps the start, the last the end."""
    if size <= 1:
        return [places[0]] * size
    last = len(places) - 1
    return [places[index * last // (size - 1)] for index in range(size)]


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
