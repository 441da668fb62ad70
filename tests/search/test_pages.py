"""Looking for something: with and without an account, page by page, and nothing of it left anywhere."""

import re
from datetime import timedelta

import pytest

from app import clock
from app.forum.models import Wants
from app.search import queries
from tests.search.conftest import Night
from tests.support.cast import Person, token
from tests.support.threads import statements

SLIP = re.compile(r'href="(/search/[\w=-]+)"')


def looks_for(night: Night, words: str, person: Person | None = None, **more: str):  # type: ignore[no-untyped-def]  # Werkzeug's own type
    client = person.client if person else night.visitor
    fields = {"csrf_token": token(client), "words": words, **more}
    return client.post("/search", data=fields)


def reads(night: Night, words: str, person: Person | None = None, **more: str) -> str:
    answer = looks_for(night, words, person, **more)
    assert answer.status_code == 303
    client = person.client if person else night.visitor
    return client.get(answer.headers["Location"]).get_data(as_text=True)


def test_a_visitor_finds_a_thread_and_the_words_are_marked(night: Night) -> None:
    thread = night.writes("転校の話", "春に<b>転校</b>しました。")
    page = reads(night, "転校")
    assert f"/threads/{thread}" in page
    assert '<mark class="found">転校</mark>の話' in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "きょうはここまで" in page


def test_a_reply_is_found_under_the_heading_of_its_thread_and_leads_to_its_place(night: Night) -> None:
    thread = night.writes("春の話")
    reply = night.answers(thread, "うちは転校しました。")
    page = reads(night, "転校")
    assert f"/threads/{thread}#post-{reply}" in page
    assert "春の話" in page


def test_what_is_looked_for_is_not_in_the_address_and_no_other_site_hears_of_it(night: Night) -> None:
    night.writes("転校の話")
    answer = looks_for(night, "転校")
    address = answer.headers["Location"]
    assert "転校" not in address
    assert "%E8" not in address
    assert len(address) == len(looks_for(night, "転校のことでとても困っています").headers["Location"])
    found = night.visitor.get(address)
    assert found.headers["Cache-Control"] == "no-store"
    assert found.headers["Referrer-Policy"] == "no-referrer"
    assert "<title>メモ</title>" in found.get_data(as_text=True)


def test_nothing_is_written_down_by_searching(night: Night, caplog: pytest.LogCaptureFixture) -> None:
    night.writes("春の話")
    with statements(night.app) as asked:
        reads(night, "転校届", night.yuki)
    changing = [each for each in asked if each.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]
    assert changing == []
    assert "転校届" not in caplog.text


def test_a_slip_is_good_for_an_hour_and_for_nobody_else(night: Night) -> None:
    night.writes("転校の話")
    address = looks_for(night, "転校", night.yuki).headers["Location"]
    assert night.yuki.client.get(address).status_code == 200
    assert night.aki.client.get(address).status_code == 410
    assert night.visitor.get(address).status_code == 410
    with clock.standing_at(clock.now() + timedelta(hours=2)):
        late = night.yuki.client.get(address)
    assert late.status_code == 410
    assert "もう一度どうぞ" in late.get_data(as_text=True)
    assert night.visitor.get("/search/nothing-we-made").status_code == 410


@pytest.mark.parametrize("words", ["", "の", "、", "あ" * 101])
def test_what_cannot_be_looked_for_is_said_kindly_and_stays_in_the_field(night: Night, words: str) -> None:
    answer = looks_for(night, words)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "もう一度たしかめてください" in page
    assert f'value="{words}"' in page


def test_short_words_beside_others_are_named_on_the_page(night: Night) -> None:
    night.writes("転校の話")
    assert "「の」は短すぎて" in reads(night, "転校 の")


def test_nothing_found_says_what_to_do_next(night: Night) -> None:
    assert "言いかえたことば" in reads(night, "宇宙船")


def test_filters_stay_chosen_and_narrow(night: Night) -> None:
    here = night.writes("転校の話")
    there = night.writes("転校の相談", board=night.junior, wants=Wants.ADVICE)
    page = reads(night, "転校", stage="junior")
    assert f"/threads/{there}" in page
    assert f"/threads/{here}" not in page
    assert '<option value="junior" selected>' in page
    assert f"/threads/{here}" in reads(night, "転校", wants="listening", answered="unanswered")
    assert f"/threads/{here}" not in reads(night, "転校", answered="answered")
    assert "まだ見つかりません" in reads(night, "転校", place="nowhere")
    assert looks_for(night, "転校", wants="money").status_code == 422


def test_pages_follow_each_other_without_numbers_until_it_is_enough_for_today(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "SHOWN", 2)
    threads = [night.writes(f"転校{number}") for number in range(5)]
    page, read = reads(night, "転校"), []
    while True:
        read += re.findall(r'class="thread__title" href="/threads/(\w+)"', page)
        following = re.search(r'href="(/search/[\w=-]+)"[^>]*>(?:(?!</a>).)*つぎへ', page, re.S)
        if following is None:
            break
        page = night.visitor.get(following[1]).get_data(as_text=True)
    assert sorted(read) == sorted(threads)
    assert "きょうはここまで" in page


def test_what_leaves_between_two_pages_is_on_neither(night: Night, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "SHOWN", 1)
    first, second = night.writes("転校の一"), night.writes("転校の二")
    page = reads(night, "転校")
    assert f"/threads/{second}" in page
    night.does("hold", first)
    following = re.search(r'href="(/search/[\w=-]+)"[^>]*>(?:(?!</a>).)*つぎへ', page, re.S)
    assert following
    assert f"/threads/{first}" not in night.visitor.get(following[1]).get_data(as_text=True)


def test_a_text_one_is_warned_of_is_not_shown_before_it_is_opened(night: Night) -> None:
    from app import db
    from app.contributions.models import Contribution
    from tests.support.cast import at_work

    thread = night.writes("転校の話", "転校のつらい話です。")
    with at_work(night.app):
        db.session().get_one(Contribution, thread).warning = "けがの話"
    page = reads(night, "転校")
    assert "読む前に：けがの話" in page
    assert "つらい話" not in page


def test_a_page_asks_the_database_as_often_for_ten_finds_as_for_two(night: Night) -> None:
    asked = []
    for count in (2, 8):
        for number in range(count):
            thread = night.writes(f"転校{count}{number}")
            night.answers(thread, f"転校しました{count}{number}")
        address = looks_for(night, "転校").headers["Location"]
        with statements(night.app) as heard:
            night.visitor.get(address)
        asked.append(len(heard))
    assert asked[1] - asked[0] <= 2, "once more for the threads of replies that are not on the page themselves"
    assert asked[1] < 24
