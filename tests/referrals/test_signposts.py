"""Whoever needs a card gets two or three lines that answer at that moment."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.referrals import cards
from app.referrals.hours import open_at
from app.referrals.lines import Channel
from app.referrals.signposts import for_every_page, lines_for, signposts
from moderation.decision import CareTopic
from tests.referrals.clocks import tokyo

NIGHT, NOON = tokyo("2026-11-22 02:00"), tokyo("2026-11-24 12:00")
NEVER_AT_NIGHT = {
    "jp-childline", "jp-childline-chat", "jp-inochi-freedial", "jp-inochi-navi", "jp-kodomo-jinken-110", "jp-kokoro-dial",
    "jp-dv-plus-chat", "jp-tell",
}  # fmt: skip


def ids(topic: str, moment: datetime, locale: str = "ja") -> list[str]:
    return [line.id for line in signposts(topic, moment, locale)]


def test_every_topic_moderation_knows_has_a_card_and_no_other() -> None:
    assert set(cards.cards()) == {topic.value for topic in CareTopic}


@pytest.mark.parametrize("topic", [topic.value for topic in CareTopic])
@pytest.mark.parametrize("locale", ["ja", "en"])
def test_at_any_hour_of_a_week_a_card_has_one_to_three_lines_that_answer(topic: str, locale: str) -> None:
    for hours in range(7 * 24):
        moment = NIGHT + timedelta(hours=hours)
        lines = signposts(topic, moment, locale)
        assert 2 <= len(lines) <= 3
        for line in lines:
            is_open = open_at(line, moment).is_open
            assert is_open or (is_open is None and line.id == "jp-188")


@pytest.mark.parametrize("topic", [topic.value for topic in CareTopic])
def test_at_two_in_the_morning_nobody_is_sent_to_a_line_that_is_closed(topic: str) -> None:
    assert not NEVER_AT_NIGHT & set(ids(topic, NIGHT))


def test_a_line_that_closes_is_on_the_card_only_while_it_is_open() -> None:
    card = replace(cards.card("self"), lines=("jp-inochi-freedial", "jp-kokoro-dial", "jp-inochi-sos"))
    evening = tokyo("2026-11-24 17:00")
    assert [line.id for line in lines_for(card, evening, "ja")] == ["jp-inochi-freedial", "jp-inochi-sos"]
    assert [line.id for line in lines_for(card, NIGHT, "ja")] == ["jp-inochi-sos"]


@pytest.mark.parametrize("topic", ["self", "child_said", "child_self_harm", "other_member"])
@pytest.mark.parametrize("locale", ["ja", "en"])
def test_a_parent_who_cannot_speak_aloud_at_night_sees_the_chat_first(topic: str, locale: str) -> None:
    assert ids(topic, NIGHT, locale)[0] == "jp-anata-no-ibasho"
    assert signposts(topic, NIGHT, locale)[0].channel is Channel.WEBCHAT


@pytest.mark.parametrize("moment", [NIGHT, NOON])
@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize(
    ("topic", "first"),
    [("medical", "jp-119"), ("child_missing", "jp-110"), ("dv", "jp-dv-plus"), ("i_may_hurt", "jp-jiso-soudan")],
)
def test_what_cannot_wait_comes_first_whatever_hour_and_language(
    topic: str, first: str, moment: datetime, locale: str
) -> None:
    assert ids(topic, moment, locale)[0] == first


@pytest.mark.parametrize("moment", [NIGHT, NOON])
def test_each_topic_names_the_lines_that_were_made_for_it(moment: datetime) -> None:
    assert "jp-child-sos-24h" in ids("child_said", moment)
    assert ids("i_may_hurt", moment)[:2] == ["jp-jiso-soudan", "jp-189"]
    assert "jp-110" in ids("child_violence", moment)
    assert ids("medical", moment)[1] == "jp-anata-no-ibasho"
    assert ids("consumer", moment)[0] == "jp-188"


def test_by_day_an_english_reader_sees_the_line_with_foreign_languages_first() -> None:
    assert ids("self", NOON, "en")[0] == "jp-yorisoi"
    assert ids("self", NIGHT, "en")[0] != "jp-yorisoi"


def test_a_site_its_operator_left_alone_still_offers_lines_but_no_clock() -> None:
    later = tokyo("2031-05-05 02:00")
    for topic in CareTopic:
        lines = signposts(topic.value, later, "ja")
        assert lines
        assert all(open_at(line, later).is_open is None for line in lines)


def test_every_page_knows_one_telephone_for_parents() -> None:
    line = for_every_page(NIGHT, "ja")
    assert line
    assert line.id == "jp-child-sos-24h"
    assert line.tel == "tel:0120078310"
    english = for_every_page(NOON, "en")
    assert english
    assert "en" in english.languages
    assert for_every_page(tokyo("2031-05-05 02:00"), "ja") is None
