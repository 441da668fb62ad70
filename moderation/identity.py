"""Looking closer than at a talk: in notes between people who work here, nobody is named at all, not even by a first name."""

import re
import unicodedata

from moderation.decision import Decision
from moderation.draft import Channel, Draft
from moderation.finding import UNSURE, Category
from moderation.masking import STAND_INS, hides
from moderation.morphemes import morphemes
from moderation.pipeline import screen
from moderation.policy import Policy
from moderation.public import is_public_number

Span = tuple[int, int]

# 翔太くん, ゆいちゃん; but not お子さん, 赤ちゃん and people who are called after what they do.
_CALLED = re.compile(r"([一-龥々ァ-ヴー]{1,4}|[ぁ-ん]{2,4})(くん|ちゃん|君(?!臨|主))")
_NOT_A_NAME = re.compile(
    r"(?:お?子|赤|お?母|お?父|お?姉|お?兄|お?孫|[おぼ]?坊|お?嬢|皆|みんな|あか|弟|妹|おば|おじ|お?[ばじ]あ)$"
)
# A telephone in somebody's pocket stays that, also beside the name of an office.
_POCKET = re.compile(r"(?<!\d)\(?[0０][5-9５-９][0０](?:[\-‐－ー ()（）・.]{0,2}[\d０-９]){8}(?![\d０-９])")


def identifying(text: str) -> tuple[Span, ...]:
    """Where this says who somebody is: names of any kind, schools, addresses, numbers that are not public. Raises what screening raises.

    What is only supposed is left: nobody could insist here.
    """
    decision = screen(Draft(body=text, channel=Channel.ANSWER), Policy())
    seen = [
        (found.start, found.end)
        for found in decision.findings
        if found.category is Category.PII and not found.tags & {"whole", "gathered", UNSURE}
    ]
    return _joined([*seen, *_people(text), *_called(text), *_numbers(text)])


def plainly_identifying(decision: Decision) -> bool:
    """Whether a text says who somebody is in words that were seen, and that nobody has to guess."""
    return hides(decision.findings)


def is_stand_in(word: str) -> bool:
    """Did moderation put this, which stands in brackets, in the place of something?"""
    return word in STAND_INS


def _people(text: str) -> list[Span]:
    return [(word.start, word.end) for word in morphemes(text) if word.person]


def _called(text: str) -> list[Span]:
    return [(each.start(), each.end()) for each in _CALLED.finditer(text) if not _NOT_A_NAME.search(each[1])]


def _numbers(text: str) -> list[Span]:
    found = _POCKET.finditer(text)
    return [
        each.span()
        for each in found
        if not is_public_number(re.sub(r"\D", "", unicodedata.normalize("NFKC", each.group())))
    ]


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for start, end in sorted(spans):
        if kept and start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return tuple(kept)
