"""Numbers told in a mixture of disguises (ゼロ9ゼロの12三四, O8O-OO77, “zero 8 five, 12 ate 7”), read piece by piece.

Each piece alone says little: に is mostly a particle, “for” a word, O a letter. Only among surer pieces, and only where all of
them together are as many figures as numbers of people have, do the doubtful ones count.
"""

import re
from collections.abc import Iterator
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from moderation.normalise import Normalised, as_typed
from moderation.number_words import KANA, KANJI, NEAR, ROMAJI, TENS, TIMES, WORDS, any_of, sorted_by_start

Rewriting = tuple[int, int, str | Normalised]


class Kind(Enum):
    """How sure it is that a piece is a figure."""

    FIGURES = "as typed"
    KANJI = "a sign for a figure"
    SAID = "a word for a figure"
    SOUND = "one sound, mostly a particle"
    NEAR = "a word that only sounds like a figure"
    LETTER = "a letter that only looks like a figure"


DOUBTFUL = frozenset({Kind.SOUND, Kind.NEAR, Kind.LETTER})
SPELLED = frozenset({Kind.SAID, Kind.SOUND, Kind.NEAR})


class Piece(NamedTuple):
    """One piece of a number, where it stands and which figures it is."""

    start: int
    end: int
    figures: str
    kind: Kind


_SOUNDS = frozenset("にニしシごゴくク") | {"ひと", "ヒト", "ふた", "フタ", "きゅ", "キュ"}
_STRETCHED = {"いイ": "1", "にニ": "2", "しシ": "4", "ごゴ": "5", "くク": "9"}
_LONG = {f"{sound}ー": figure for sounds, figure in _STRETCHED.items() for sound in sounds}
_SAID_KANA = {word: figure for word, figure in KANA.items() if word not in _SOUNDS} | _LONG
_ALL_WORDS = {word: figure for word, figure in (WORDS | ROMAJI).items() if figure.isdigit() and len(word) > 1}
_LETTERS = str.maketrans({"o": "0", "i": "1", "l": "1", "|": "1", "z": "2", "s": "5", "b": "8"})
_PIECE = re.compile(
    rf"(?P<chunk>(?<![a-z\d])[oil|]{{0,4}}\d[\doil|zsb]{{0,40}}(?![a-z])|\d{{1,40}})"
    rf"|(?P<kanji>[一二三四五六七八九]?十[一二三四五六七八九]?|[{''.join(KANJI)}])"
    rf"|(?P<kana>(?:{sorted_by_start(_SAID_KANA)})[ー〜]?)|(?P<sound>{any_of(_SOUNDS)})"
    rf"|(?=[a-zà-ỹ])(?<![a-zà-ỹ])(?:(?P<times>{any_of(TIMES)})[ \-])?"
    rf"(?:(?P<word>{sorted_by_start(_ALL_WORDS)})(?P<hundred>[ \-]hundred)?"
    rf"|(?P<ten>{sorted_by_start(TENS)})(?:[ \-](?:y |e |et )?(?P<more>{sorted_by_start(_ALL_WORDS)}))?"
    rf"|(?P<near>{sorted_by_start(NEAR)})|(?P<letter>oo|[oil]))(?![a-zà-ỹ'’])"
)
_MARKS = r"[ \-.,・、。:;/|~*_()\[\]「」『』'\"→…ー〜=+·•]"
_PAUSES = "えっと|えと|ええと|えーと|er|erm|um|uh"
_LITTLE = (
    f"(?:の、?(?:{_PAUSES}|あの|それから|次が?|つぎが?|あと)?|{_PAUSES}|(?:and|und) (?:an?|eine)|かっこ|カッコ|ハイフン|はいふん|スペース|"
    "and then|and|then|space|pause|comma|plus|dash|hyphen|y|e|et|und|dann|luego|puis|depois)"
)
_BETWEEN = re.compile(rf"{_MARKS}{{0,5}}(?:{_LITTLE}{_MARKS}{{1,3}}|の)?")
_PLAIN_MARKS = re.compile(r"[ \-.,・、/()]{0,4}")
_TOGETHER = re.compile(r"[ \-]?")
_WIDEST = 16
_OPENS = re.compile(r"[ぁ-んァ-ヴ一-龥](?<![はがのをもでとやに])")
_UNIT = re.compile("がつ|ガツ|にち|月|日")
_HINDI = re.compile(r"\b(?:shunya|ek|saat|aath|nau|chhe|paanch)\b")
_WHOLE = frozenset({7, 10, 11, 12, 16})
"""How many figures postcodes, telephones, My Number and cards have."""
_PIECES = 3
_FEWEST, _FEWEST_SAID = 7, 5
_LONGEST = 11
"""Figures of a telephone, where the last of them may be a doubtful piece."""


