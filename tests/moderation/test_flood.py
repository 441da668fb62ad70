"""Repeats and copies are noticed, short replies may be repeated, and small successes may be shouted."""

import pytest

from moderation import Channel, Draft
from moderation.detectors.flood import floods
from moderation.reading import Reading

TEXT = "今夜も無料の相談会を開きます、気軽に来てください"


def _kinds(draft: Draft) -> set[str]:
    return {finding.kind for finding in floods(Reading(draft))}


def test_the_same_text_again_is_a_repeat_even_with_small_changes() -> None:
    assert _kinds(Draft(TEXT + "！！", earlier=("こんばんは", TEXT))) == {"flood.repeat"}


def test_a_short_reply_may_be_repeated() -> None:
    assert not _kinds(Draft("わかるー", earlier=("わかるー",)))


def test_one_text_by_many_is_noticed_and_by_one_is_not() -> None:
    assert _kinds(Draft(TEXT, others=(TEXT, TEXT.replace("今夜", "今晩")))) == {"flood.copied"}
    assert not _kinds(Draft(TEXT, others=(TEXT, "べつの話です、ごはんは何にしましたか")))


@pytest.mark.parametrize("text", ["HE ATE LUNCH AT THE TABLE TODAY!!!", "やったー！！！", "NHS"])
def test_joy_is_not_shouting(text: str) -> None:
    assert not _kinds(Draft(text))


def test_a_screen_of_capitals_or_marks_is_shouting() -> None:
    assert _kinds(Draft("EVERYBODY MUST READ THIS RIGHT NOW AND SHARE IT WITH ALL YOUR FRIENDS TODAY")) == {
        "flood.shouting"
    }
    assert _kinds(Draft("見て" + "！" * 20)) == {"flood.shouting"}


def test_links_are_counted_and_a_post_may_have_more() -> None:
    text = " ".join(["https://example.org/a"] * 4)
    assert _kinds(Draft(text)) == {"flood.links"}
    assert not _kinds(Draft(text, channel=Channel.POST))
