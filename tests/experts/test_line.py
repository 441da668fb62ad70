"""Waiting, told honestly: a place, and an opening that follows from hours and from what counsellors take."""

from datetime import datetime, timedelta

from flask import Flask

from app import clock, db
from app.experts import calendars, counsellors, line, queries
from app.experts.counsellors import Settings
from tests.experts.cast import a_counsellor, a_question, an_answer
from tests.experts.conftest import Evening
from tests.support.cast import Person, a_member, at_work, looking

WEDNESDAY_NOON = datetime(2026, 11, 25, 12, 0, tzinfo=clock.TOKYO)
THURSDAY_EIGHT = datetime(2026, 11, 26, 20, 30, tzinfo=clock.TOKYO)
THURSDAYS = {3: [(20 * 60, 22 * 60)]}


def furnish(app: Flask, capacity: int | None = None) -> None:
    with at_work(app) as nobody:
        room = queries.room_for(nobody, "school")
        room.capacity = capacity
        calendars.put(room, THURSDAYS, {})


def takes(app: Flask, counsellor: Person, quota: int | None) -> None:
    with at_work(app, counsellor) as actor:
        counsellors.keep(actor, counsellor.mask_id, Settings(quota=quota))


def says(evening: Evening, question_id: str) -> str:
    return str(evening.asker.client.get(f"/questions/{question_id}").get_data(as_text=True))


def test_the_seventh_is_told_the_opening_in_which_their_turn_comes(evening: Evening) -> None:
    furnish(evening.app)
    takes(evening.app, evening.counsellor, 3)
    with clock.standing_at(WEDNESDAY_NOON - timedelta(hours=1)):
        for _ in range(6):
            a_question(evening.app, a_member(evening.app))
    with clock.standing_at(WEDNESDAY_NOON):
        question_id = a_question(evening.app, evening.asker)
        assert "いま7番目です。早くて、12月10日 20時の回です。" in says(evening, question_id)
        takes(evening.app, evening.counsellor, 7)
        assert "いま7番目です。早くて、あした20時の回です。" in says(evening, question_id)


def test_without_a_number_from_every_counsellor_only_the_next_hour_is_told(evening: Evening) -> None:
    furnish(evening.app)
    takes(evening.app, evening.counsellor, 3)
    a_counsellor(evening.app)
    with clock.standing_at(WEDNESDAY_NOON):
        question_id = a_question(evening.app, evening.asker)
        page = says(evening, question_id)
    assert "いま1番目です。つぎに相談員が来るのは、あした20時です。" in page
    assert "早くて" not in page


def test_what_was_answered_this_evening_is_taken_off_what_is_left_of_it(evening: Evening) -> None:
    furnish(evening.app)
    takes(evening.app, evening.counsellor, 1)
    with clock.standing_at(WEDNESDAY_NOON):
        first = a_question(evening.app, a_member(evening.app))
    with clock.standing_at(THURSDAY_EIGHT):
        question_id = a_question(evening.app, evening.asker)
        an_answer(evening.counsellor, first)
        assert "いま1番目です。早くて、12月3日 20時の回です。" in says(evening, question_id)


def test_a_counsellor_who_is_no_longer_verified_is_not_counted_on(evening: Evening) -> None:
    furnish(evening.app)
    takes(evening.app, evening.counsellor, 3)
    with looking(evening.app) as nobody:
        assert line.taken_at_once(queries.room_for(nobody, "school")) == 3
    with clock.standing_at(datetime(2028, 1, 1, tzinfo=clock.TOKYO)), looking(evening.app) as nobody:
        assert line.taken_at_once(queries.room_for(nobody, "school")) is None