def runs_read(plain: Normalised) -> Normalised:
    """The plain view with every mixed run of pieces as figures; the very same where there is none."""
    low = plain.text.lower()
    if len(low) != len(plain.text):
        return plain
    changes = [
        change
        for run in _runs(low, plain.text)
        for number in _numbers(run, low)
        if _is_told(number)
        for change in _rewritten(number, low)
    ]
    return plain.changed(changes) if changes else plain


def _runs(low: str, text: str) -> Iterator[list[Piece]]:
    """Pieces with nothing but marks and little words between them, three at least."""
    run: list[re.Match[str]] = []
    for match in _PIECE.finditer(low):
        if run and not _follows(run[-1], match, low):
            if len(run) >= _PIECES:
                yield [_piece(one, text) for one in run]
            run = []
        run.append(match)
    if len(run) >= _PIECES:
        yield [_piece(one, text) for one in run]


def _follows(match: re.Match[str], other: re.Match[str], low: str) -> bool:
    gap = other.start() - match.end()
    return gap == 0 or (gap <= _WIDEST and _BETWEEN.fullmatch(low, match.end(), other.start()) is not None)


def _piece(match: re.Match[str], text: str) -> Piece:
    start, end = match.span()
    name, word = match.lastgroup or "", match.group()
    if name == "chunk":
        return _chunk(start, end, text[start:end])
    if name == "kanji":
        return Piece(start, end, _kanji(word), Kind.KANJI)
    if name in ("kana", "sound"):
        figures = _SAID_KANA.get(word) or KANA.get(word.rstrip("ー〜"), "")
        return Piece(start, end, figures, Kind.SAID if name == "kana" else Kind.SOUND)
    return _word(match)


def _chunk(start: int, end: int, typed: str) -> Piece:
    """Figures, perhaps with letters among them; small letters after figures are units, as in 90s."""
    if typed.isdigit():
        return Piece(start, end, typed, Kind.FIGURES)
    if typed.lstrip("0123456789oOIl|BSZi").strip():
        return Piece(start, end, "", Kind.LETTER)
    return Piece(start, end, typed.lower().translate(_LETTERS), Kind.FIGURES if typed.isdigit() else Kind.LETTER)


def _kanji(word: str) -> str:
    if "十" not in word:
        return KANJI[word]
    ten, one = word.split("十")
    return KANJI.get(ten, "1") + KANJI.get(one, "0")


def _word(match: re.Match[str]) -> Piece:
    times = TIMES.get(match["times"] or "", 1)
    if match["ten"]:
        more = _ALL_WORDS[match["more"]] if match["more"] else "0"
        figures = TENS[match["ten"]] + (more if len(more) == 1 else f"0{more}")
        return Piece(*match.span(), figures, Kind.SAID)
    if match["word"]:
        figures = _ALL_WORDS[match["word"]] * times + ("00" if match["hundred"] else "")
        return Piece(*match.span(), figures, Kind.SAID)
    if match["near"]:
        return Piece(*match.span(), NEAR[match["near"]] * times, Kind.NEAR)
    figures = match["letter"].translate(_LETTERS) * times
    return Piece(*match.span(), figures, Kind.SAID if times > 1 else Kind.LETTER)


def _numbers(run: list[Piece], text: str) -> Iterator[list[Piece]]:
    """A run cut where a doubtful piece is no figure, and without what belongs to the words around it."""
    number: list[Piece] = []
    for at, piece in enumerate(run):
        if number and piece.start > number[-1].end and _UNIT.match(text, piece.end):
            yield _trimmed(number, text)
            number = []
        if piece.figures == "" or (piece.kind in DOUBTFUL and not _belongs(run, at)):
            yield _trimmed(number, text)
            number = []
        else:
            number.append(piece)
    yield _trimmed(number, text)


