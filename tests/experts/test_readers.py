"""Who may read a question and its answer: every kind of person, in every state a question can be in."""

from flask import Flask
from sqlalchemy import select

from app import db
from app.contributions import queries as contributions
from app.contributions import services as door
from app.contributions.models import Contribution
from app.errors import NotFound
from app.experts.models import Answer, Audience, Question
from app.permissions import Role
from tests.experts.cast import NURSE, a_counsellor, a_pause, a_question, an_answer
from tests.experts.conftest import Evening
from tests.support.cast import Person, a_member, a_visitor, at_work, looking

WORDS = "朝、起きられません"
EVERYBODY = {
    "visitor", "member", "asker", "counsellor", "nurse", "moderator", "lead", "operator", "watcher",
    "paused counsellor", "former counsellor", "moderator with a badge",
}  # fmt: skip
BOTH = {"asker", "counsellor"}


def the_others(app: Flask) -> dict[str, Person | None]:
    paused = a_counsellor(app)
    a_pause(app, paused)
    roles = (Role.MODERATOR, Role.LEAD, Role.OPERATOR, Role.WATCHER)
    return {
        "visitor": None,
        "member": a_member(app),
        "nurse": a_counsellor(app, NURSE),
        **{role.value: a_member(app, role=role) for role in roles},
        "paused counsellor": paused,
        "former counsellor": a_counsellor(app, role=Role.MEMBER),
        "moderator with a badge": a_counsellor(app, role=Role.MODERATOR),
    }


def as_it_is(_evening: Evening, _question_id: str) -> None:
    """Nothing has happened yet."""


def answered(evening: Evening, question_id: str) -> None:
    an_answer(evening.counsellor, question_id)


def held(evening: Evening, question_id: str) -> None:
    with at_work(evening.app):
        door.hold(db.session().get_one(Question, question_id))


def answered_then_held(evening: Evening, question_id: str) -> None:
    answered(evening, question_id)
    held(evening, question_id)


def withdrawn(evening: Evening, question_id: str) -> None:
    answered(evening, question_id)
    with at_work(evening.app, evening.asker) as actor:
        door.withdraw(actor, db.session().get_one(Question, question_id))


def answer_removed(evening: Evening, question_id: str) -> None:
    answered(evening, question_id)
    with at_work(evening.app):
        door.remove(the_answer(question_id))


SITUATIONS = [
    ("open", Audience.EVERYONE, as_it_is, BOTH),
    ("open", Audience.COUNSELLORS, as_it_is, BOTH),
    ("answered", Audience.EVERYONE, answered, EVERYBODY),
    ("answered", Audience.COUNSELLORS, answered, BOTH),
    ("held", Audience.EVERYONE, held, {"asker"}),
    ("answered, then held", Audience.EVERYONE, answered_then_held, {"asker"}),
    ("withdrawn", Audience.EVERYONE, withdrawn, set()),
    ("withdrawn", Audience.COUNSELLORS, withdrawn, set()),
    ("its answer removed", Audience.EVERYONE, answer_removed, BOTH),
]


def the_answer(question_id: str) -> Answer:
    return db.session().scalars(select(Answer).where(Answer.question_id == question_id)).one()


def the_people(evening: Evening) -> dict[str, Person | None]:
    people = {**the_others(evening.app), "asker": evening.asker, "counsellor": evening.counsellor}
    assert people.keys() == EVERYBODY
    return people


def test_only_those_meant_reach_a_question_by_its_page_or_any_other_way(evening: Evening) -> None:
    asked = []
    for name, audience, happens, readers in SITUATIONS:
        question_id = a_question(evening.app, evening.asker, audience)
        happens(evening, question_id)
        asked.append((f"{name}, for {audience.value}", question_id, readers))
    for who, person in the_people(evening).items():
        client = person.client if person else a_visitor(evening.app)
        for situation, question_id, readers in asked:
            for path in (f"/questions/{question_id}", f"/contributions/{question_id}"):
                page = client.get(path)
                assert page.status_code == (200 if who in readers else 404), (who, situation, path)
                assert (WORDS in page.get_data(as_text=True)) is (who in readers), (who, situation, path)
            assert can_reach(evening.app, person, question_id) is (who in readers), (who, situation)


def test_an_answer_is_read_by_those_who_may_read_its_question(evening: Evening) -> None:
    people = the_people(evening)
    for audience, meant in ((Audience.EVERYONE, EVERYBODY), (Audience.COUNSELLORS, BOTH)):
        question_id = a_question(evening.app, evening.asker, audience)
        an_answer(evening.counsellor, question_id)
        with looking(evening.app):
            answer_id = the_answer(question_id).id
        assert {name for name, person in people.items() if can_reach(evening.app, person, answer_id)} == meant


def test_an_answer_goes_out_of_sight_with_its_question(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker)
    withdrawn(evening, question_id)
    with looking(evening.app):
        answer_id = the_answer(question_id).id
    readers = {name for name, person in the_people(evening).items() if can_reach(evening.app, person, answer_id)}
    assert readers == {"counsellor"}, "its author alone"


def test_a_question_for_counsellors_appears_in_no_list_of_others(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker, Audience.COUNSELLORS)
    others = the_others(evening.app)
    for when in ("open", "answered"):
        if when == "answered":
            an_answer(evening.counsellor, question_id)
        for name, person in others.items():
            client = person.client if person else a_visitor(evening.app)
            for path in ("/experts", "/experts/school", "/experts/nurse"):
                page = client.get(path).get_data(as_text=True)
                assert question_id not in page, (name, path, when)
                assert WORDS not in page, (name, path, when)


def test_nobody_reports_withdraws_or_rewrites_what_they_cannot_read(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker, Audience.COUNSELLORS)
    for stranger in (
        a_member(evening.app),
        a_counsellor(evening.app, NURSE),
        a_member(evening.app, role=Role.MODERATOR),
    ):
        for act in ("reports", "withdrawal", "revisions"):
            sent = stranger.post(f"/contributions/{question_id}/{act}", reason="other", title="t", body="b")
            assert sent.status_code == 404, act
    assert evening.counsellor.post(f"/contributions/{question_id}/withdrawal").status_code == 403


def test_a_moderator_sees_a_question_for_counsellors_only_once_it_was_reported(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker, Audience.COUNSELLORS)
    moderator = a_member(evening.app, role=Role.MODERATOR)
    assert WORDS not in moderator.client.get("/review").get_data(as_text=True)
    assert moderator.client.get(f"/review/{question_id}").status_code == 404
    reported = evening.counsellor.post(f"/contributions/{question_id}/reports", reason="danger", note="心配です")
    assert reported.status_code == 303
    assert moderator.client.get(f"/review/{question_id}").status_code == 200
    assert moderator.client.get(f"/questions/{question_id}").status_code == 404, "nowhere else"


def can_reach(app: Flask, person: Person | None, contribution_id: str) -> bool:
    """By the generic way that pages, reports and quotes use, and by the general condition on any query."""
    with looking(app, person) as actor:
        found = db.session().scalars(select(Contribution.id).where(contributions.visible_to(actor))).all()
        try:
            contributions.contribution_for(actor, contribution_id)
        except NotFound:
            assert contribution_id not in found
            return False
        assert contribution_id in found
        return True
