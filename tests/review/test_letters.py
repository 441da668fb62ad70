"""What moderators write to members: gaps must be filled, and nothing in it may point at somebody."""

import re

import pytest

from app.errors import Invalid
from app.review import letters
from app.review.letters import ANSWERS, LETTERS
from app.review.models import Outcome
from tests.review import rulings_cast as cast
from tests.review.conftest import PHONE, House
from tests.support.cast import looking, state_of


def test_every_begun_letter_has_a_gap_in_both_languages(sqlite_house: House) -> None:
    for locale in ("ja", "en"):
        with sqlite_house.app.test_request_context(headers={"Accept-Language": locale}):
            for letter in (LETTERS | ANSWERS).values():
                assert letters.has_gap(str(letter.words)), str(letter.name)


def test_a_letter_is_put_below_what_was_written_and_decides_nothing(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = cast.reported(house, yuki)
    house.claim(mori, text)
    sent = {"mark": house.mark(mori, text), "reason": "hurts", "note": "控えです", "measure": "pause", "hours": "72"}
    answer = mori.post(f"/review/{text}/rulings", fill="1", letter="part", words="こんばんは。", **sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    words = re.search(r'name="words"[^>]*>\s*(.*?)</textarea>', page, re.S)
    assert words
    assert words[1].startswith("こんばんは。\n")
    assert "〔どのことば〕" in words[1]
    assert "控えです" in page
    assert re.search(r'<option value="pause" selected', page)
    assert re.search(r'<option value="72" selected', page)
    assert house.rulings(text) == []


@pytest.mark.parametrize("field", ["words", "note"])
@pytest.mark.parametrize(
    ("said", "sentence"),
    [("「〔どのことば〕」を言いかえてください", "〔 〕のところ"), (f"くわしくは {PHONE} まで", "手がかりが入っている")],
)
def test_unfilled_gaps_and_clues_are_refused_by_the_form_and_by_the_service(
    house: House, field: str, said: str, sentence: str
) -> None:
    yuki, mori = house.member(), house.moderator()
    text = cast.reported(house, yuki)
    house.claim(mori, text)
    answer = mori.post(
        f"/review/{text}/rulings", outcome="remove", reason="hurts", mark=house.mark(mori, text), **{field: said}
    )
    page = answer.get_data(as_text=True)
    assert (answer.status_code, sentence in page, said in page) == (422, True, True)
    with pytest.raises(Invalid, match=sentence):
        cast.ruled(house, mori, text, **{field: said})  # type: ignore[arg-type]  # by name
    assert (state_of(house.app, text), house.rulings(text)) == ("visible", [])


def test_words_that_nobody_can_check_are_not_sent(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.contributions import screening

    def fails(*_given: object) -> None:
        raise RuntimeError("away")

    monkeypatch.setattr(screening, "screen", fails)
    with looking(sqlite_house.app), pytest.raises(Invalid, match="確かめられません"):
        letters.refuse_unfit("よろしくお願いします")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"outcome": "warn", "measure": "pause", "hours": "24"}, "重ねるときは「出さない」"),
        ({"outcome": "remove", "measure": "pause", "hours": "5"}, "休みの長さ"),
        ({"outcome": "remove", "measure": "mask_ban"}, "理由を本人へのことばに"),
        ({"outcome": "remove", "measure": "remove"}, "一覧から選んで"),
        ({"outcome": "fold"}, "読む前に伝えること"),
    ],
)
def test_what_does_not_fit_together_comes_back_with_a_sentence(
    sqlite_house: House, fields: dict[str, str], sentence: str
) -> None:
    yuki, mori = sqlite_house.member(), sqlite_house.moderator()
    text = cast.reported(sqlite_house, yuki)
    sqlite_house.claim(mori, text)
    answer = mori.post(f"/review/{text}/rulings", reason="hurts", mark=sqlite_house.mark(mori, text), **fields)
    assert (answer.status_code, sentence in answer.get_data(as_text=True)) == (422, True)
    assert sqlite_house.rulings(text) == []


def test_every_outcome_that_the_page_offers_can_be_chosen_with_its_key(sqlite_house: House) -> None:
    yuki, mori = sqlite_house.member(), sqlite_house.moderator()
    text = cast.thread(sqlite_house, yuki)
    sqlite_house.report(sqlite_house.member(), text, "other")
    sqlite_house.claim(mori, text)
    page = mori.client.get(f"/review/{text}").get_data(as_text=True)
    offered = dict(re.findall(r'name="outcome" value="(\w+)" data-key="(\d)"', page))
    assert offered == {
        each.value: key
        for each, key in {
            Outcome.PUBLISH: "1",
            Outcome.REMOVE: "3",
            Outcome.WARN: "4",
            Outcome.RETURN: "5",
            Outcome.FOLD: "6",
            Outcome.CLOSE_THREAD: "7",
        }.items()
    }
