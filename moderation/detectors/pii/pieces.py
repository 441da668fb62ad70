"""Numbers told in several goes (“starts 07700, then 900, ends 482”) and numbers told backwards."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_STEP = re.compile(
    r"\b(?:then|next|after(?: that)?|followed by|ends?|ending|ended|last|lastly|finally|finish(?:es|ing)?|the rest|remaining|middle|(?:first|second|other|last) half|other (?:\w{2,8} )?(?:digits|numbers|figures)|luego|después|despu[ée]s|acaba|termina|final|depois|"
    r"puis|ensuite|finit|fin|dann|danach|am ende|zum schluss|tapos|saka|huli|rồi|tiếp|cuối|phir|baad)\b"
    r"|あと|次|つぎ|真ん中|まん中|中は|なか|つづ|続|最後|さいご|終わり|おわり|[上下](?!旬)|後ろ|うしろ|残り|のこり|から始|ではじ|頭|前半|後半|然后|接着|最后|中间|後面|后面|再来|結尾|结尾|"
    r"가운데|중간|끝|다음|마지막|뒤|그리고|แล้ว|ต่อ|ลงท้าย|กลาง|फिर|आखिर|अंत|बीच",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_FEWEST = 9
_GROUP = re.compile(r"\d[\d\-]{0,9}(?<!-)")
_GAP = 34
_PLAIN_GAP = re.compile(r"[ 、,・\-.]{1,3}(?:(?:and|y|e|et|und|と|then) )?")
_BACKWARDS = re.compile(
    r"backwards?|back to front|in reverse|revers(?:e|ed)\b|flip (?:it|this|them|that)|other way round|逆から|逆さ|さかさ|反対から|(?:うしろ|後ろ)から読|ひっくり返|倒着|倒过来|反着|反过来|"
    r"거꾸로|뒤에서부터|al revés|ao contrário|de trás para|à l['’]envers|rückwärts|von hinten|ย้อนกลับ|กลับหลัง|ngược|उल्टा|ulta\b|baligtad",
    re.IGNORECASE,
)


class Goes(NamedTuple):
    """A number in several goes: where it stands, and the figures of every go."""

    start: int
    end: int
    groups: tuple[str, ...]

    @property
    def figures(self) -> str:
        return "".join(self.groups)


def in_goes(text: str) -> Iterator[Goes]:
    """Every run of two to six goes that words like “then” and “ends” hold together, the longest first."""
    if len(_FIGURE.findall(text)) < _FEWEST or not _STEP.search(text):
        return
    for chain in _chains(text):
        for size in range(min(6, len(chain)), 1, -1):
            yield from (_goes(chain[at : at + size]) for at in range(len(chain) - size + 1))


def backwards(text: str) -> bool:
    """Whether a text says that something in it is to be read from its end."""
    return _BACKWARDS.search(text) is not None


def _chains(text: str) -> Iterator[list[re.Match[str]]]:
    chain: list[re.Match[str]] = []
    stepped = False
    for one, other in pairwise([*_GROUP.finditer(text), None]):
        assert one is not None
        chain.append(one)
        gap = text[one.end() : other.start()] if other else "\n"
        step = _STEP.search(gap) is not None
        if "\n" in gap or len(gap) > _GAP or not (step or _PLAIN_GAP.fullmatch(gap)):
            if stepped:
                yield chain[:12]
            chain, stepped = [], False
        stepped = stepped or step
    return


def _goes(groups: list[re.Match[str]]) -> Goes:
    return Goes(groups[0].start(), groups[-1].end(), tuple(one.group().replace("-", "") for one in groups))
