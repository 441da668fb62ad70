"""What follows after a question was sent: changing it, answered ones first, danger, asking once more, thanks."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock, db
from app.contributions import services as door
from app.experts import queries
from app.experts.models import Answer, FollowUp, Question
from app.ids import new_id
from app.permissions import Role
from tests.experts.cast import a_counsellor, a_question, an_answer, row
from tests.experts.conftest import Evening
from tests.search.test_neighbours import MEETING, MORE
from tests.support.cast import Person, a_member, at_work, looking

ASK = "/experts/school/ask"
DANGER = "もう消えてしまいたいです。死にたいと毎日思っています。"


def again(evening: Evening, question_id: str, body: str = "もう少し教えてください。"):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    return evening.asker.post(f"/questions/{question_id}/follow-ups", body=body, nonce=new_id())


def place_of(evening: Evening, question_id: str) -> bool:
    return (
        question_id in evening.counsellor.client.get("/experts/school").get_data(as_text=True).split('id="answered"')[0]
    )


def test_three_parts_become_one_text_and_come_apart_again_in_the_form(evening: Evening) -> None:
    parts = {"body": "朝、起きられません。", "tried": "早く寝かせてみました。", "hoped": "声のかけ方を知りたいです。"}
    sent = evening.asker.post(
        ASK, title="朝のこと", audience="everyone", stage="elementary", topic="body", **parts, seen="1"
    )
    question_id = sent.location.rpartition("/")[2]
    kept = row(evening.app, question_id)
    assert (kept.stage, kept.topic) == ("elementary", "body")
    assert kept.body.index("起きられません") < kept.body.index("ためしたこと") < kept.body.index("知りたいこと")
    form = evening.asker.client.get(f"/questions/{question_id}/edit").get_data(as_text=True)
    assert all(f">\n{words}</textarea>" in form for words in parts.values())
    page = evening.counsellor.client.get(f"/questions/{question_id}").get_data(as_text=True)
    assert "<strong>ためしたこと</strong>" in page
    assert "小学生" in page


def test_all_parts_together_fit_into_one_text(evening: Evening) -> None:
    fields = {"title": "t", "audience": "everyone", "body": "あ" * 7000, "tried": "い" * 1500, "seen": "1"}
    sent = evening.asker.post(ASK, **fields)
    assert sent.status_code == 422
    assert "全部あわせて8000文字まで" in sent.get_data(as_text=True)
    assert "い" * 1500 in sent.get_data(as_text=True)


def about_the_meeting(evening: Evening, asker: Person) -> str:
    """A question that is long enough to have a meaning, with an answer."""
    fields = {"title": MEETING[0], "body": MEETING[1], "audience": "everyone", "seen": "1"}
    question_id = str(asker.post(ASK, **fields).location).rpartition("/")[2]
    an_answer(evening.counsellor, question_id, "紙に三つだけ書いていくと、話しやすくなります。")
    return question_id


def test_similar_answered_questions_come_first_and_nothing_is_sent_until_they_were_seen(evening: Evening) -> None:
    answered = about_the_meeting(evening, a_member(evening.app))
    fields = {"title": MORE[0], "body": MORE[1], "audience": "counsellors", "nonce": "n"}
    first = evening.asker.post(ASK, **fields)
    page = first.get_data(as_text=True)
    assert first.status_code == 200
    assert f"/questions/{answered}" in page
    assert "まだ送っていません" in page
    assert MORE[1] in page
    with looking(evening.app, evening.asker) as actor:
        assert not queries.own_in(actor, queries.room_for(actor, "school"))
    assert evening.asker.post(ASK, **fields, seen="1").status_code == 303


def test_a_question_can_be_changed_until_somebody_has_it_in_hand(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker)
    before = row(evening.app, question_id).waiting_since
    way = f"/questions/{question_id}"
    assert evening.asker.post(f"{way}/revisions", title="新しい題", body="新しいことば").status_code == 303
    changed = row(evening.app, question_id)
    assert (changed.title, changed.body, changed.waiting_since) == ("新しい題", "新しいことば", before)
    assert a_member(evening.app).client.get(f"{way}/edit").status_code == 404
    assert evening.counsellor.client.get(f"{way}/edit").status_code == 403
    evening.counsellor.post(f"{way}/take")
    assert f"{way}/edit" not in evening.asker.client.get(way).get_data(as_text=True)
    late = evening.asker.post(f"{way}/revisions", title="おそい題", body="おそいことば")
    assert late.status_code in {403, 409}
    assert "おそいことば" in late.get_data(as_text=True)
    assert row(evening.app, question_id).title == "新しい題"
    evening.counsellor.post(f"{way}/release")
    assert evening.asker.post(f"{way}/revisions", title="もう一度", body="まだ間に合う").status_code == 303


def test_a_question_is_asked_once_more_up_to_three_times(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker)
    assert again(evening, question_id).status_code == 422, "there is no answer yet"
    for number in range(3):
        an_answer(evening.counsellor, question_id, f"{'ゆっくり' * (number + 1)}どうぞ。")
        assert not place_of(evening, question_id)
        assert again(evening, question_id, f"{number}回目の続きです。").status_code == 303
        assert place_of(evening, question_id), "it waits once more"
        assert again(evening, question_id).status_code == 422, "one after the other"
    an_answer(evening.counsellor, question_id, "これからも、ここにいます。")
    fourth = again(evening, question_id, "四回目です。")
    assert fourth.status_code == 422
    assert "続きは3回まで" in fourth.get_data(as_text=True)
    assert "四回目です。" in fourth.get_data(as_text=True)
    page = evening.asker.client.get(f"/questions/{question_id}").get_data(as_text=True)
    assert page.index("ゆっくりどうぞ") < page.index("0回目の続き") < page.index("ゆっくりゆっくりどうぞ")
    assert "続けて聞く</button>" not in page
    for stranger in (a_member(evening.app), evening.counsellor):
        assert stranger.post(f"/questions/{question_id}/follow-ups", body="わたしも", nonce="x").status_code == 403


def test_what_was_taken_back_still_counts_and_leaves_the_line(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker)
    an_answer(evening.counsellor, question_id)
    again(evening, question_id)
    with looking(evening.app):
        follow_up_id = db.session().scalars(select(FollowUp.id)).one()
    assert evening.asker.post(f"/contributions/{follow_up_id}/withdrawal").status_code == 303
    assert row(evening.app, question_id).waiting_since is None
    with looking(evening.app):
        assert queries.follow_ups_used(db.session().get_one(Question, question_id)) == 1


def test_whoever_may_be_in_danger_gets_a_card_and_stands_in_no_line(evening: Evening) -> None:
    sent = evening.asker.post(ASK, title="しんどいです", body=DANGER, audience="everyone", seen="1")
    question_id = sent.location.rpartition("/")[2]
    kept = row(evening.app, question_id)
    assert (kept.is_visible, kept.waiting_since) == (True, None)
    assert kept.set_apart_at is not None
    page = evening.asker.client.get(f"/questions/{question_id}").get_data(as_text=True)
    assert 'class="care"' in page
    assert "順番の列には入れていません" in page
    assert "番目" not in page
    assert not place_of(evening, question_id)
    moderator = a_member(evening.app, role=Role.MODERATOR)
    assert question_id in moderator.client.get("/review").get_data(as_text=True)
    for stranger in (a_member(evening.app), evening.counsellor):
        assert stranger.post(f"/questions/{question_id}/place").status_code in {403, 404}
    assert evening.asker.post(f"/questions/{question_id}/place").status_code == 303
    assert place_of(evening, question_id)
    assert "いま1番目です" in evening.asker.client.get(f"/questions/{question_id}").get_data(as_text=True)


def test_danger_in_a_changed_question_or_in_what_is_asked_once_more_goes_the_same_way(evening: Evening) -> None:
    changed = a_question(evening.app, evening.asker)
    evening.asker.post(f"/questions/{changed}/revisions", title="朝のこと", body=DANGER)
    assert row(evening.app, changed).waiting_since is None
    answered = a_question(evening.app, evening.asker, title="つぎの質問")
    an_answer(evening.counsellor, answered)
    assert again(evening, answered, "死にたいです。もう終わりにしたいです。").status_code == 303
    assert row(evening.app, answered).waiting_since is None
    assert row(evening.app, answered).set_apart_at is not None


def test_thanks_are_seen_by_the_counsellor_alone(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker)
    an_answer(evening.counsellor, question_id)
    way = f"/answers/{the_answer(evening.app)}/thanks"
    for stranger in (a_member(evening.app), evening.counsellor):
        assert stranger.post(way).status_code == 403
    assert evening.asker.post(way).status_code == 303
    way = f"/questions/{question_id}"
    assert "ありがとうが届いています" in evening.counsellor.client.get(way).get_data(as_text=True)
    for other in (a_member(evening.app), a_counsellor(evening.app), a_member(evening.app, role=Role.LEAD)):
        assert "ありがとうが届いています" not in other.client.get(way).get_data(as_text=True)
        assert "ありがとうを届けました" not in other.client.get(way).get_data(as_text=True)


def the_answer(app: Flask) -> str:
    with looking(app):
        return db.session().scalars(select(Answer.id)).one()


def test_the_library_finds_answers_by_words_and_by_meaning_and_says_when_they_were_looked_at(evening: Evening) -> None:
    question_id = about_the_meeting(evening, evening.asker)
    a_question(evening.app, evening.asker, title="まだ答えのない質問です")
    reader = a_member(evening.app)
    for words in ("", "学年主任", "三つだけ", MORE[1]):
        page = reader.post("/experts/library", words=words) if words else reader.client.get("/experts/library")
        text = page.get_data(as_text=True)
        assert f"/questions/{question_id}" in text, words
        assert "に見直し" in text
        assert "まだ答えのない質問" not in text
        assert "紙に三つだけ書いていくと" in text
    nothing = reader.post("/experts/library", words="炊飯器がこわれました").get_data(as_text=True)
    assert f"/questions/{question_id}" not in nothing


def test_what_everybody_may_read_is_part_of_the_search_of_the_site(evening: Evening) -> None:
    question_id = about_the_meeting(evening, evening.asker)
    reader = a_member(evening.app)
    found = reader.client.get(str(reader.post("/search", words="学年主任").location)).get_data(as_text=True)
    assert f"/questions/{question_id}" in found


def test_an_answer_is_marked_revised_and_looked_at_again(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker)
    an_answer(evening.counsellor, question_id, "むかしの決まりでは、こうでした。")
    answer_id, colleague = the_answer(evening.app), a_counsellor(evening.app)
    way, page = f"/answers/{answer_id}", f"/questions/{question_id}"
    with clock.standing_at(clock.now() + timedelta(days=20)):
        assert colleague.post(f"{way}/reviews", verdict="outdated").status_code == 303
        assert "いまは合わないところがあります" in a_member(evening.app).client.get(page).get_data(as_text=True)
        assert "いまは合わないところがあります" in a_member(evening.app).client.get("/experts/library").get_data(
            as_text=True
        )
        assert colleague.client.get(f"{way}/edit").status_code == 403, "nobody changes a colleague's words"
        assert evening.counsellor.client.get(f"{way}/edit").status_code == 200
        assert evening.counsellor.post(f"{way}/revisions", body="いまの決まりでは、こうです。").status_code == 303
        text = a_member(evening.app).client.get(page).get_data(as_text=True)
        assert "いまの決まりでは" in text
        assert "むかしの決まり" not in text
        assert "いまは合わない" not in text
    for stranger in (evening.asker, a_member(evening.app), a_member(evening.app, role=Role.MODERATOR)):
        assert stranger.post(f"{way}/reviews", verdict="outdated").status_code == 404


def test_a_revised_answer_passes_the_same_door(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker)
    an_answer(evening.counsellor, question_id)
    answer_id = the_answer(evening.app)
    sent = evening.counsellor.post(f"/answers/{answer_id}/revisions", body="090-1234-5678 に電話をください。")
    assert 'value="masked"' in sent.get_data(as_text=True)
    with at_work(evening.app):
        door.remove(db.session().get_one(Answer, answer_id))
    assert "まだ、みんなで読める答えはありません" in a_member(evening.app).client.get("/experts/library").get_data(
        as_text=True
    )


@pytest.mark.parametrize("who", ["member", "counsellor", "moderator"])
def test_only_leads_furnish_a_room_and_hear_what_is_wrong(evening: Evening, who: str) -> None:
    others = {"member": evening.asker, "counsellor": evening.counsellor}
    other = others.get(who) or a_member(evening.app, role=Role.MODERATOR)
    assert other.client.get("/experts/school/furnishing").status_code == 404
    lead = a_member(evening.app, role=Role.LEAD)
    wrong = lead.post("/experts/school/furnishing", week="木 夜", capacity="たくさん")
    assert wrong.status_code == 422
    assert "読みとれない行があります：木 夜" in wrong.get_data(as_text=True)
    fine = {"week": "木 20:00-22:00", "other": "2026-12-31 休み", "capacity": "9", "limits_ja": "診断"}
    assert lead.post("/experts/school/furnishing", **fine).status_code == 303
    assert "木 20:00-22:00" in lead.client.get("/experts/school/furnishing").get_data(as_text=True)
