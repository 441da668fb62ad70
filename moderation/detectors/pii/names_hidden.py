"""Japanese names half hidden from a filter: kana typed one by one, and letters replaced by ○ or *."""

import re
from collections.abc import Iterator

from moderation.kana import TO_HIRAGANA
from moderation.people import kana_surnames

Span = tuple[int, int, float]

_APART = re.compile(
    r"(?<![ぁ-んァ-ヴー一-龥])[ぁ-んァ-ヴ](?P<by>[ ・_.\-/*○])(?:[ぁ-んァ-ヴー](?P=by)){1,8}[ぁ-んァ-ヴー](?![ぁ-んァ-ヴー])"
)
_CALLED = re.compile(r" ?(?:さ ?ん|く ?ん|ち ?ゃ ?ん|先生|せ ?ん ?せ ?い)")
_CALLS = re.compile(r"(?:さん|くん|ちゃん|せんせい)$")
_SENTENCE = re.compile(r"(?:です|ます|して|って|った|んだ|ない|さい|たい|だよ|よね|から|けど|ので|する|きた|れた)$")
_MARK = "[○〇◯●*]"
_ROLE = r"(?:先生|せんせー?い?|センセ|校長|教頭|コーチ|顧問|主治医|医師|支援員|相談員|カウンセラー)(?!方|達|たち)"
_HALF = re.compile(
    rf"(?<![一-龥々ぁ-んァ-ヴー○〇◯●*])(?:[一-龥]々?{_MARK}{{1,2}}[一-龥々]{{0,2}}|[ぁ-ん]{{1,2}}{_MARK}{{1,2}}[ぁ-ん]{{1,2}}|[ァ-ヴー]{{1,2}}{_MARK}{{1,2}}[ァ-ヴー]{{1,2}}) ?{_ROLE}"
    rf"|(?<=[はがのとにを])(?:[一-龥]々?{_MARK}{{1,2}}[一-龥々]{{0,2}}|[ァ-ヴー]{{1,2}}{_MARK}{{1,2}}[ァ-ヴー]{{1,2}}) ?{_ROLE}"
)
_HALF_FULL = re.compile(
    rf"(?<![一-龥々○〇◯●*])[一-龥]{{1,2}}{_MARK}[一-龥]?[ ]?[一-龥]{{2}}(?=って(?:子|人|名)|という|くん|ちゃん|です[。\s]|$)|(?<![一-龥々○〇◯●*])[一-龥]{{2}} [一-龥]{_MARK}(?=って(?:子|人|名)|という|くん|ちゃん|です|$)"
)
_NOT_HIDDEN = re.compile(
    rf"^(?:[某各第毎全両]|[小中高]{_MARK}|[一二三四五六七八九十\d]{_MARK})|{_MARK}[年組校市区町村]"
)


def hidden(text: str) -> Iterator[Span]:
    """た な か け ん た, さ・と・うさん, 田○先生, た*か先生."""
    for match in _APART.finditer(text):
        joined = match.group().replace(match["by"], "").translate(TO_HIRAGANA)
        if _full(joined) or (_CALLS.sub("", joined) in kana_surnames() and _called(joined, text, match.end())):
            yield match.start(), match.end(), 0.85
    for pattern in (_HALF, _HALF_FULL):
        for match in pattern.finditer(text):
            if not _NOT_HIDDEN.search(match.group()):
                yield match.start(), match.end(), 0.8


def _full(joined: str) -> bool:
    """A frequent family name of three or four sounds, and as many more as a given name has."""
    named = any(joined[:size] in kana_surnames() and 2 <= len(joined) - size <= 4 for size in (3, 4))
    return named and not _SENTENCE.search(joined)


def _called(joined: str, text: str, end: int) -> bool:
    return _CALLS.search(joined) is not None or _CALLED.match(text, end) is not None
