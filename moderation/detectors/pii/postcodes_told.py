"""Postcodes told letter by letter and word by word (“zz nine nine, three w z”), or with O for nought."""

import re
from collections.abc import Iterator

from moderation.number_words import WORDS

_CUE = re.compile(
    r"post ?code|\bzip(?: ?code)?\b|postal code|codigo postal|código postal|code postal|\bplz\b|\bcep\b", re.IGNORECASE
)
_START = re.compile(r"(?:['’]s| is| is:|:|=| for us is| here is| es| est| ist| é)?[ ,]{0,2}", re.IGNORECASE)
_TOKEN = re.compile(
    r"(?:(double|triple) )?([A-Za-z]{1,9}|\d{1,5})(?![\w'’])(?: (?:for|as in) [A-Za-z]{2,12})?[ ,\-]{0,2}",
    re.IGNORECASE,
)
_SHAPE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}|\d{5}|\d{5}-?\d{3}")
_SWAPPED = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}[\dOI][A-Z\d]? ?[\dOI][A-Z]{2}(?![A-Za-z0-9])", re.IGNORECASE)
_APART = re.compile(
    r"(?<![A-Za-z0-9'’])(?<![A-Z][ .])(?<!\d[ ,.])[A-PR-UWYZ][ .\-]{1,2}(?:[A-Z][ .\-]{1,2})?\d[ ,.\-]{1,3}(?:\d[ ,.\-]{1,3})?\d[ .\-]{1,2}[A-Z][ .\-]{1,2}[A-Z](?![A-Za-z0-9'’]|[ .][A-Z]\b)"
)
_LETTERS = re.compile(
    r"(?<![A-Za-z0-9'’])[A-PR-UWYZ],? (?:[A-Z],? )?\d{1,2}(?:,? (?:and )?then)?,? \d,? [A-Z],? [A-Z](?![A-Za-z0-9'’])"
)
"""L S 6, 3 H N: capitals one by one, which hardly anything but a postcode is made of."""
_BY_TOWN = re.compile(
    r"\b(?!(?:Order|Code|Ticket|Room|Case|Number|Booking|Invoice|Account|Roll|Candidate|Total|About|Around|Nearly|Almost|Over|Only|Paid|Password|Token|Login|Version|Score|Class)\b)[A-Z][a-z]{4,16}(?: - |-| )(?P<n>[1-8]\d{5})(?=[ ,.)]|$)(?! ?(?:rs|rupees|people|inr|yen|won)\b)"
    r"|(?<=[구군동읍면] )\(?(?P<ko>\d{5})\)?(?=[\s),]|$)"
)
_FIVE = re.compile(r"\d{5}")
_FIGURE = re.compile(r"\d")
_MOST = 10


def postcodes_told(text: str) -> Iterator[tuple[int, int]]:
    """Right after a word for a postcode: letters, figures and words for figures that make one together."""
    for pattern in (_APART, _LETTERS):
        yield from (match.span() for match in pattern.finditer(text))
    for cue in _CUE.finditer(text):
        if start := _START.match(text, cue.end()):
            yield from _told(text, start.end())
        for match in _SWAPPED.finditer(text, cue.end(), cue.end() + 24):
            if _FIGURE.search(match.group()):
                yield match.span()


def postcodes_by_town(text: str) -> Iterator[tuple[int, int]]:
    """Koramangala 560034, 강남구 06234: figures right after the name of a place."""
    if _FIVE.search(text):
        yield from (match.span("n" if match["n"] else "ko") for match in _BY_TOWN.finditer(text))


def _told(text: str, start: int) -> Iterator[tuple[int, int]]:
    made, at, best = "", start, 0
    for _ in range(_MOST):
        token = _TOKEN.match(text, at)
        if token is None or (piece := _piece(token)) == "":
            break
        made, at = made + piece, token.end()
        if _SHAPE.fullmatch(made):
            best = token.end(2)
    if best:
        yield start, best


def _piece(token: re.Match[str]) -> str:
    """What one token adds; nothing for a word that belongs to the sentence."""
    word = token[2].lower()
    piece = WORDS.get(word, word) if len(word) > 1 else word
    if piece.isalpha() and len(piece) > 2:
        return ""
    return piece.upper() * {"double": 2, "triple": 3}.get((token[1] or "").lower(), 1)
