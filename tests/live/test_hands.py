"""Hands: raised with a question, called one after the other, answered where everybody reads."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.accounts import masks
from app.accounts.current import keys
from app.accounts.models import Mask, Member
from app.chat import services
from app.chat.models import Message
from app.contributions import services as door
from app.ids import new_id
from app.live.models import Hand
from app.permissions import Role
from tests.experts.cast import NURSE, a_counsellor
from tests.live.cast import QUESTION, calls, line_of, lines, page, raises, says, state_of
from tests.live.conftest import ROOM, Live
from tests.support.cast import a_member, a_visitor, at_work, looking

OTHER = "先生に何と言えばいいでしょうか"
PHONE = "電話してもらえますか 090-1234-5678"
DANGER = "もう消えてしまいたいです。今夜、死のうと思います"


def test_from_a_raised_hand_to_an_answer_that_everybody_reads(live_on_both: Live) -> None:
    live = live_on_both
    hand = raises(live.yuki)
    assert "いま1番目です" in page(live.yuki)
    assert lines(live) == [], "until it is called nobody reads it"
    assert calls(live) == 303
    assert "あなたの番です" in page(live.yuki)
    assert f"いまは{live.yuki.mask_name}さんの質問です" in page(live.mori)
    assert says(live.counsellor, "起きる時間は決めずに、声だけかけてみませんか") == 303
    assert says(live.yuki, "やってみます") == 303
    assert live.counsellor.post(f"/hands/{hand}/closing").status_code == 303
    assert state_of(live, hand) == "answered"
    assert lines(live) == [QUESTION, "起きる時間は決めずに、声だけかけてみませんか", "やってみます"]
    assert "やってみます" in a_visitor(live.app).get(ROOM).get_data(as_text=True)


def test_one_sees_ones_place_and_it_moves_only_forward(live: Live) -> None:
    raises(live.yuki)
    raises(live.mori, OTHER)
    assert "いま2番目です" in page(live.mori)
    calls(live)
    assert "いま1番目です" in page(live.mori)
    assert "番目です" not in page(live.yuki)


def test_a_hand_that_is_taken_down_leaves_the_line_and_its_words_are_gone(live: Live) -> None:
    hand = raises(live.yuki)
    raises(live.mori, OTHER)
    assert live.yuki.post(f"/hands/{hand}/withdrawal").status_code == 303
    assert "いま1番目です" in page(live.mori)
    calls(live)
    assert lines(live) == [OTHER]
    with looking(live.app):
        assert QUESTION not in set(db.session().scalars(select(Message.body)))


def test_until_it_is_called_only_its_writer_and_the_counsellors_read_a_question(live: Live) -> None:
    line = line_of(live, raises(live.yuki))
    nurse, moderator = a_counsellor(live.app, NURSE), a_member(live.app, role=Role.MODERATOR)
    for other in (live.mori, nurse, moderator):
        assert QUESTION not in page(other)
        assert other.client.get(f"/contributions/{line}").status_code == 404
    assert QUESTION in page(live.counsellor)
    assert live.counsellor.client.get(f"/contributions/{line}").status_code == 200, "to report it, if need be"
    calls(live)
    assert live.mori.client.get(f"/contributions/{line}").status_code == 200


def test_only_counsellors_and_whoever_is_called_speak(live: Live) -> None:
    hand, nurse = raises(live.yuki), a_counsellor(live.app, NURSE)
    for silent in (live.yuki, live.mori, nurse):
        kept = silent.post(f"{ROOM}/messages", body="ひとこと言わせてください", nonce=new_id())
        assert kept.status_code == 422
        assert "ひとこと言わせてください" in kept.get_data(as_text=True), "nothing typed is lost"
    assert lines(live) == []
    calls(live)
    assert says(live.yuki, "続きがあります") == 303
    assert says(live.mori, "わたしもです") == 422
    live.counsellor.post(f"/hands/{hand}/closing")
    assert says(live.yuki, "もうひとつだけ") == 422, "the turn is over"
    assert says(live.counsellor, "ありがとうございました") == 303


def test_a_line_that_arrived_is_answered_the_same_after_the_turn_is_over(live: Live) -> None:
    hand = raises(live.yuki)
    calls(live)
    said = {"body": "届いたか、わからないことば", "nonce": "mark"}
    assert live.yuki.post(f"{ROOM}/messages", **said).status_code == 303
    live.counsellor.post(f"/hands/{hand}/closing")
    assert live.yuki.post(f"{ROOM}/messages", **said).status_code == 303
    assert lines(live).count(said["body"]) == 1


def test_nobody_asks_under_one_name_and_answers_under_another(live: Live) -> None:
    with at_work(live.app):
        other = masks.make(keys(), db.session().get_one(Member, live.yuki.member_id), "べつの灯").id
    live.yuki.post(f"{ROOM}/hands", body=QUESTION, nonce=new_id(), mask=other)
    calls(live)
    live.yuki.post(f"{ROOM}/messages", body="続きです", nonce=new_id(), mask=live.yuki.mask_id)
    with looking(live.app):
        names = select(Mask.name).join(Message, Message.mask_id == Mask.id)
        assert set(db.session().scalars(names)) == {"べつの灯"}


def test_one_has_one_hand_at_a_time_and_keeps_what_was_typed(live: Live) -> None:
    raises(live.yuki)
    again = live.yuki.post(f"{ROOM}/hands", body=OTHER, nonce=new_id())
    assert again.status_code == 422
    assert OTHER in again.get_data(as_text=True)
    assert "もうあがっています" in again.get_data(as_text=True)


def test_a_question_that_is_passed_over_can_be_asked_in_the_ordinary_line(live: Live) -> None:
    hand = raises(live.yuki)
    assert live.counsellor.post(f"/hands/{hand}/passing").status_code == 303
    assert lines(live) == []
    assert f"/hands/{hand}/place" in page(live.yuki)
    moved = live.yuki.post(f"/hands/{hand}/place")
    assert moved.location.startswith("/questions/")


def test_what_the_check_stops_is_not_called_before_somebody_has_looked(live: Live) -> None:
    sent = live.yuki.post(f"{ROOM}/hands", body=PHONE, nonce=new_id(), choice="as_is")
    assert sent.status_code == 303
    assert "確認待ち" in page(live.yuki)
    assert calls(live) == 409
    with at_work(live.app):
        (line,) = db.session().scalars(select(Message))
        door.publish(line)
    assert lines(live) == [], "published, it waits for its turn like every other"
    assert "いま1番目です" in page(live.yuki)
    assert calls(live) == 303
    assert len(lines(live)) == 1


def test_whoever_asks_first_before_sending_is_asked_here_too(live: Live) -> None:
    asked = live.yuki.post(f"{ROOM}/hands", body=PHONE, nonce=new_id())
    assert asked.status_code == 200
    assert "090-1234-5678" in asked.get_data(as_text=True)
    with looking(live.app):
        assert db.session().scalars(select(Hand)).all() == []


def test_danger_goes_to_people_on_duty_and_not_into_the_line_unless_one_wants_that(live: Live) -> None:
    sent = live.yuki.post(f"{ROOM}/hands", body=DANGER, nonce=new_id(), choice="as_is")
    assert sent.status_code == 303
    with looking(live.app):
        (hand,) = db.session().scalars(select(Hand.id))
    assert state_of(live, hand) == "apart"
    assert calls(live) == 409
    live.yuki.post(f"/hands/{hand}/line")
    assert state_of(live, hand) == "raised"


@pytest.mark.parametrize("act", ["remove", "hold", "withdraw"])
def test_with_its_question_goes_the_turn(live: Live, act: str) -> None:
    line = line_of(live, raises(live.yuki))
    calls(live)
    with at_work(live.app, live.yuki) as actor:
        question = db.session().get_one(Message, line)
        door.withdraw(actor, question) if act == "withdraw" else getattr(door, act)(question)
    assert says(live.yuki, "それでも言います") == 422
    assert "つぎの質問を待っています" in page(live.mori)


def test_lines_end_as_in_other_rooms_and_their_hands_with_them(live: Live) -> None:
    raises(live.yuki)
    with clock.standing_at(clock.now() + timedelta(hours=73)), at_work(live.app):
        assert services.forget_expired() == 1
    with looking(live.app):
        assert db.session().scalars(select(Hand)).all() == []
