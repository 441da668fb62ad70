"""A reply that lectures somebody who asked to be heard gets one soft question; kind replies get none."""

import pytest

from app import db
from app.contributions.models import Contribution
from app.forum import gentle
from app.forum.models import Wants
from app.seeds import content
from tests.forum.test_waiting import fields_of
from tests.support.cast import looking, token
from tests.support.threads import PHONE, Evening

LECTURE = "甘やかしているからです。朝は決まった時間に起こすべきです。"
SOFTLY = "助言や説得のように読める"
LECTURES = [
    LECTURE,
    "ゲームは取り上げたほうがいいですよ。",
    "まず早寝早起きをさせてください。",
    "普通は学校に行くものです。",
    "もっと厳しくしなければいけません。",
    "どうして病院に連れて行かないのですか。",
    "スクールカウンセラーに相談しましょう。",
    "親の責任だと思います。",
    "You should take away the game.",
    "Have you tried waking him earlier?",
    "You need to be firm with her.",
    "Why don't you just talk to the school?",
]
KIND = [
    "読みました。うちもです。",
    "どうかゆっくり休んでください。",
    "あたたかいものを飲んでくださいね。",
    "「学校に行くべき」と言われ続けて、わたしも苦しかったです。",
    "私も甘やかしていると言われました。つらかったです。",
    "無理しなくていいです。ここにいます。",
    "また聞かせてください。",
    "行かなければならないと思い込んでいた時期が、うちにもありました。",
    "I should have slept too, and did not. You are not alone.",
    "You don't have to answer. I read it.",
    "Please rest, and write again whenever you like.",
]


@pytest.mark.parametrize("body", LECTURES)
def test_a_lecture_is_noticed(body: str) -> None:
    assert gentle.lectures(body)


@pytest.mark.parametrize("body", KIND)
def test_kindness_is_let_through(body: str) -> None:
    assert not gentle.lectures(body)


def test_what_is_quoted_is_not_what_one_says() -> None:
    assert not gentle.lectures(f"> {LECTURE}\nこう言われて、悲しかったですね。")


def test_of_the_kind_replies_of_the_demo_evening_none_in_fifty_is_asked_about() -> None:
    replies = [text.body for start in content.threads() if start.kind == Wants.LISTENING for text in start.texts]
    asked = [body for body in replies if gentle.lectures(body)]
    assert len(replies) > 60
    assert len(asked) <= len(replies) // 50, asked


def test_a_lecture_is_asked_about_once_and_its_author_decides(quick_evening: Evening) -> None:
    evening = quick_evening
    asked = evening.aki.post(f"{evening.page}/replies", body=LECTURE, nonce="eins", warning="しつけの話")
    page = asked.get_data(as_text=True)
    assert asked.status_code == 200
    assert SOFTLY in page
    assert "手がかり" not in page
    kept = fields_of(page)
    assert kept["body"] == LECTURE
    with looking(evening.app):
        assert db.session().query(Contribution).count() == 1
    back = evening.aki.post(f"{evening.page}/replies", **kept, choice="rewrite").get_data(as_text=True)
    assert LECTURE in back
    assert 'value="しつけの話"' in back
    sent = evening.aki.post(f"{evening.page}/replies", **kept, choice="as_is")
    assert sent.status_code == 303
    assert "起こすべきです" in evening.read()


def test_it_is_never_asked_elsewhere_or_of_the_author_of_the_thread(quick_evening: Evening) -> None:
    evening = quick_evening
    assert (
        evening.yuki.post(f"{evening.page}/replies", body="自分にしっかりしなさいと言っています。").status_code == 303
    )
    started = evening.yuki.post(
        f"/boards/{evening.board}/threads", wants="advice", title="相談", body="どうすればいいでしょう。"
    )
    answered = evening.aki.post(f"{started.location}/replies", body=LECTURE)
    assert answered.status_code == 303


def test_moderation_asks_first_and_nobody_is_asked_twice(quick_evening: Evening) -> None:
    evening = quick_evening
    asked = evening.aki.post(f"{evening.page}/replies", body=f"{LECTURE}{PHONE}").get_data(as_text=True)
    assert "電話番号" in asked
    assert SOFTLY not in asked
    sent = evening.aki.post(f"{evening.page}/replies", **fields_of(asked), choice="masked")
    assert sent.status_code == 303


def test_the_question_is_asked_in_english_too(quick_evening: Evening) -> None:
    page = quick_evening.aki.client.post(
        f"{quick_evening.page}/replies?lang=en",
        data={"body": "You ought to call the school tomorrow.", "csrf_token": token(quick_evening.aki.client)},
    ).get_data(as_text=True)
    assert "asked to be heard" in page
