"""While somebody writes, the site says what it would ask; it keeps nothing, and never answers a cry with a form."""

import logging
import re

import pytest
from sqlalchemy import func, select

from app import db
from app.contributions.models import Concern, Contribution, Unsent
from app.notices.models import Notice
from app.permissions import Standing
from tests.support.cast import Person, a_member, a_visitor, looking, token
from tests.support.threads import PHONE, Evening, a_reply


def check(person: Person, place: str, body: str, **fields: object):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    return person.post("/checks", place=place, body=body, **fields)


def everything_kept(evening: Evening) -> list[int]:
    with looking(evening.app):
        kinds = (Contribution, Concern, Notice, Unsent)
        return [db.session().scalar(select(func.count()).select_from(kind)) or 0 for kind in kinds]


def test_what_would_identify_somebody_is_marked_and_a_masked_form_offered(evening: Evening) -> None:
    answer = check(evening.aki, f"/boards/{evening.board}/threads", PHONE, title="電話のこと")
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "送る前に一度だけおたずねします" in shown
    assert re.search(r"<mark>[^<]*090-1234-5678[^<]*</mark>", shown)
    assert 'data-masked="うちの番号は［電話番号］です。"' in shown
    assert 'data-masked-title="電話のこと"' in shown


def test_ordinary_words_are_answered_with_nothing(quick_evening: Evening) -> None:
    for body in ("今日もなんとか朝になりました。", "", "あ", "あ" * 10_001):
        answer = check(quick_evening.aki, f"{quick_evening.page}/replies", body)
        assert (answer.status_code, answer.data) == (204, b"")


def test_what_would_wait_is_told_with_its_reason_in_kind_words(quick_evening: Evening) -> None:
    body = "不登校は3か月で必ず治せます。LINEで個別に相談料5万円でご案内します。"
    shown = check(quick_evening.aki, f"{quick_evening.page}/replies", body).get_data(as_text=True)
    assert "見守りの人が先に読みます" in shown
    assert "<li>" in shown
    assert "エラー" not in shown


def test_a_cry_is_not_answered_while_it_is_being_written(quick_evening: Evening) -> None:
    for cry in ("もう消えてしまいたいです。", "今夜、この子と一緒に死のうと思います。"):
        shown = check(quick_evening.aki, f"{quick_evening.page}/replies", cry).get_data(as_text=True)
        for card in ("care", "tel:", "<mark>", cry):
            assert card not in shown


def test_small_details_that_add_up_are_told_before_the_last_one_is_sent(quick_evening: Evening) -> None:
    for body in ("霧ノ原市でも、そろそろ雪です。", "小6になって、また少し休んでいます。"):
        a_reply(quick_evening.app, quick_evening.aki, quick_evening.thread, body)
    body = "ミニバスの大会のころは、元気でした。"
    shown = check(quick_evening.aki, f"{quick_evening.page}/replies", body).get_data(as_text=True)
    assert "これまでに書いた小さなことと合わせると" in shown
    stranger = check(quick_evening.yuki, f"{quick_evening.page}/replies", body)
    assert "小さなことと合わせると" not in stranger.get_data(as_text=True)


def test_nothing_is_kept_or_logged_of_a_check(evening: Evening, caplog: pytest.LogCaptureFixture) -> None:
    before = everything_kept(evening)
    with caplog.at_level(logging.DEBUG):
        check(evening.aki, f"{evening.page}/replies", PHONE)
    assert everything_kept(evening) == before
    assert "090" not in caplog.text


def test_the_check_says_what_sending_then_does(quick_evening: Evening) -> None:
    place = f"{quick_evening.page}/replies"
    for body in (PHONE, "今日もなんとか朝になりました。"):
        is_told = check(quick_evening.aki, place, body).status_code == 200
        is_asked = quick_evening.aki.post(place, body=body).status_code == 200
        assert is_told == is_asked


def test_rewriting_ones_own_words_is_checked_too_but_nobody_elses(quick_evening: Evening) -> None:
    reply = a_reply(quick_evening.app, quick_evening.aki, quick_evening.thread)
    place = f"/contributions/{reply}/revisions"
    assert "090-1234-5678" in check(quick_evening.aki, place, PHONE).get_data(as_text=True)
    assert check(quick_evening.aki, "/contributions/nothere/revisions", PHONE).status_code == 404


def test_checks_are_for_members_and_not_without_end(quick_evening: Evening) -> None:
    visitor = a_visitor(quick_evening.app)
    fields = {"csrf_token": token(visitor), "place": f"{quick_evening.page}/replies", "body": PHONE}
    assert visitor.post("/checks", data=fields).status_code == 401
    answers = [check(quick_evening.aki, f"{quick_evening.page}/replies", "あ").status_code for _time in range(42)]
    assert answers[0] == 204
    assert answers[-1] == 429


def test_links_of_newcomers_wait_and_their_author_is_told_while_writing(quick_evening: Evening) -> None:
    new = a_member(quick_evening.app, standing=Standing.NEWCOMER)
    body, place = "ここに書いてありました。https://example.com/page", f"{quick_evening.page}/replies"
    assert "見守りの人が先に読みます" in check(new, place, body).get_data(as_text=True)
    assert check(quick_evening.aki, place, body).status_code == 204
    new.post(place, body=body)
    quick_evening.aki.post(place, body=body + "です")
    with looking(quick_evening.app):
        states = {text.body: text.state.value for text in db.session().scalars(select(Contribution))}
    assert states[body] == "held"
    assert states[body + "です"] == "visible"
