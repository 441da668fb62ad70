"""Answering: one counsellor at a time, for twenty minutes, and no word is ever lost."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.contributions import services as door
from app.experts.models import Answer, Audience
from app.notices.models import Notice, NoticeKind
from app.permissions import Role
from tests.experts.cast import NURSE, SHORT, a_counsellor, a_pause, a_question, an_answer, row
from tests.experts.conftest import Evening
from tests.support.cast import Person, a_member, a_visitor, at_work, looking, token

WORDS = "まず眠れているかを、いっしょに見ましょう。"
STEPS = ("take", "release", "answer")


@pytest.fixture
def question_id(evening: Evening) -> str:
    return a_question(evening.app, evening.asker)


@pytest.fixture
def colleague(evening: Evening) -> Person:
    return a_counsellor(evening.app)


def answers_in(evening: Evening, question_id: str) -> list[tuple[str, str]]:
    with looking(evening.app):
        found = db.session().scalars(select(Answer).where(Answer.question_id == question_id))
        return [(answer.mask_id, answer.body) for answer in found]


def told(evening: Evening) -> list[tuple[str, str]]:
    with looking(evening.app):
        found = db.session().scalars(select(Notice).where(Notice.kind == NoticeKind.ANSWERED))
        return [(notice.mask_id, notice.contribution_id or "") for notice in found]


def hold_the_answer(evening: Evening, question_id: str) -> str:
    with at_work(evening.app):
        answer = db.session().scalars(select(Answer).where(Answer.question_id == question_id)).one()
        door.hold(answer)
        return answer.id


def test_a_counsellor_takes_a_question_answers_it_and_the_asker_is_told(evening: Evening, question_id: str) -> None:
    assert evening.counsellor.post(f"/questions/{question_id}/take").status_code == 303
    assert 'name="body"' in evening.counsellor.client.get(f"/questions/{question_id}").get_data(as_text=True)
    sent = evening.counsellor.post(f"/questions/{question_id}/answer", body=WORDS, nonce="n")
    assert sent.location == f"/questions/{question_id}"
    page = a_visitor(evening.app).get(f"/questions/{question_id}").get_data(as_text=True)
    assert WORDS in page
    assert "スクールカウンセラー" in page
    done = row(evening.app, question_id)
    assert done.answered_at is not None
    assert done.drafter_mask_id is None
    with looking(evening.app):
        answer_id = db.session().scalars(select(Answer.id)).one()
    assert told(evening) == [(evening.asker.mask_id, answer_id)]


def test_the_queue_shows_the_oldest_first_and_only_to_counsellors_of_the_room(evening: Evening) -> None:
    titles = ["ひとつめの質問", "ふたつめの質問", "みっつめの質問"]
    for title in titles:
        a_question(evening.app, a_member(evening.app), Audience.COUNSELLORS, title)
    page = evening.counsellor.client.get("/experts/school").get_data(as_text=True)
    places = [page.index(title) for title in titles]
    assert places == sorted(places)
    nurse = a_counsellor(evening.app, NURSE)
    for other in (nurse, a_member(evening.app), a_member(evening.app, role=Role.MODERATOR)):
        page = other.client.get("/experts/school").get_data(as_text=True)
        assert not any(title in page for title in titles)


def test_while_one_writes_another_sees_it_and_cannot_begin(
    evening: Evening, question_id: str, colleague: Person
) -> None:
    evening.counsellor.post(f"/questions/{question_id}/take")
    assert "ほかの相談員が書いています" in colleague.client.get("/experts/school").get_data(as_text=True)
    refused = colleague.post(f"/questions/{question_id}/take")
    assert refused.status_code == 409
    assert "ほかの相談員が書いています" in refused.get_data(as_text=True)
    kept = colleague.post(f"/questions/{question_id}/answer", body="わたしの答え", nonce="n")
    assert kept.status_code == 409
    assert "わたしの答え" in kept.get_data(as_text=True)
    assert row(evening.app, question_id).drafter_mask_id == evening.counsellor.mask_id
    assert not answers_in(evening, question_id)


def test_a_question_put_back_can_be_taken_by_another(evening: Evening, question_id: str, colleague: Person) -> None:
    evening.counsellor.post(f"/questions/{question_id}/take")
    colleague.post(f"/questions/{question_id}/release")
    assert row(evening.app, question_id).drafter_mask_id == evening.counsellor.mask_id, "not another's to put back"
    evening.counsellor.post(f"/questions/{question_id}/release")
    assert colleague.post(f"/questions/{question_id}/take").status_code == 303


def test_nobody_answers_what_they_have_not_taken(evening: Evening, question_id: str) -> None:
    refused = evening.counsellor.post(f"/questions/{question_id}/answer", body=WORDS, nonce="n")
    assert refused.status_code == 409
    assert WORDS in refused.get_data(as_text=True)
    assert not answers_in(evening, question_id)


def test_an_answer_after_twenty_minutes_is_kept_on_the_page_and_sent_with_one_more_press(
    evening: Evening, question_id: str
) -> None:
    start = clock.now()
    evening.counsellor.post(f"/questions/{question_id}/take")
    with clock.standing_at(start + timedelta(minutes=21)):
        late = evening.counsellor.post(f"/questions/{question_id}/answer", body=WORDS, nonce="n")
        assert late.status_code == 409
        assert WORDS in late.get_data(as_text=True)
        assert 'name="again"' in late.get_data(as_text=True)
        assert not answers_in(evening, question_id)
        assert (
            evening.counsellor.post(f"/questions/{question_id}/answer", body=WORDS, nonce="n", again="1").status_code
            == 303
        )
    assert answers_in(evening, question_id) == [(evening.counsellor.mask_id, WORDS)]


def test_an_answer_just_before_the_end_is_in_time(evening: Evening, question_id: str) -> None:
    start = clock.now()
    with clock.standing_at(start):
        evening.counsellor.post(f"/questions/{question_id}/take")
    with clock.standing_at(start + timedelta(minutes=19, seconds=59)):
        assert evening.counsellor.post(f"/questions/{question_id}/answer", body=WORDS, nonce="n").status_code == 303


def test_a_free_seat_goes_to_the_next_and_the_first_cannot_answer_over_them(
    evening: Evening, question_id: str, colleague: Person
) -> None:
    start = clock.now()
    evening.counsellor.post(f"/questions/{question_id}/take")
    with clock.standing_at(start + timedelta(minutes=21)):
        assert colleague.post(f"/questions/{question_id}/take").status_code == 303
        for again in ("", "1"):
            late = evening.counsellor.post(f"/questions/{question_id}/answer", body=WORDS, nonce="n", again=again)
            assert late.status_code == 409
            assert WORDS in late.get_data(as_text=True)
        assert colleague.post(f"/questions/{question_id}/answer", body="つぎの人の答え", nonce="m").status_code == 303
        late = evening.counsellor.post(f"/questions/{question_id}/answer", body=WORDS, nonce="n", again="1")
        assert late.status_code == 409
        assert WORDS in late.get_data(as_text=True)
    assert [body for _mask, body in answers_in(evening, question_id)] == ["つぎの人の答え"]


def test_the_same_answer_sent_twice_is_one_answer(evening: Evening, question_id: str) -> None:
    evening.counsellor.post(f"/questions/{question_id}/take")
    sent = [evening.counsellor.post(f"/questions/{question_id}/answer", body=WORDS, nonce="n") for _ in range(2)]
    assert [answer.status_code for answer in sent] == [303, 303]
    assert len(answers_in(evening, question_id)) == 1
    assert len(told(evening)) == 1


@pytest.mark.parametrize(("body", "sentence"), [("", "ここに何か書いてください。"), ("あ" * 8001, "8000文字まで")])
def test_an_answer_that_does_not_fit_comes_back_whole(
    evening: Evening, question_id: str, body: str, sentence: str
) -> None:
    evening.counsellor.post(f"/questions/{question_id}/take")
    sent = evening.counsellor.post(f"/questions/{question_id}/answer", body=body, nonce="n")
    assert sent.status_code == 422
    assert sentence in sent.get_data(as_text=True)
    assert body in sent.get_data(as_text=True)


def test_an_answer_passes_the_same_door(evening: Evening, question_id: str) -> None:
    start = clock.now()
    evening.counsellor.post(f"/questions/{question_id}/take")
    with_number = "わたしに 090-1234-5678 まで電話してください。"
    with clock.standing_at(start + timedelta(minutes=15)):
        asked = evening.counsellor.post(f"/questions/{question_id}/answer", body=with_number, nonce="n")
        assert 'value="rewrite"' in asked.get_data(as_text=True)
        assert not answers_in(evening, question_id)
    with clock.standing_at(start + timedelta(minutes=30)):
        back = evening.counsellor.post(f"/questions/{question_id}/answer", body=with_number, choice="rewrite")
        assert with_number in back.get_data(as_text=True)
        sent = evening.counsellor.post(f"/questions/{question_id}/answer", body=with_number, choice="masked", nonce="m")
        assert sent.status_code == 303, "reading our question did not cost the seat"
    ((_mask, body),) = answers_in(evening, question_id)
    assert "090-1234-5678" not in body


def test_an_answer_that_is_looked_at_keeps_the_question_from_being_answered_twice(
    evening: Evening, question_id: str, colleague: Person
) -> None:
    an_answer(evening.counsellor, question_id)
    answer_id = hold_the_answer(evening, question_id)
    assert row(evening.app, question_id).answered_at is None
    assert a_visitor(evening.app).get(f"/questions/{question_id}").status_code == 404
    page = evening.asker.client.get(f"/questions/{question_id}").get_data(as_text=True)
    assert "答えが書かれました" in page
    assert SHORT not in page
    assert question_id not in colleague.client.get("/experts/school").get_data(as_text=True)
    assert colleague.post(f"/questions/{question_id}/take").status_code == 409
    with at_work(evening.app):
        door.publish(db.session().get_one(Answer, answer_id))
    assert SHORT in evening.asker.client.get(f"/questions/{question_id}").get_data(as_text=True)


def test_a_question_whose_answer_was_removed_returns_to_the_queue(
    evening: Evening, question_id: str, colleague: Person
) -> None:
    an_answer(evening.counsellor, question_id)
    with at_work(evening.app):
        door.remove(db.session().scalars(select(Answer)).one())
    assert row(evening.app, question_id).answered_at is None
    assert question_id in colleague.client.get("/experts/school").get_data(as_text=True)
    an_answer(colleague, question_id, "別の見方もあります。")
    assert "別の見方" in a_visitor(evening.app).get(f"/questions/{question_id}").get_data(as_text=True)


def test_only_counsellors_of_the_room_can_act_on_a_question(evening: Evening, question_id: str) -> None:
    paused = a_counsellor(evening.app)
    a_pause(evening.app, paused)
    others = [evening.asker, a_member(evening.app), a_counsellor(evening.app, NURSE), paused]
    others += [a_member(evening.app, role=role) for role in (Role.MODERATOR, Role.LEAD, Role.OPERATOR, Role.WATCHER)]
    others += [a_counsellor(evening.app, role=role) for role in (Role.MEMBER, Role.MODERATOR)]
    visitor = a_visitor(evening.app)
    for step in STEPS:
        path = f"/questions/{question_id}/{step}"
        assert {person.post(path, body=WORDS, nonce="n").status_code for person in others} == {404}, step
        assert visitor.post(path, data={"csrf_token": token(visitor)}).status_code == 401, step
    assert row(evening.app, question_id).drafter_mask_id is None
    assert not answers_in(evening, question_id)


def test_a_counsellor_of_another_profession_reads_an_answered_question_and_no_more(
    evening: Evening, question_id: str
) -> None:
    an_answer(evening.counsellor, question_id)
    nurse = a_counsellor(evening.app, NURSE)
    assert nurse.client.get(f"/questions/{question_id}").status_code == 200
    acts = {nurse.post(f"/questions/{question_id}/{step}", body=WORDS, nonce="n").status_code for step in STEPS}
    assert acts == {403}


def test_a_counsellor_who_asks_cannot_answer_themselves(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.counsellor)
    queue = evening.counsellor.client.get("/experts/school").get_data(as_text=True).split('id="own"')[0]
    assert question_id not in queue
    assert "引き受ける" not in evening.counsellor.client.get(f"/questions/{question_id}").get_data(as_text=True)
    assert evening.counsellor.post(f"/questions/{question_id}/take").status_code == 403
    assert row(evening.app, question_id).drafter_mask_id is None


def test_a_counsellor_who_has_lost_the_role_has_lost_the_desk(evening: Evening, question_id: str) -> None:
    evening.counsellor.post(f"/questions/{question_id}/take")
    a_pause(evening.app, evening.counsellor)
    late = evening.counsellor.post(f"/questions/{question_id}/answer", body=WORDS, nonce="n")
    assert late.status_code == 404
    assert WORDS in late.get_data(as_text=True), "what was typed is still there to copy"
    assert not answers_in(evening, question_id)


def test_looking_changes_nothing(evening: Evening, question_id: str) -> None:
    for path in (f"/questions/{question_id}", "/experts", "/experts/school"):
        assert evening.counsellor.client.get(path).status_code == 200
    for step in STEPS:
        assert evening.counsellor.client.get(f"/questions/{question_id}/{step}").status_code == 405
    assert row(evening.app, question_id).drafter_mask_id is None
