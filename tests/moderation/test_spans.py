"""Whatever a span of a view points at, it is made of whole words and letters of what was typed: a mask leaves no half standing."""

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation import Draft, Policy, screen
from moderation.normalise import Normalised, normalise
from moderation.reading import Reading
from moderation.spelling import points_told, signs_told, words_typed_apart

LETTERS = st.lists(
    st.sampled_from([*"aZ か。\n-9", "ﾊﾞ", "ﾊﾟ", "か\u3099", "e\u0301", "x\u0336", "㍻", "㌔", "\u200b", "\u0301", "①"]),
    max_size=24,
).map("".join)
SPOKEN = [
    [*"oh zero one two three four five six seven eight nine twenty sixty-seven double-oh 4 07".split(), "two hundred"],
    ["double seven", "treble nine", "nine", "nought", "naught", "thirteen", "eighty"],
    ["cero", "siete", "nueve", "veintidós", "quatre-vingt-dix-sept", "soixante-douze", "einundzwanzig", "acht", "dos"],
    ["ゼロ", "ハチ", "きゅう", "ナナ", "ろく", "セブン", "ごー", "よん", "九", "〇", "8"],
    ["공", "일", "삼", "칠", "팔", "구"],
    ["ศูนย์", "แปด", "เจ็ด", "สาม", "เก้า"],
    ["शून्य", "नौ", "आठ", "सात", "तीन"],
]
BETWEEN = [" ", ", ", " - "]


@st.composite
def _told(draw: st.DrawFn) -> list[str]:
    """A sentence with a number in it, word by word; between the words of the number stands one sign for all."""
    words = draw(st.lists(st.sampled_from(draw(st.sampled_from(SPOKEN))), min_size=5, max_size=12))
    between = draw(st.sampled_from(BETWEEN))
    run = [part for word in words for part in (between, word)][1:]
    return ["ring ", *run, draw(st.sampled_from([" ", ". ", "!"])), "bye"]


def _views(text: str) -> list[Normalised]:
    reading = Reading(Draft(text))
    apart = [words_typed_apart(reading.plain), points_told(signs_told(reading.plain))]
    return [reading.plain, reading.digits, reading.folded, reading.compact, *apart]


@settings(max_examples=150, deadline=None)
@given(st.one_of(LETTERS, _told().map("".join)))
def test_every_character_ends_after_it_begins_and_within_the_text(text: str) -> None:
    for view in _views(text):
        assert len(view.ends) == len(view.offsets) == len(view.text)
        assert all(start < end <= len(text) for start, end in zip(view.offsets, view.ends, strict=True))
        assert list(view.ends) == sorted(view.ends)


@settings(max_examples=200, deadline=None)
@given(_told(), st.data())
def test_a_span_within_a_number_told_in_words_holds_whole_words(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    signs = [at for at, char in enumerate(text) if char in " -,.!" or char.isdigit()]
    edges = {*accumulate(map(len, parts)), *signs, *(at + 1 for at in signs)}
    digits = Reading(Draft(text)).digits
    figures = [at for at, char in enumerate(digits.text) if char.isdigit()]
    if figures:
        start, end = data.draw(st.sampled_from(figures)), data.draw(st.sampled_from(figures)) + 1
        if start < end:
            assert set(digits.span(start, end)) <= edges, (text, digits.text[start:end])


@settings(max_examples=200, deadline=None)
@given(LETTERS, st.integers(0, 30), st.integers(1, 8))
def test_what_is_left_beside_a_span_reads_as_it_did_before(text: str, start: int, size: int) -> None:
    view = normalise(text)
    if start + size > len(view.text):
        return
    first, last = view.span(start, start + size)
    before = [char for char, end in zip(view.text, view.ends, strict=True) if end <= first]
    after = [char for char, place in zip(view.text, view.offsets, strict=True) if place >= last]
    assert normalise(text[:first]).text == "".join(before)
    assert normalise(text[last:]).text == "".join(after)


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("ring oh seven seven hundred nine double oh four five six", "ring [phone number]"),
        ("it's oh seven seven oh oh, nine double oh, one twenty-seven, bye", "it's [phone number], bye"),
        ("ゼロキュウゼロ、サンイチニイロク、ゴーゴーハチナナです", "［電話番号］です"),
        ("zero eight zero, five five one two, nine double three seven thanks", "[phone number] thanks"),
    ],
)
def test_a_number_told_in_words_is_hidden_to_its_last_letter(typed: str, masked: str) -> None:
    assert screen(Draft(typed), Policy()).masked == masked


@pytest.mark.parametrize(
    ("view", "typed", "part", "stands_for"),
    [
        ("digits", "oh seven seven sixty-seven nine", "6", "sixty-seven"),
        ("digits", "oh seven double nine two", "9", "double nine"),
        ("plain", "ﾊﾞｽ", "バ", "ﾊﾞ"),
        ("plain", "㍻", "平", "㍻"),
        ("compact", "死・に・た・い", "にた", "に・た"),
        ("folded", "シニタイーーー", "ー", "ーーー"),
    ],
)
def test_a_piece_of_what_became_one_stands_for_all_of_it(view: str, typed: str, part: str, stands_for: str) -> None:
    tidied: Normalised = getattr(Reading(Draft(typed)), view)
    at = tidied.text.index(part)
    first, last = tidied.span(at, at + len(part))
    assert typed[first:last] == stands_for
