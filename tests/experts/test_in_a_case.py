"""A reported question or answer in the console: what stands around it, as far as whoever looks may read it, and no further."""

import pytest
from sqlalchemy import func, select

from app import db
from app.contributions.models import Unsealing
from app.experts.models import Answer, Audience, Question
from app.permissions import Role
from tests.experts.cast import a_question, an_answer
from tests.experts.conftest import Evening
from tests.support.cast import Person, a_member, at_work, looking

TITLE, ANSWER, AGAIN = "ひみつのいちょう", "こたえのやまぶき", "もういちどのつぐみ"


@pytest.fixture
def moderator(evening: Evening) -> Person:
    return a_member(evening.app, role=Role.MODERATOR)


def a_talk(evening: Evening, audience: Audience) -> tuple[str, str]:
    """Asked, answered, asked once more; the identifiers of question and answer."""
    question_id = a_question(evening.app, evening.asker, audience, TITLE)
    an_answer(evening.counsellor, question_id, ANSWER)
    again = evening.asker.post(f"/questions/{question_id}/follow-ups", body=AGAIN, nonce="again")
    assert again.status_code == 303
    with looking(evening.app):
        return question_id, db.session().scalars(select(Answer.id)).one()


def around(moderator: Person, text: str) -> str:
    """The fold with what stands around."""
    page = moderator.client.get(f"/review/{text}").get_data(as_text=True)
    begin = page.find("前後のことばを読む")
    return page[begin : page.index("</details>", begin)] if begin >= 0 else ""


def openings(evening: Evening) -> int:
    with looking(evening.app):
        return db.session().scalar(select(func.count()).select_from(Unsealing)) or 0


def test_a_reported_answer_stands_beside_its_question_and_what_was_asked_once_more(
    evening: Evening, moderator: Person
) -> None:
    question_id, answer_id = a_talk(evening, Audience.EVERYONE)
    a_member(evening.app).post(f"/contributions/{answer_id}/reports", reason="hurtful", note="")
    found = around(moderator, answer_id)
    assert found.index(TITLE) < found.index(AGAIN)
    assert ANSWER not in found, "the text itself has a place of its own"
    a_member(evening.app).post(f"/contributions/{question_id}/reports", reason="hurtful", note="")
    found = around(moderator, question_id)
    assert found.index(ANSWER) < found.index(AGAIN)


def test_what_a_moderator_may_not_read_does_not_stand_around(evening: Evening, moderator: Person) -> None:
    question_id, answer_id = a_talk(evening, Audience.EVERYONE)
    a_member(evening.app).post(f"/contributions/{answer_id}/reports", reason="hurtful", note="")
    with at_work(evening.app):
        db.session().get_one(Question, question_id).answered_at = None
    assert around(moderator, answer_id) == ""


def test_sealed_words_around_are_opened_by_nobody_who_did_not_say_so_for_good(
    evening: Evening, moderator: Person
) -> None:
    question_id, answer_id = a_talk(evening, Audience.COUNSELLORS)
    evening.asker.post(f"/contributions/{answer_id}/reports", reason="hurtful", note="")
    found = around(moderator, answer_id)
    assert "相談員だけが読むことばなので、ここではひらきません" in found
    assert evening.asker.mask_name not in found
    assert not any(words in found for words in (TITLE, AGAIN, question_id))
    assert openings(evening) == 0
    evening.counsellor.post(f"/contributions/{question_id}/reports", reason="danger", note="")
    way = f"/contributions/{question_id}/unsealing"
    assert way in around(moderator, answer_id), "with a reason it can be opened, on its own page"
    assert TITLE not in around(moderator, answer_id)
    assert moderator.post(way).status_code == 303
    assert openings(evening) == 1
    assert TITLE in around(moderator, answer_id)
    another = a_member(evening.app, role=Role.MODERATOR)
    assert TITLE not in around(another, answer_id), "each says so for themselves"
    assert AGAIN not in around(moderator, answer_id), "and for each text"
