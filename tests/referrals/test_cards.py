"""The words of a card were written by people, are fixed, and keep to what was promised."""

from dataclasses import replace

import pytest

from app.referrals import cards, directory
from app.referrals.cards import Card
from app.referrals.lines import Words

ALL = [pytest.param(card, id=topic) for topic, card in cards.cards().items()]
# Means are never named, not even to warn of them.
MEANS = (
    "首",
    "飛び降",
    "薬",
    "ロープ",
    "練炭",
    "カッター",
    "リスト",
    "手首",
    "線路",
    "overdose",
    "pills",
    "rope",
    "cutting",
    "wrist",
    "jump",
)
ADVICE = ("考えすぎ", "べき", "しなければ", "がんばって", "頑張", "きっと", "必ず", "大丈夫になる", "気を引")
ADVICE_EN = ("you should", "you must", "you have to", "will get better", "cheer up", "overthinking", "attention")


@pytest.mark.parametrize("card", ALL)
def test_a_card_is_sound(card: Card) -> None:
    assert cards.faults(card, directory.from_file()) == []


@pytest.mark.parametrize("card", ALL)
def test_a_card_promises_nothing_lectures_nobody_and_names_no_means(card: Card) -> None:
    said = card.words.ja + card.words.en.lower()
    assert not [word for word in (*MEANS, *ADVICE, *ADVICE_EN) if word in said]
    assert "！" not in said
    assert "!" not in said


@pytest.mark.parametrize("card", ALL)
def test_a_card_can_be_read_in_one_breath(card: Card) -> None:
    assert len(card.words.ja) <= 220
    assert len(card.words.en) <= 480
    assert all(len(sentence) <= 60 for sentence in card.words.ja.split("。"))


def test_the_numbers_in_the_words_come_from_the_lines() -> None:
    assert "119か110へ" in cards.card("self").said_in("ja")
    assert "{" not in cards.card("child_missing").said_in("en")


def test_danger_is_answered_with_an_emergency_number_before_anything_else() -> None:
    assert cards.card("child_violence").said_in("ja").index("110") < 40
    assert cards.card("child_missing").said_in("ja").index("110") < 10


def test_a_topic_nobody_wrote_words_for_still_gets_a_card() -> None:
    assert cards.card("something-new") is cards.card("self")


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ({"lines": ("jp-nowhere",)}, "no line jp-nowhere"),
        ({"lines": ("jp-okaasan-hokenshitsu",)}, "no line jp-okaasan-hokenshitsu"),
        ({"words": Words("0120-279-338へ", "x")}, "a number is written out"),
        ({"words": Words("考えすぎです", "x")}, "says '考えすぎ'"),
        ({"words": Words("あ", "you should rest")}, "says 'you should'"),
        ({"first": ("jp-childline",)}, "comes first but may be closed"),
        ({"lines": ("jp-childline",), "first": ()}, "no line is open at all hours"),
    ],
)
def test_a_card_that_breaks_a_promise_stops_the_start(broken: dict[str, object], complaint: str) -> None:
    wrong = cards.faults(replace(cards.card("self"), **broken), directory.from_file())  # type: ignore[arg-type]  # each case fits its field
    assert any(complaint in each for each in wrong), wrong
