"""Whatever others can read can be reported, in every place, without scripts, and its reporter hears what became of it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock, db
from app.chat import services as chat
from app.chat.models import Room
from app.contributions.models import Concern, Contribution, Report, State
from app.experts.models import Answer, Audience, ExpertRoom, Question
from app.ids import new_id
from app.permissions import Role
from app.review import queries as review
from app.review import services as rulings
from app.review.models import Outcome
from app.review.services import Verdict
from tests.support.cast import Person, a_member, an_app, at_work, looking
from tests.support.threads import a_board, a_reply, a_thread

NAMES = {"purpose_ja": "話す", "purpose_en": "Talk", "name_ja": "ところ", "name_en": "Place"}


@pytest.fixture
def app(migrated_database_url: str) -> Flask:
    app = an_app(migrated_database_url)
    with at_work(app):
        db.session().add(Room(slug="yoru", position=1, **NAMES))
        db.session().add(ExpertRoom(slug="nurse", position=1, profession="nurse", **NAMES))
    return app


def a_line(app: Flask, person: Person) -> str:
    with at_work(app, person) as actor:
        room = db.session().scalars(select(Room)).one()
        said = chat.say(actor, room, chat.Line("夜は長いですね", new_id())).contribution
        assert said is not None
        return said.id


def a_question(app: Flask, person: Person) -> str:
    with at_work(app):
        room = db.session().scalars(select(ExpertRoom.id)).one()
        question = Question(mask_id=person.mask_id, room_id=room, title="", body="眠れません", html="<p>眠れません</p>")
        question.state, question.audience, question.answered_at = State.VISIBLE, Audience.EVERYONE, clock.now()
        db.session().add(question)
        db.session().flush()
        return question.id


def an_answer(app: Flask, person: Person) -> str:
    question = a_question(app, a_member(app))
    with at_work(app):
        answer = Answer(mask_id=person.mask_id, question_id=question, body="そうでしたか", html="<p>そうでしたか</p>")
        answer.state = State.VISIBLE
        db.session().add(answer)
        db.session().flush()
        return answer.id


SURFACES = {
    "a thread": lambda app, person: a_thread(app, person, a_board(app)),
    "a reply": lambda app, person: a_reply(app, person, a_thread(app, a_member(app), a_board(app))),
    "a line in a room": a_line,
    "a question": a_question,
    "an answer": an_answer,
}


@pytest.mark.parametrize("surface", SURFACES)
def test_everything_others_write_can_be_reported_by_a_plain_form_and_is_answered(app: Flask, surface: str) -> None:
    yuki, aki = a_member(app), a_member(app)
    text = SURFACES[surface](app, yuki)
    page = aki.client.get(f"/contributions/{text}").get_data(as_text=True)
    assert f'action="/contributions/{text}/reports"' in page
    for reason in ("danger", "identifies", "scam", "hurtful", "name", "other"):
        assert f'value="{reason}"' in page
    assert aki.post(f"/contributions/{text}/reports", reason="name", note="名前が気になります").status_code == 303
    with looking(app):
        assert db.session().scalars(select(Concern.kind)).all() == ["report.name"]
    assert yuki.post(f"/contributions/{text}/reports", reason="name").status_code == 403
    rule(app, text)
    heard = aki.client.get("/notices").get_data(as_text=True)
    assert "見守りの人が読み、手を打ちました" in heard
    assert text not in heard


def rule(app: Flask, text: str) -> None:
    with at_work(app, a_member(app, role=Role.MODERATOR)) as moderator:
        about = review.contribution_for(moderator, text)
        mark = review.case_of(moderator, about).mark
        rulings.rule(moderator, about, Verdict(Outcome.REMOVE, "hurts", "", "", mark))


def test_whoever_reported_a_line_that_expired_hears_that_it_is_gone(app: Flask) -> None:
    yuki, aki = a_member(app), a_member(app)
    line = a_line(app, yuki)
    aki.post(f"/contributions/{line}/reports", reason="hurtful")
    with clock.standing_at(clock.now() + timedelta(days=4)):
        with at_work(app):
            chat.forget_expired()
        with looking(app):
            assert db.session().get(Contribution, line) is None
            assert db.session().scalars(select(Report)).all() == []
    with clock.standing_at(clock.now() + timedelta(days=4, hours=1)):
        assert "もうだれからも見えなくなっています" in aki.client.get("/notices").get_data(as_text=True)
