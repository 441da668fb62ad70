"""Details that are harmless one by one are noticed when together they point at one child."""

from moderation import Draft
from moderation.detectors.pii.gathered import gathered
from moderation.reading import Reading

EARLIER = ("霧ノ原市に住んでいます", "小6の息子です")


def _noticed(body: str, *earlier: str) -> list[str]:
    draft = Draft(body, lang="ja", earlier=earlier)
    return [draft.text[f.start : f.end] for f in gathered(Reading(draft))]


def test_town_year_and_club_together_are_noticed() -> None:
    assert _noticed("ミニバスの大会でした", *EARLIER) == ["ミニバス"]


def test_without_a_town_or_place_nothing_is_noticed() -> None:
    assert not _noticed("ミニバスの大会でした", "小6の息子です")


def test_a_text_that_adds_nothing_is_not_held_against_its_author() -> None:
    assert not _noticed("今日もいい天気でした", *EARLIER, "ミニバスをしています")


def test_a_first_text_stands_alone() -> None:
    assert not _noticed("霧ノ原市の小6、ミニバスのキャプテンです")
