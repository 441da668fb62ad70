"""The digits view: numbers as figures, however they were written (〇九〇, ゼロハチゼロ, “oh seven double-oh”, 090ー)."""

import re

from moderation.normalise import Change, Normalised

KANJI = dict(zip("〇○◯零一二三四五六七八九壱壹弐贰貳参叁參肆伍陆柒捌玖幺", "0000123456789112223334567891", strict=True))

KANA = {
    "ゼロ": "0", "ぜろ": "0", "れい": "0", "レイ": "0", "まる": "0", "マル": "0",
    "いち": "1", "イチ": "1", "にい": "2", "ニイ": "2", "にー": "2", "ニー": "2", "ごー": "5", "ゴー": "5",
    "に": "2", "ニ": "2", "さん": "3", "サン": "3", "よん": "4", "ヨン": "4",
    "し": "4", "シ": "4", "ごう": "5", "ゴウ": "5", "ご": "5", "ゴ": "5", "ろく": "6", "ロク": "6", "なな": "7", "ナナ": "7",
    "きゅー": "9", "キュー": "9", "しち": "7", "シチ": "7", "はち": "8", "ハチ": "8",
    "きゅう": "9", "キュウ": "9", "きゅ": "9", "キュ": "9", "く": "9", "ク": "9",
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
    "pito": "7", "walo": "8", "siyam": "9", "dash": "-", "ten": "10", "dix": "10", "onze": "11", "once": "11",
}  # fmt: skip

TENS = {
    "twenty": "2", "thirty": "3", "forty": "4", "fifty": "5", "sixty": "6", "seventy": "7", "eighty": "8", "ninety": "9",
    "veinte": "2", "treinta": "3", "cuarenta": "4", "cincuenta": "5", "sesenta": "6", "setenta": "7", "ochenta": "8",
    "noventa": "9", "vinte": "2", "trinta": "3", "quarenta": "4", "cinquenta": "5", "sessenta": "6", "oitenta": "8",
    "vingt": "2", "trente": "3", "quarante": "4", "cinquante": "5", "soixante": "6",
}  # fmt: skip

HANGUL = {
    "공": "0",
    "영": "0",
    "일": "1",
    "이": "2",
    "삼": "3",
    "사": "4",
    "오": "5",
    "육": "6",
    "칠": "7",
    "팔": "8",
    "구": "9",
}
THAI = {
    "ศูนย์": "0",
    "หนึ่ง": "1",
    "สอง": "2",
    "สาม": "3",
    "สี่": "4",
    "ห้า": "5",
    "หก": "6",
    "เจ็ด": "7",
    "แปด": "8",
    "เก้า": "9",
}


def _any(words: dict[str, str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_KANJI = "".join(KANJI)
_KANA_RUN = re.compile(rf"(?:(?:{_any(KANA)}|[\d{_KANJI}])(?:[ー〜]|い(?!ち))?[ \-・、のー,。]{{0,3}}){{5,40}}")
_KANA_ONE = re.compile(rf"{_any(KANA)}|[のー](?=[ \-・、,。]{{0,60}}[^ \-・、,。])")
_TENS, _ONES = _any(TENS), _any(WORDS)
_WORD_RUN = re.compile(
    rf"\b(?:(?:(?:double|treble|triple)[ \-])?"
    rf"(?:{_TENS}|{_ONES}|\d{{1,4}}|hundred)\b(?:[ ,.\-]{{1,3}}(?:y |e |et )?|(?!\w))){{3,40}}",
    re.IGNORECASE,
)
_WORD_ONE = re.compile(
    rf"(?:(double|treble|triple)[ \-])?\b"
    rf"(?:({_TENS})(?:(?:[ \-](?:y |e |et )?)({_ONES}))?|({_ONES}))\b(?:[ \-](hundred))?",
    re.IGNORECASE,
)
_HANGUL_RUN = re.compile(rf"(?:[{''.join(HANGUL)}\d][ \-에의]{{0,2}}){{7,30}}")
_THAI_RUN = re.compile(rf"(?:(?:{_any(THAI)})[ \-]{{0,2}}){{5,20}}")
_THAI_ONE = re.compile(_any(THAI))
_KANJI_DIGIT = re.compile(rf"[{_KANJI}]")
_JOINED = re.compile(rf"(?<=[\d{_KANJI}])(?:の|ー)(?=[\d{_KANJI}])")
_MIXED_RUN = re.compile(rf"(?<![A-Za-zァ-ヶ])(?![A-Za-z]{{2}}|[ー\- ])[\d{_KANJI}ニロOolIZSB\-ー ]{{7,26}}(?![A-Za-z])")
_MIXED = str.maketrans(
    {"ニ": "2", "ロ": "0", "O": "0", "o": "0", "l": "1", "I": "1", "Z": "2", "S": "5", "B": "8", "ー": "-"}
)


class _Each(Change):
    """Figures for one spelled run, each word by its table; の and ー part them."""

    def __init__(self, one: re.Pattern[str], table: dict[str, str]) -> None:
        self.one, self.table = one, table

    def __call__(self, match: re.Match[str]) -> str:
        if sum(word in self.table for word in self.one.findall(match.group())) < 4:
            return match.group()  # に or し beside figures is a particle
        return self.one.sub(lambda one: self.table.get(one.group(), "-"), match.group())


class _Words(Change):
    def __call__(self, match: re.Match[str]) -> str:
        if sum(char.isalpha() for char in match.group()) < 4:
            return match.group()
        return _WORD_ONE.sub(self._digit, match.group())

    def _digit(self, match: re.Match[str]) -> str:
        if match[2]:
            return TENS[match[2].lower()] + (WORDS[match[3].lower()] if match[3] else "0")
        times = {"double": 2, "triple": 3, "treble": 3}.get((match[1] or "").lower(), 1)
        return WORDS[match[4].lower()] * times + ("00" if match[5] else "")


class _Kanji(Change):
    def __call__(self, match: re.Match[str]) -> str:
        return KANJI[match.group()]


class _Hyphen(Change):
    def __call__(self, match: re.Match[str]) -> str:
        return "-"


class _Mixed(Change):
    """Letters that look like figures, in a run that is mostly figures."""

    def __call__(self, match: re.Match[str]) -> str:
        run = match.group()
        return run.translate(_MIXED) if sum(char.isdigit() or char in KANJI for char in run) >= 5 else run


class _Hangul(Change):
    """Sino-Korean digits; 이, 일, 오 are common syllables, so a few of them do not make a number."""

    def __call__(self, match: re.Match[str]) -> str:
        run = match.group()
        if sum(char in HANGUL for char in run) < 5:
            return run
        return "".join("-" if char in "에의" else HANGUL.get(char, char) for char in run)


def digits_view(plain: Normalised) -> Normalised:
    """The plain view with every spelled number as figures; texts without numbers come back unchanged."""
    view = plain.replace(_WORD_RUN, _Words())
    view = view.replace(_KANA_RUN, _Each(_KANA_ONE, KANA))
    view = view.replace(_HANGUL_RUN, _Hangul())
    view = view.replace(_THAI_RUN, _Each(_THAI_ONE, THAI))
    view = view.replace(_MIXED_RUN, _Mixed())
    view = view.replace(_JOINED, _Hyphen())
    return view.replace(_KANJI_DIGIT, _Kanji())
