"""The digits view: numbers as figures, however they were written (〇九〇, ゼロハチ, “oh seven double-oh”, 090ー)."""

import re

from moderation.normalise import Change, Normalised

KANJI = dict(zip("〇○零一二三四五六七八九壱弐参", "000123456789123", strict=True))

KANA = {
    "ゼロ": "0", "ぜろ": "0", "れい": "0", "レイ": "0", "まる": "0", "マル": "0",
    "いち": "1", "イチ": "1", "に": "2", "ニ": "2", "さん": "3", "サン": "3", "よん": "4", "ヨン": "4", "し": "4", "シ": "4",
    "ご": "5", "ゴ": "5", "ろく": "6", "ロク": "6", "なな": "7", "ナナ": "7", "しち": "7", "シチ": "7",
    "はち": "8", "ハチ": "8", "きゅう": "9", "キュウ": "9", "キュー": "9", "きゅー": "9", "く": "9", "ク": "9",
}  # fmt: skip

WORDS = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "naught": "0", "nil": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "cero": "0", "uno": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7", "ocho": "8",
    "nueve": "9", "um": "1", "dois": "2", "três": "3", "quatro": "4", "sete": "7", "oito": "8", "nove": "9",
    "zéro": "0", "un": "1", "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "sept": "7", "huit": "8", "neuf": "9",
    "null": "0", "eins": "1", "zwei": "2", "zwo": "2", "drei": "3", "vier": "4", "fünf": "5", "sechs": "6", "sieben": "7",
    "acht": "8", "neun": "9", "không": "0", "một": "1", "hai": "2", "ba": "3", "bốn": "4", "năm": "5", "sáu": "6",
    "bảy": "7", "tám": "8", "chín": "9", "isa": "1", "dalawa": "2", "tatlo": "3", "apat": "4", "lima": "5", "anim": "6",
    "pito": "7", "walo": "8", "siyam": "9",
}  # fmt: skip

HANGUL = {"공": "0", "영": "0", "일": "1", "이": "2", "삼": "3", "사": "4", "오": "5", "육": "6", "칠": "7", "팔": "8", "구": "9"}

_OTHER_DIGITS = re.compile(r"[^\W\d_]")
_ANY_KANJI = "".join(KANJI)
_KANA_RUN = re.compile(rf"(?:(?:{'|'.join(sorted(KANA, key=len, reverse=True))})[ \-・、のー]{{0,2}}){{4,30}}")
_KANA_ONE = re.compile("|".join(sorted(KANA, key=len, reverse=True)) + r"|の|ー")
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_WORD_RUN = re.compile(
    rf"\b(?:(?:(?:double|triple)[ \-])?(?:{_WORD}|\d{{1,4}}|hundred)\b[ ,.\-]{{0,3}}){{3,30}}", re.IGNORECASE
)
_WORD_ONE = re.compile(rf"(?:(double|triple)[ \-])?\b({_WORD})\b(?:[ \-](hundred))?", re.IGNORECASE)
_HANGUL_RUN = re.compile(rf"(?:[{''.join(HANGUL)}\d][ \-에의]{{0,2}}){{7,30}}")
_KANJI_DIGIT = re.compile(rf"[{_ANY_KANJI}]")
_JOINED = re.compile(rf"(?<=[\d{_ANY_KANJI}])(?:の|ー|一(?=\d{{2}}))(?=[\d{_ANY_KANJI}])")
_LETTER_DIGIT = re.compile(r"(?<=\d)[OoОlI](?=[\d\- ])|(?<![A-Za-z])[Oo](?=[789]0[\- ]?\d{4})")


class _Spelled(Change):
    """Digits for one spelled number, keeping its length in view: the first letter carries the digit."""

    def __init__(self, one: re.Pattern[str], table: dict[str, str]) -> None:
        self.one, self.table = one, table

    def __call__(self, match: re.Match[str]) -> str:
        return self.one.sub(self._digit, match.group())

    def _digit(self, match: re.Match[str]) -> str:
        if match.group() in "のー":
            return "-"
        return self.table[match.group()]


class _Words(Change):
    def __call__(self, match: re.Match[str]) -> str:
        return _WORD_ONE.sub(self._digit, match.group())

    def _digit(self, match: re.Match[str]) -> str:
        times = {"double": 2, "triple": 3}.get((match[1] or "").lower(), 1)
        return WORDS[match[2].lower()] * times + ("00" if match[3] else "")


class _Single(Change):
    def __call__(self, match: re.Match[str]) -> str:
        char = match.group()
        if char in "のー一":
            return "-"
        return KANJI.get(char) or HANGUL.get(char) or ("0" if char in "OoО" else "1")


class _Hangul(Change):
    def __call__(self, match: re.Match[str]) -> str:
        return "".join("-" if char in "에의" else HANGUL.get(char, char) for char in match.group())


def digits_view(plain: Normalised) -> Normalised:
    """The plain view with every spelled number as figures; texts without numbers come back unchanged."""
    view = plain.replace(_WORD_RUN, _Words())
    view = view.replace(_KANA_RUN, _Spelled(_KANA_ONE, KANA))
    view = view.replace(_HANGUL_RUN, _Hangul())
    view = view.replace(_JOINED, _Single())
    view = view.replace(_KANJI_DIGIT, _Single())
    return view.replace(_LETTER_DIGIT, _Single())
