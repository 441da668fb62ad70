"""What the first half of the expert rooms left open: texts from before the seal, follow-ups of what was held, one's own report."""

import pytest
from sqlalchemy import select

from app import db
from app.accounts.models import Member
from app.contributions import sealing
from app.contributions import services as door
from app.contributions.models import Contribution, Revision
from app.experts.models import Answer, Audience, FollowUp, Question
from app.permissions import Role
from app.retention import EXPIRIES
from tests.experts.cast import a_counsellor, a_question, an_answer, page, two_rooms
from tests.experts.conftest import Evening
from tests.experts.test_sealed import everything_in
from tests.support.cast import a_member, an_app, at_work, looking

WORDS = ("ふるいきまりの質問", "ふるいきまりの答え", "ふるいきまりの続き", "ふるいきまりの前のことば")


def evening_on(url: str) -> Evening:
    made = an_app(url)
    two_rooms(made)
    return Evening(made, a_member(made), a_counsellor(made))


@pytest.fixture
def old(sqlite_url: str) -> Evening:
    return evening_on(sqlite_url)


def a_talk_from_before(old: Evening) -> str:
    """As the release before left it: meant for counsellors, and lying open."""
    question_id = a_question(old.app, old.asker, title=WORDS[3])
    old.asker.post(f"/questions/{question_id}/revisions", title=WORDS[0], body="教えてください。")
    an_answer(old.counsellor, question_id, WORDS[1])
    assert old.asker.post(f"/questions/{question_id}/follow-ups", body=WORDS[2], nonce="f").status_code == 303
    with at_work(old.app):
        db.session().get_one(Question, question_id).audience = Audience.COUNSELLORS
    return question_id


@pytest.mark.parametrize("way", ["command", "timer"])
def test_words_from_before_the_seal_are_sealed_by_the_operator_or_by_themselves(old: Evening, way: str) -> None:
    question_id, everybody = a_talk_from_before(old), a_question(old.app, a_member(old.app), title="みんなの質問")
    assert all(words.encode() in everything_in(old.app) for words in WORDS), "otherwise this would say nothing"
    if way == "command":
        said = old.app.test_cli_runner().invoke(args=["experts", "seal"])
        assert (said.exit_code, "1" in said.output) == (0, True), said.output
    else:
        next(each for each in EXPIRIES if "lay open" in each.what).forget_all(old.app)
    assert not any(words.encode() in everything_in(old.app) for words in WORDS)
    with looking(old.app):
        texts = db.session().scalars(select(Contribution)).all()
        assert {each.is_sealed for each in texts if each.id != everybody} == {True}
        assert all(each.sealed for each in db.session().scalars(select(Revision)))
        assert sealing.words_of(db.session().get_one(Question, question_id))["title"] == WORDS[0]
        assert not db.session().get_one(Question, everybody).is_sealed
    assert all(words in page(old.asker, question_id) for words in WORDS[:3])
    with at_work(old.app):
        db.session().add(Revision(contribution_id=question_id, version=9, body="前のことばだけ"))
    numbers = [old.app.test_cli_runner().invoke(args=["experts", "seal"]).output.split(": ")[1] for _each in range(2)]
    assert numbers == ["1\n", "0\n"], "also where only an earlier version lies open"


@pytest.mark.parametrize("kind", [Answer, FollowUp])
def test_what_lies_open_below_a_sealed_question_is_found(migrated_database_url: str, kind: type[Contribution]) -> None:
    """An answer or what was asked once more, and an earlier version of it."""
    here = evening_on(migrated_database_url)
    a_talk_from_before(here)
    seal = lambda: here.app.test_cli_runner().invoke(args=["experts", "seal"]).output.split(": ")[1]
    assert [seal(), seal()] == ["1\n", "0\n"]
    with at_work(here.app):
        below = db.session().scalars(select(kind)).one()
        below.sealed, below.body = None, "ひらいたことば"
    assert [seal(), seal()] == ["1\n", "0\n"]
    with at_work(here.app):
        below = db.session().scalars(select(kind)).one()
        assert below.is_sealed
        db.session().add(Revision(contribution_id=below.id, version=9, body="前のことばだけ"))
    assert [seal(), seal()] == ["1\n", "0\n"]


@pytest.mark.parametrize("state", ["held", "removed"])
def test_a_question_taken_back_while_nobody_could_read_it_takes_along_what_was_asked_once_more(
    old: Evening, state: str
) -> None:
    question_id = a_talk_from_before(old)
    with at_work(old.app):
        {"held": door.hold, "removed": door.remove}[state](db.session().get_one(Question, question_id))
    with at_work(old.app, old.asker) as actor:
        door.withdraw(actor, db.session().get_one(Question, question_id))
    with looking(old.app):
        again = db.session().scalars(select(FollowUp)).one()
        assert (again.body, again.html, again.sealed, again.is_withdrawn) == ("", "", None, True)
    assert WORDS[2].encode() not in everything_in(old.app)


def test_nobody_opens_sealed_words_for_the_reason_that_they_gave_themselves(old: Evening) -> None:
    question_id = a_question(old.app, old.asker, Audience.COUNSELLORS)
    old.counsellor.post(f"/contributions/{question_id}/reports", reason="danger", note="心配です")
    with at_work(old.app):
        db.session().get_one(Member, old.counsellor.member_id).role = Role.MODERATOR
    way = f"/contributions/{question_id}/unsealing"
    assert old.counsellor.client.get(way).status_code == 404
    assert old.counsellor.post(way).status_code == 404
    assert a_member(old.app, role=Role.MODERATOR).client.get(way).status_code == 200
