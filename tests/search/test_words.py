"""What somebody types and what stands in a text are the same thing however they were typed."""

import pytest

from app.finding import letters
from app.search import snippets


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("復職", "来月から復職します"),
        ("転校", "転校を考えています"),
        ("ガッコウ", "ｶﾞｯｺｳに行けない"),
        ("がっこう", "ガッコウのこと"),
        ("ｐｔａ", "PTAの役員"),
        ("PTAの役員", "ことしはptaの役員です"),
        ("school", "Schools are closed"),
        ("夜", "夜がこわい"),
        ("２０２６", "2026年の春"),
        ("「学校に行けない」", "もう学校に行けないと言いました"),
        ('"school refusal"', "They call it school refusal here"),
        ("復職 転校", "転校のあとに復職"),
        ("不登校の", "「不登校」の親です。不登校の会"),
    ],
)
def test_it_is_found(typed: str, text: str) -> None:
    assert holds(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("復職", "復帰して就職"),
        ("art", "we start late"),
        ('"school refusal"', "refusal of school"),
        ("学校に行けない", "学校には行けない"),
        ("復職 転校", "転校だけ"),
    ],
)
def test_something_else_is_not(typed: str, text: str) -> None:
    assert not holds(typed, text)


def holds(typed: str, text: str) -> bool:
    """As the index decides: the terms are there, and the needle stands in the words."""
    folded = letters.folded(text)
    kept = letters.terms_of(folded)
    query = letters.read(typed)
    assert query.clauses
    for clause in query.clauses:
        begun = all(any(term.startswith(word) for term in kept) for word in clause.beginnings)
        by_terms = clause.terms <= kept and begun
        by_reading = clause.needle in folded
        if clause.is_exact:
            assert by_terms == by_reading, "terms alone may decide"
        assert by_terms or not by_reading, "the terms never miss what stands there"
        if not by_reading:
            return False
    return True


@pytest.mark.parametrize("typed", ["の", "a", "7", "、。", "「」"])
def test_what_is_too_short_to_find_is_said_and_not_looked_for(typed: str) -> None:
    assert letters.read(typed).clauses == ()


def test_short_words_beside_longer_ones_are_named() -> None:
    query = letters.read("の 転校 a")
    assert [clause.needle for clause in query.clauses] == ["転校"]
    assert query.too_short == ("の", "a")


def test_nobody_can_ask_for_more_than_a_few_things() -> None:
    query = letters.read(" ".join(f"ことば{number}" for number in range(500)))
    assert len(query.clauses) <= letters.MOST_CLAUSES


def test_a_snippet_shows_the_words_around_and_marks_them_as_written() -> None:
    text = "まえおき。" * 30 + "きのう、ｶﾞｯｺｳに電話しました。" + "そのあと。" * 30
    pieces = snippets.snippet(text, letters.read("がっこう").clauses)
    assert [piece for piece, is_found in pieces if is_found] == ["ガッコウ"]
    assert sum(len(piece) for piece, _ in pieces) <= snippets.LONGEST + 2
    assert pieces[0] == ("…", False)


def test_letters_that_grow_when_folded_do_not_shift_the_marks() -> None:
    pieces = snippets.marked("Straße und Schule", letters.read("schule").clauses)
    assert pieces == [("Straße und ", False), ("Schule", True)]
