"""The words that passphrases and proposed names are drawn from."""

import random
import re
import tomllib

import pytest

from app.accounts import masks
from app.accounts.passphrases import DATA, WORDS, WordList, WordListTooSmall, normalise, word_list
from app.accounts.skeletons import skeleton
from app.contributions import screening

SPELLING = {"ja": re.compile(r"[ぁ-ゖ]{2,5}"), "en": re.compile(r"[a-z]{3,8}")}
DRAWS = 500


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_eight_words_carry_eighty_bits(locale: str) -> None:
    assert len(word_list(locale).words) >= 1100
    assert len(set(word_list(locale).draw())) > 1
    assert len(word_list(locale).draw()) == WORDS


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_every_word_is_short_and_easy_to_type(locale: str) -> None:
    assert [word for word in word_list(locale).words if not SPELLING[locale].fullmatch(word)] == []
    assert list(word_list(locale).words) == sorted(word_list(locale).words)


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_a_passphrase_typed_without_spaces_can_be_read_in_one_way_only(locale: str) -> None:
    words = set(word_list(locale).words)
    beginnings = {word[:length] for word in words for length in range(1, len(word))}
    assert words & beginnings == set()


def test_no_two_words_look_the_same_to_a_tired_eye() -> None:
    for locale in ("ja", "en"):
        words = word_list(locale).words
        assert len({skeleton(word) for word in words}) == len(words)


def test_words_typed_in_katakana_are_the_same_words() -> None:
    typed = " ".join(chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter for letter in "あまやどり")
    assert normalise(typed) == "あまやどり"


def test_a_list_that_is_too_small_is_refused() -> None:
    enough = [f"word{number}" for number in range(1024)]
    assert len(WordList(enough).words) == 1024
    with pytest.raises(WordListTooSmall, match="too few"):
        WordList(enough[:-1])


@pytest.mark.parametrize("twin", ["word7", "Word7", "word 7", "ｗｏｒｄ７"])
def test_a_list_with_two_words_typed_the_same_is_refused(twin: str) -> None:
    with pytest.raises(WordListTooSmall, match="twice"):
        WordList([*(f"word{number}" for number in range(1100)), twin])


@pytest.mark.parametrize(("locale", "firsts", "seconds"), [("ja", 120, 160), ("en", 100, 150)])
def test_there_are_enough_names_to_choose_from(locale: str, firsts: int, seconds: int) -> None:
    names = _names(locale)
    assert len(set(names["first"])) >= firsts
    assert len(set(names["second"])) >= seconds
    longest = max(map(len, names["first"])) + len(names["joint"][0]) + max(map(len, names["second"]))
    assert longest <= masks.LONGEST


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_every_proposed_name_is_one_that_the_site_would_accept(locale: str) -> None:
    names, chance = _names(locale), random.Random(20261122)
    drawn = [(chance.choice(names["first"]), chance.choice(names["second"])) for _ in range(DRAWS)]
    drawn += [(first, chance.choice(names["second"])) for first in names["first"]]
    drawn += [(chance.choice(names["first"]), second) for second in names["second"]]
    proposed = {names["joint"][0].join(pair) for pair in drawn}
    assert [name for name in sorted(proposed) if not screening.name_is_fine(name)] == []


def _names(locale: str) -> dict[str, list[str]]:
    return tomllib.loads((DATA / "pseudonyms.toml").read_text(encoding="utf-8"))[locale]