def test_a_full_room_takes_nothing_more_says_when_and_what_is_open_meanwhile(evening: Evening) -> None:
    furnish(evening.app, capacity=1)
    with clock.standing_at(WEDNESDAY_NOON):
        first = a_question(evening.app, a_member(evening.app))
        page = evening.asker.client.get("/experts/school").get_data(as_text=True)
        assert "いまは、新しい質問をお休みしています。あした20時に相談員が来て" in page
        assert "/experts/school/ask" not in page
        assert all(f'href="{way}"' in page for way in ("/help", "/guides", "/boards", "/experts/library"))
        fine = {"title": "朝のこと", "body": "起きられません。", "audience": "everyone", "seen": "1"}
        sent = evening.asker.post("/experts/school/ask", **fine, nonce="n")
        assert sent.status_code == 422
        assert "起きられません。" in sent.get_data(as_text=True)
        an_answer(evening.counsellor, first)
        assert evening.asker.post("/experts/school/ask", **fine, nonce="n").status_code == 303
        assert evening.asker.post("/experts/school/ask", **fine, nonce="n").status_code == 303, (
            "the same again is there"
        )


def test_an_open_room_says_until_when_and_a_closed_one_when_again(evening: Evening) -> None:
    furnish(evening.app)
    with clock.standing_at(THURSDAY_EIGHT):
        page = evening.asker.client.get("/experts/school").get_data(as_text=True)
        assert "いま開いています（きょう22時まで）" in page
        assert "待つあいだに" not in page
        assert "木 20:00–22:00" in page
        assert "祝日はお休み" in page
    with clock.standing_at(WEDNESDAY_NOON):
        page = evening.asker.client.get("/experts/school").get_data(as_text=True)
        assert "つぎはあした20時に開きます" in page
        assert "待つあいだに、ひらいているところ" in page


def test_topics_that_a_counsellor_leaves_to_others_are_folded_away_for_them_alone(evening: Evening) -> None:
    with at_work(evening.app, evening.counsellor) as actor:
        counsellors.keep(actor, evening.counsellor.mask_id, Settings(topics_not_taken=frozenset({"bullying"})))  # type: ignore[arg-type]  # its word
    sent = evening.asker.post(
        "/experts/school/ask",
        title="いじめのこと",
        body="話を聞いてください。",
        audience="everyone",
        topic="bullying",
        seen="1",
    )
    question_id = sent.location.rpartition("/")[2]
    colleague = a_counsellor(evening.app)
    theirs = colleague.client.get("/experts/school").get_data(as_text=True)
    own = evening.counsellor.client.get("/experts/school").get_data(as_text=True)
    assert question_id in theirs
    assert "ほかの相談員にまかせると決めた話題" not in theirs
    assert "ほかの相談員にまかせると決めた話題" in own
    assert question_id not in own


def test_a_quota_that_is_reached_ends_the_taking_until_the_next_opening(evening: Evening) -> None:
    furnish(evening.app)
    takes(evening.app, evening.counsellor, 1)
    with clock.standing_at(THURSDAY_EIGHT):
        first, second = (a_question(evening.app, a_member(evening.app)) for _ in range(2))
        an_answer(evening.counsellor, first)
        refused = evening.counsellor.post(f"/questions/{second}/take")
        assert refused.status_code == 409
        assert "きょう決めた数" in refused.get_data(as_text=True)
        assert a_counsellor(evening.app).post(f"/questions/{second}/take").status_code == 303, "others go on"
    with clock.standing_at(datetime(2026, 12, 3, 20, 5, tzinfo=clock.TOKYO)):
        assert evening.counsellor.post(f"/questions/{second}/take").status_code == 303


def test_the_settings_say_what_is_wrong_and_keep_names_out(evening: Evening) -> None:
    page = evening.counsellor.client.get("/me/counselling")
    assert page.status_code == 200
    for fields, sentence in (
        ({"quota": "百"}, "までの数で書いてください"),
        ({"quota": "0"}, "までの数で書いてください"),
        ({"interests": "電話は090-1234-5678の山田太郎です"}, "人の名前や連絡先に見えるところ"),
    ):
        sent = evening.counsellor.post("/me/counselling", **fields)
        assert sent.status_code == 422, fields
        assert sentence in sent.get_data(as_text=True)
    fine = evening.counsellor.post("/me/counselling", quota="3", interests="公立中学校で働いています", topics="rights")
    assert fine.status_code == 303
    room = evening.asker.client.get("/experts/school").get_data(as_text=True)
    assert "公立中学校で働いています" in room
    assert evening.counsellor.mask_name not in room, "a badge, never a name"
    with looking(evening.app):
        assert counsellors.settings_of(evening.counsellor.mask_id).quota == 3
        db.session().rollback()