def _belongs(run: list[Piece], at: int) -> bool:
    """Whether the pieces on both sides let a doubtful one count."""
    piece = run[at]
    if piece.kind is Kind.LETTER and at + 1 < len(run) and run[at + 1].start == piece.end:
        return True
    sides = [*run[max(0, at - 1) : at], *run[at + 1 : at + 2]]
    if not sides:
        return False
    if piece.kind is Kind.LETTER and len(piece.figures) > 1:
        return True
    if piece.kind is Kind.SOUND:
        return any(side.kind in (Kind.SAID, Kind.SOUND) for side in sides) and all(_is_short(side) for side in sides)
    is_inside = len(sides) > 1 or sides[0].kind is Kind.SAID
    return is_inside and all(_is_short(side) for side in sides)


def _is_short(piece: Piece) -> bool:
    return piece.kind is not Kind.FIGURES or len(piece.figures) <= 2


def _trimmed(number: list[Piece], text: str) -> list[Piece]:
    """Without doubtful pieces at either end, and without a word that only touches figures that are whole already."""
    if _is_year(number, "".join(piece.figures for piece in number)):
        return number
    while number and _is_stray(number, text):
        number = number[1:]
    if number and _is_verb(number, text):
        number = number[:-1]
    while number and (_is_spare(number[-1], number[:-1]) or (_is_loose(number[-1]) and _size(number) != _LONGEST)):
        number = number[:-1]
    return number


def _is_verb(number: list[Piece], text: str) -> bool:
    """“hai” is two in Vietnamese, and the verb at the end in Hindi."""
    first, last = number[0].start, number[-1]
    return text[last.start : last.end] == "hai" and _HINDI.search(text, first, last.start) is not None


def _is_stray(number: list[Piece], text: str) -> bool:
    first = number[0]
    alone = len(number) < 2 or number[1].kind not in SPELLED
    glued = first.kind is Kind.SAID and alone and first.start > 0 and _OPENS.match(text, first.start - 1)
    apart = len(number) < 2 or number[1].start > first.end or first.kind is not Kind.LETTER
    return bool((_is_loose(first) and apart) or glued or _is_spare(first, number[1:]))


def _is_loose(piece: Piece) -> bool:
    return piece.kind in (Kind.SOUND, Kind.NEAR) or (piece.kind is Kind.LETTER and len(piece.figures) == 1)


def _is_spare(piece: Piece, rest: list[Piece]) -> bool:
    """A word beside a number that is whole without it, and told otherwise: 090-1234-5678さん."""
    return piece.kind is Kind.SAID and _size(rest) in _WHOLE and all(one.kind not in SPELLED for one in rest)


def _size(number: list[Piece]) -> int:
    return sum(len(piece.figures) for piece in number)


def _is_told(number: list[Piece]) -> bool:
    """Enough figures, something to read, and more sure pieces than doubtful ones."""
    figures = "".join(piece.figures for piece in number)
    if len(number) < _PIECES or all(piece.kind is Kind.FIGURES for piece in number):
        return len(number) == _PIECES and len(figures) in (10, _LONGEST) and figures[0] == "0"
    doubtful = _size([piece for piece in number if piece.kind in SPELLED & DOUBTFUL])
    enough = _FEWEST_SAID if all(piece.kind in SPELLED for piece in number) else _FEWEST
    return 2 * doubtful <= len(figures) and (len(figures) >= enough or _is_year(number, figures))


def _is_year(number: list[Piece], figures: str) -> bool:
    """にーぜろいちご: a year said figure by figure in kana."""
    return len(number) == 4 and figures[:2] in ("19", "20") and all(piece.kind in SPELLED for piece in number)


def _rewritten(number: list[Piece], text: str) -> Iterator[Rewriting]:
    """Figures for every piece; what stood between them becomes nothing, a hyphen, or stays."""
    for piece, other in pairwise([*number, None]):
        assert piece is not None
        if piece.kind is not Kind.FIGURES:
            yield piece.start, piece.end, _in_place(piece)
        if other is not None and piece.end < other.start and (new := _between(piece, other, text)) is not None:
            yield piece.end, other.start, new


def _in_place(piece: Piece) -> str | Normalised:
    return as_typed(piece.figures) if piece.end - piece.start == len(piece.figures) else piece.figures


def _between(piece: Piece, other: Piece, text: str) -> str | None:
    gap = text[piece.end : other.start]
    if _TOGETHER.fullmatch(gap) and piece.kind is not Kind.KANJI and other.kind is not Kind.KANJI:
        one_by_one = len(piece.figures) == 1 or len(other.figures) == 1
        if one_by_one and (piece.kind in SPELLED or other.kind in SPELLED):
            return ""
    return None if _PLAIN_MARKS.fullmatch(gap) else "-"
