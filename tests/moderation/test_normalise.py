"""Whatever is typed, every view knows where each of its characters came from, and stays about as long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation import Draft
from moderation.normalise import GROWTH, Normalised, normalise
from moderation.reading import Reading

TRICKS = st.sampled_from(
    [
        *"死にたい０8〇-ー~〜・ ．.@＠aАоρＡ🅻①❶\u200b\u202e\u0301\u3099ハﾊﾞｶﾞしｎゼロれい一二「」\n😂\ud800\ufdfa",
        "ゼロハチ",
        "oh seven ",
        "に",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(TRICKS, max_size=60).map("".join))


def _views(text: str) -> list[Normalised]:
    reading = Reading(Draft(text))
    return [reading.plain, reading.digits, reading.folded, reading.compact]


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_character_of_every_view_has_its_place(text: str) -> None:
    for view in _views(text):
        places = list(view.offsets)
        assert len(places) == len(view.text)
        assert all(0 <= place < len(text) for place in places)
        assert places == sorted(places)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_no_view_grows_without_bound(text: str) -> None:
    assert all(len(view.text) <= GROWTH * len(text) for view in _views(text))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(0, 80), st.integers(1, 20))
def test_a_span_of_a_view_lies_within_the_original(text: str, start: int, size: int) -> None:
    for view in _views(text):
        if start + size <= len(view.text):
            first, last = view.span(start, start + size)
            assert 0 <= first < last <= len(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("０８０−１２３４", "080-1234"),
        ("①②③❹", "1234"),
        ("ﾊﾟﾊﾟﾎﾞｰﾙ", "パパボール"),
        ("し\u200bに\u202eたい", "しにたい"),
        ("kіll", "kill"),
        ("🅛🅘🅝🅔", "LINE"),
        ("h\u0336e\u0336", "he"),
        ("cafe\u0301", "café"),
    ],
)
def test_what_was_typed_reads_as_what_was_meant(typed: str, meant: str) -> None:
    assert normalise(typed).text == meant


@pytest.mark.parametrize(
    ("typed", "figures"),
    [
        ("〇九〇の一二三四", "090-1234"),
        ("ゼロハチゼロサンゴー", "08035"),
        ("oh seven double-oh nine", "07009"),
        ("공일공 삼이칠구 팔팔공사", "010 3279 8804"),
        ("に行く", "に行く"),
        ("荷物に959-1299と", "荷物に959-1299と"),
    ],
)
def test_spelled_numbers_become_figures(typed: str, figures: str) -> None:
    assert Reading(Draft(typed)).digits.text == figures


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("し に た い", "しにたい"),
        ("死・に・た・い", "死にたい"),
        ("タヒにたい", "死にたい"),
        ("4にたい", "死にたい"),
        ("シニタイーーー", "しにたいー"),
        ("しにたぃ", "しにたい"),
    ],
)
def test_disguised_words_are_looked_up_as_they_are_meant(typed: str, found: str) -> None:
    assert Reading(Draft(typed)).compact.text == found


def test_a_span_points_at_what_was_really_typed() -> None:
    text = "ね、 し に た い です"
    view = Reading(Draft(text)).compact
    at = view.text.index("しにたい")
    first, last = view.span(at, at + 4)
    assert text[first:last] == "し に た い"
