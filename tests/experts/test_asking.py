"""Asking: the form helps, keeps what was typed, and everything goes through the one door."""

import pytest
from sqlalchemy import select

from app import db
from app.contributions import services as door
from app.experts.models import Audience, Question
from app.notices.models import Notice, NoticeKind
from tests.experts.cast import a_counsellor, a_pause, a_question, an_answer, row
from tests.experts.conftest import Evening
from tests.support.cast import a_member, a_visitor, at_work, looking, token

ASK = "/experts/school/ask"
FINE = {"title": "朝のこと", "body": "起きられない日が続いています。", "audience": "everyone", "nonce": "one"}


def all_questions(evening: Evening) -> list[Question]:
    with looking(evening.app):
        found = list(db.session().scalars(select(Question)))
        db.session().expunge_all()  # what was read stays readable after the transaction
        return found


def test_a_parent_asks_and_is_told_their_place_and_nothing_about_others(evening: Evening) -> None:
    for _ in range(2):
        a_question(evening.app, a_member(evening.app))
    question_id = a_question(evening.app, evening.asker, title="わたしの番")
    page = evening.asker.client.get(f"/questions/{question_id}").get_data(as_text=True)
    assert "いま3番目です" in page
    room = evening.asker.client.get("/experts/school").get_data(as_text=True)
    assert "いま3番目です" in room
    assert "わたしの番" in room
    assert "いま3番目です" not in a_member(evening.app).client.get("/experts/school").get_data(as_text=True)


def test_the_line_moves_on_when_those_before_are_answered_or_withdrawn(evening: Evening) -> None:
    first, second = (a_question(evening.app, a_member(evening.app)) for _ in range(2))
    third = a_question(evening.app, evening.asker)
    an_answer(evening.counsellor, first)
    assert "いま2番目です" in evening.asker.client.get(f"/questions/{third}").get_data(as_text=True)
    with at_work(evening.app):
        door.remove(db.session().get_one(Question, second))
    assert "いま1番目です" in evening.asker.client.get(f"/questions/{third}").get_data(as_text=True)


def test_the_form_helps_without_scripts_and_starts_with_the_smaller_circle(evening: Evening) -> None:
    page = evening.asker.client.get(ASK).get_data(as_text=True)
    assert "何が起きていますか" in page
    assert "ためしたこと" in page
    assert "知りたいこと" in page
    assert 'value="counsellors" required checked' in page
    assert 'name="nonce"' in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "ここに何か書いてください。"),
        ("title", "あ" * 81, "80文字まで"),
        ("body", " \n ", "ここに何か書いてください。"),
        ("body", "あ" * 8001, "8000文字まで"),
        ("audience", "", "だれが読めるかを選んでください。"),
        ("audience", "the whole world", "だれが読めるかを選んでください。"),
    ],
)
def test_what_was_typed_stays_when_something_is_missing(
    evening: Evening, field: str, value: str, sentence: str
) -> None:
    sent = evening.asker.post(ASK, **(FINE | {field: value}))
    page = sent.get_data(as_text=True)
    assert sent.status_code == 422
    assert sentence in page
    assert all(words in page for name, words in FINE.items() if name in {"title", "body"} - {field})
    assert not all_questions(evening)


def test_the_same_form_sent_twice_is_one_question(evening: Evening) -> None:
    first, second = (evening.asker.post(ASK, **FINE) for _ in range(2))
    assert first.location == second.location
    assert len(all_questions(evening)) == 1


def test_a_phone_number_is_asked_about_before_anything_is_kept(evening: Evening) -> None:
    sent = evening.asker.post(ASK, **(FINE | {"body": "電話は 090-1234-5678 です。お返事ください。"}))
    page = sent.get_data(as_text=True)
    assert 'value="masked"' in page
    assert 'name="audience" value="everyone"' in page
    assert not all_questions(evening)
    again = {"title": FINE["title"], "body": "電話は 090-1234-5678 です。お返事ください。", "audience": "everyone"}
    assert evening.asker.post(ASK, **again, choice="rewrite").get_data(as_text=True).count("090-1234-5678") == 1
    assert evening.asker.post(ASK, **again, choice="masked", nonce="two").status_code == 303
    (kept,) = all_questions(evening)
    assert "090-1234-5678" not in kept.body
    assert kept.title == FINE["title"]
    assert kept.audience is Audience.EVERYONE


def test_somebody_in_crisis_gets_a_card_and_the_question_is_kept(evening: Evening) -> None:
    sent = evening.asker.post(ASK, **(FINE | {"body": "もう消えてしまいたいです。子どものことも考えられません。"}))
    assert sent.status_code == 303
    (kept,) = all_questions(evening)
    assert kept.body
    with looking(evening.app):
        (told,) = db.session().scalars(select(Notice).where(Notice.kind == NoticeKind.CARE))
        assert (told.mask_id, told.contribution_id) == (evening.asker.mask_id, kept.id)


def test_a_held_question_says_so_to_its_asker_and_waits_outside_the_queue(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker)
    with at_work(evening.app):
        door.hold(db.session().get_one(Question, question_id))
    assert "確認待ち" in evening.asker.client.get(f"/questions/{question_id}").get_data(as_text=True)
    assert question_id not in evening.counsellor.client.get("/experts/school").get_data(as_text=True)
    with at_work(evening.app):
        door.publish(db.session().get_one(Question, question_id))
    assert question_id in evening.counsellor.client.get("/experts/school").get_data(as_text=True)


def test_a_visitor_is_sent_to_sign_in_and_loses_nothing(evening: Evening) -> None:
    visitor = a_visitor(evening.app)
    assert "/login?next=" in visitor.get(ASK).location
    sent = visitor.post(ASK, data=FINE | {"csrf_token": token(visitor)})
    assert sent.status_code == 401
    assert str(FINE["body"]) in sent.get_data(as_text=True)
    assert not all_questions(evening)


def test_a_paused_member_may_read_but_not_ask(evening: Evening) -> None:
    a_pause(evening.app, evening.asker)
    assert evening.asker.client.get("/experts/school").status_code == 200
    assert evening.asker.client.get(ASK).status_code == 403
    sent = evening.asker.post(ASK, **FINE)
    assert sent.status_code == 403
    assert str(FINE["body"]) in sent.get_data(as_text=True)
    assert not all_questions(evening)


def test_nobody_asks_in_a_room_that_is_not_there(evening: Evening) -> None:
    assert evening.asker.post("/experts/nowhere/ask", **FINE).status_code == 404


def test_a_withdrawn_question_leaves_no_words_and_no_lease(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker)
    evening.counsellor.post(f"/questions/{question_id}/take")
    away = evening.asker.post(f"/contributions/{question_id}/withdrawal")
    assert away.location == "/experts/school"
    gone = row(evening.app, question_id)
    assert (gone.title, gone.body, gone.drafter_mask_id) == ("", "", None)
    late = evening.counsellor.post(f"/questions/{question_id}/answer", body="せっかく書いた答え", nonce="n")
    assert late.status_code == 404
    assert "せっかく書いた答え" in late.get_data(as_text=True)


def test_the_asker_follows_each_step_in_plain_words(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker)
    colleague = a_counsellor(evening.app)

    def says() -> str:
        return evening.asker.client.get("/experts/school").get_data(as_text=True)

    assert "いま1番目です" in says()
    colleague.post(f"/questions/{question_id}/take")
    assert "相談員が読んで答えを書いています" in says()
    assert colleague.mask_name not in says()
    colleague.post(f"/questions/{question_id}/answer", body="ゆっくりで大丈夫です。", nonce="n")
    assert "答えが届きました" in says()
