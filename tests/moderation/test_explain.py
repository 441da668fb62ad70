"""Authors read kind sentences about their words; how it was seen stays inside."""

from itertools import chain

import pytest

from moderation import Draft, Finding, Policy, Severity
from moderation.explain import for_author, for_moderator, name_of
from moderation.finding import KINDS

EVERY_KIND = tuple(chain.from_iterable(KINDS.values()))
DRAFT = Draft("ここがその言葉です", lang="ja")


def _finding(kind: str, *tags: str) -> Finding:
    return Finding(kind, Severity.STRONG, 4, 7, 0.9, "words.ja-secret-detector", frozenset(tags))


@pytest.mark.parametrize("lang", ["ja", "en", "xx"])
@pytest.mark.parametrize("kind", [kind for kind in EVERY_KIND if not kind.startswith("crisis.")])
def test_the_author_reads_a_sentence_for_every_kind(kind: str, lang: str) -> None:
    (sentence,) = for_author(DRAFT, Policy().decide(DRAFT, (_finding(kind),)), lang)
    assert kind not in sentence
    assert "secret-detector" not in sentence
    assert "0.9" not in sentence
    assert "の言葉" in sentence or kind.startswith("flood.")


WAYS_OUT = {
    "ja": (
        "なおせます",
        "ませんか",
        "られます",
        "できます",
        "あります",
        "伝わります",
        "安心して",
        "してください",
        "届きやすく",
        "人が目を通してから",
    ),
    "en": ("?", "you can", "you could", "You could", "lists", "better", "will read it first"),
}


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("kind", [kind for kind in EVERY_KIND if not kind.startswith("crisis.")])
def test_every_sentence_names_a_way_out_and_blames_nobody(kind: str, lang: str) -> None:
    (sentence,) = for_author(DRAFT, Policy().decide(DRAFT, (_finding(kind),)), lang)
    assert any(way in sentence for way in WAYS_OUT[lang]), sentence
    assert not any(word in sentence for word in ("違反", "禁止", "不正", "エラー", "violat", "forbidden", "illegal"))


def test_no_two_kinds_of_selling_or_hurting_read_alike_where_the_way_out_differs() -> None:
    texts = {
        kind: for_author(DRAFT, Policy().decide(DRAFT, (_finding(kind),)))[0]
        for kind in EVERY_KIND
        if kind[:4] in ("scam", "abus")
    }
    assert len(set(texts.values())) == len(texts)


def test_a_moderator_is_told_what_is_only_supposed() -> None:
    assert "推測" in for_moderator(DRAFT, _finding("abuse.threat", "unsure"))
    assert "supposed" in for_moderator(DRAFT, _finding("abuse.threat", "unsure"), "en")


def test_danger_is_answered_by_care_and_not_by_a_sentence() -> None:
    assert for_author(DRAFT, Policy().decide(DRAFT, (_finding("crisis.suicide_self"),))) == ()


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_moderator_reads_what_fired_and_how_sure(kind: str) -> None:
    assert "（ほぼ確か）" in for_moderator(DRAFT, _finding(kind))
    assert "(almost sure)" in for_moderator(DRAFT, _finding(kind, "joint"), "en")
    assert name_of(kind)
    assert name_of(kind, "en")


def test_each_kind_is_explained_once() -> None:
    decision = Policy().decide(Draft("080-3344-1290"), (_finding("pii.phone"), _finding("pii.phone")))
    assert len(for_author(Draft("0123456789"), decision)) == 1


def test_a_long_quotation_is_cut_and_stays_on_one_line() -> None:
    draft = Draft("あ\n" * 100)
    finding = Finding("abuse.insult", Severity.STRONG, 0, 200, 0.9, "x")
    assert len(for_moderator(draft, finding)) < 90
    assert "\n" not in for_moderator(draft, finding)
