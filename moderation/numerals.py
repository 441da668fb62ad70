"""The digits view: numbers as figures, however they were written (〇九〇, ゼロハチゼロ, “oh seven double-oh”, 090ー)."""

import re

from moderation.normalise import NOTHING, ByTable, Change, Instead, Normalised, as_typed
from moderation.number_runs import runs_read
from moderation.number_words import (
    HANGUL,
    HINDI,
    KANJI,
    LETTER_NAMES,
    TENS,
    THAI,
    TIMES,
    WORDS,
    any_of,
    sorted_by_start,
)

_KANJI = "".join(KANJI)
_TENS, _ONES, _TIMES = sorted_by_start(TENS), sorted_by_start(WORDS), any_of(TIMES)
_BETWEEN = r"(?:y|e|et|and|then|space|pause|comma|plus|puis|luego|depois|dann)"
_WORD_RUN = re.compile(
    rf"\b(?:(?:(?:{_TIMES})[ \-])?"
    rf"(?:{_TENS}|{_ONES}|\d{{1,4}}|hundred)\b(?:[ ,.\-]{{1,3}}(?:{_BETWEEN} )?|(?!\w))){{3,40}}",
    re.IGNORECASE,
)
_WORD_ONE = re.compile(
    rf"(?:(?P<times>{_TIMES})[ \-])?\b"
    rf"(?:(?P<one>{_ONES})|(?P<ten>{_TENS})(?:(?:[ \-](?:y |e |et )?)(?P<more>{_ONES}))?)\b(?:[ \-](?P<hundred>hundred))?",
    re.IGNORECASE,
)
_HINDI_IS = re.compile(r"\b(?:shunya|ek|saat|aath|nau|chhe|paanch)\b.{0,60}(?P<is> hai ?)$", re.IGNORECASE)
_SAID_TOGETHER = re.compile("\x01[ \\-]\x00")
_DASHES = re.compile(r"(?<=\d) ?- ?(?=\d)")
_MARKS = re.compile("[\x00\x01]")
_HANGUL_RUN = re.compile(rf"(?:[{''.join(HANGUL)}\d][ \-에의]{{0,2}}(?:다시 ?)?){{7,30}}")
_HANGUL_ONE = re.compile(f"[{''.join(HANGUL)}에의]")
_HYPHEN_TOLD = re.compile("다시")
_THAI_RUN = re.compile(rf"(?:(?:{any_of(THAI)})[ \-]{{0,2}}){{5,20}}")
_THAI_ONE = re.compile(any_of(THAI))
_HINDI_RUN = re.compile(rf"(?<![\u0900-\u097f])(?:(?:{any_of(HINDI)}) ?[ \-,।]{{0,2}}){{5,20}}(?![\u0900-\u097f])")
_HINDI_ONE = re.compile(any_of(HINDI))
_LETTER_BETWEEN = re.compile(r"(?<![A-Za-z\d])0\d{1,4}([A-Za-z])\d{1,5}(?:\1\d{1,5}){1,4}(?![A-Za-z\d])")
_NAMES = any_of(LETTER_NAMES)
_LETTERS_TOLD = re.compile(
    rf"(?<![A-Za-z\d])(?:(?:{_NAMES}|[a-z])[ ,\-]{{1,3}}){{1,2}}(?=\d)"
    rf"|(?:(?<=\d)|(?<=\d[ ,\-])|(?<=\d, ))(?:(?:{_NAMES})\b[ ,\-]{{0,2}}){{1,3}}(?![A-Za-z])",
    re.IGNORECASE,
)
_LETTER_TOLD = re.compile(rf"\b(?:{_NAMES})\b", re.IGNORECASE)
_KANJI_DIGIT = re.compile(rf"[{_KANJI}]")


class _Each(Change):
    """Figures for one spelled run, each word by its table."""

    def __init__(self, one: re.Pattern[str], table: dict[str, str]) -> None:
        self.one, self.figure = one, ByTable(table, "-")

    def __call__(self, match: re.Match[str]) -> Normalised:
        return as_typed(match.group()).replace(self.one, self.figure)


class _Words(Change):
    def __call__(self, match: re.Match[str]) -> Normalised:
        run = as_typed(match.group())
        if sum(char.isalpha() for char in run.text) < 4:
            return run
        hindi = _HINDI_IS.search(run.text)  # “hai” is two in Vietnamese, and the verb at the end in Hindi
        said = run.replace(_WORD_ONE, _Digit(hindi.start("is") if hindi else len(run.text)))
        return said.replace(_SAID_TOGETHER, NOTHING).replace(_MARKS, NOTHING).replace(_DASHES, Instead("-"))


class _Digit(Change):
    """One spoken number, between marks, so that two said in one breath can be told from two written apart."""

    def __init__(self, until: int) -> None:
        self.until = until

    def __call__(self, match: re.Match[str]) -> str:
        return f"\x00{self._figures(match)}\x01" if match.start() < self.until else match.group()

    def _figures(self, match: re.Match[str]) -> str:
        if match["ten"]:
            return _tens(TENS[match["ten"].lower()], WORDS[match["more"].lower()] if match["more"] else "0")
        times = TIMES.get((match["times"] or "").lower(), 1)
        return WORDS[match["one"].lower()] * times + ("00" if match["hundred"] else "")


def _tens(ten: str, one: str) -> str:
    """Sixty-seven is 67, while twenty thirteen, as years are said, is 2013."""
    return ten + one if len(one) == 1 else f"{ten}0{one}"


class _LetterBetween(Change):
    """07x700x900x216: the same letter between the groups of a number that begins with nought."""

    def __call__(self, match: re.Match[str]) -> Normalised:
        figures = sum(char.isdigit() for char in match.group())
        return as_typed(re.sub("[A-Za-z]", "-", match.group()) if 10 <= figures <= 11 else match.group())


class _LettersTold(Change):
    """Letters by their names beside figures: two eight, bee."""

    def __call__(self, match: re.Match[str]) -> Normalised:
        return as_typed(match.group()).replace(_LETTER_TOLD, ByTable(LETTER_NAMES, ""))


class _Hangul(Change):
    """Sino-Korean digits; 이, 일, 오 are common syllables, so a few of them do not make a number."""

    def __call__(self, match: re.Match[str]) -> Normalised:
        run = as_typed(match.group()).replace(_HYPHEN_TOLD, Instead("-"))
        if sum(char in HANGUL for char in run.text) < 5:
            return as_typed(match.group())
        return run.replace(_HANGUL_ONE, ByTable(HANGUL, "-"))


def digits_view(plain: Normalised) -> Normalised:
    """The plain view with every spelled number as figures; texts without numbers come back unchanged."""
    view = runs_read(plain)
    view = view.replace(_WORD_RUN, _Words())
    view = view.replace(_HANGUL_RUN, _Hangul())
    view = view.replace(_THAI_RUN, _Each(_THAI_ONE, THAI))
    view = view.replace(_HINDI_RUN, _Each(_HINDI_ONE, HINDI))
    view = view.replace(_LETTERS_TOLD, _LettersTold())
    view = view.replace(_LETTER_BETWEEN, _LetterBetween())
    return view.replace(_KANJI_DIGIT, ByTable(KANJI, ""))
