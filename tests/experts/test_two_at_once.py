"""Two counsellors never hold one question: many real threads, each with its own browser, at the same moment."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import select

from app import db
from app.experts.models import Answer
from tests.experts.cast import a_counsellor, a_question, keeps, page, row
from tests.experts.conftest import Evening
from tests.support.cast import Person, looking, token
from tests.support.together import at_once

COUNSELLORS = 6
ROUNDS = 8


def all_at_once(people: list[Person], act: Callable[[Person, str], int]) -> dict[str, int]:
    """Every person acts in a thread of their own, after all of them are ready; what each was answered."""
    tokens = [token(person.client) for person in people]
    answers = at_once(len(people), lambda each: act(people[each], tokens[each]))
    return dict(zip((person.mask_id for person in people), answers, strict=True))


def test_of_many_who_reach_for_a_question_exactly_one_has_it(evening: Evening) -> None:
    people = [a_counsellor(evening.app) for _ in range(COUNSELLORS)]
    for _ in range(ROUNDS):
        question_id = a_question(evening.app, evening.asker)
        path = f"/questions/{question_id}/take"
        answers = all_at_once(people, partial(_send, path))
        (winner,) = [mask_id for mask_id, status in answers.items() if status == 303]
        assert sorted(answers.values()) == [303] + [409] * (COUNSELLORS - 1)
        assert row(evening.app, question_id).drafter_mask_id == winner


def test_of_many_who_send_an_answer_at_once_exactly_one_answer_stands(evening: Evening) -> None:
    people = [a_counsellor(evening.app) for _ in range(COUNSELLORS)]
    question_id = a_question(evening.app, evening.asker)
    path = f"/questions/{question_id}/answer"
    answers = all_at_once(people, partial(_send, path, body="答えです。", again="1"))
    (winner,) = [mask_id for mask_id, status in answers.items() if status == 303]
    assert set(answers.values()) == {303, 409}
    with looking(evening.app):
        (standing,) = db.session().scalars(select(Answer))
        assert standing.mask_id == winner


def test_while_one_passes_it_on_and_others_reach_for_it_one_alone_has_it_and_one_answer_stands(
    evening: Evening,
) -> None:
    """Passing on, taking and answering, all at the same moment: whatever came first, there is one drafter and one answer."""
    people = [a_counsellor(evening.app) for _ in range(COUNSELLORS)]
    holder, others = people[0], people[1:]
    for number in range(ROUNDS // 2):
        question_id = a_question(evening.app, evening.asker)
        assert holder.post(f"/questions/{question_id}/take").status_code == 303
        way = f"/questions/{question_id}"

        def act(person: Person, mark: str, way: str = way, number: int = number) -> int:
            if person is holder and number % 2:
                return _send(f"{way}/answer", person, mark, body="答えです。")
            if person is holder:
                return _send(f"{way}/hand-overs", person, mark, note="続きをお願いします。")
            return _send(f"{way}/answer", person, mark, body="わたしの答えです。", again="1")

        answers = all_at_once(people, act)
        with looking(evening.app):
            standing = db.session().scalars(select(Answer.mask_id).where(Answer.question_id == question_id)).all()
        assert len(standing) <= 1
        if number % 2:
            assert standing == [holder.mask_id], "it was in their hands"
        sent = [person.mask_id for person in others if answers[person.mask_id] == 303]
        assert len(sent) + (number % 2) == len(standing)


def test_of_many_who_reach_for_what_was_passed_on_exactly_one_goes_on(evening: Evening) -> None:
    people = [a_counsellor(evening.app) for _ in range(COUNSELLORS)]
    question_id = a_question(evening.app, evening.asker)
    evening.counsellor.post(f"/questions/{question_id}/take")
    keeps(evening.counsellor, question_id, "書きかけの文")
    note = {"note": "続きをお願いします。"}
    assert evening.counsellor.post(f"/questions/{question_id}/hand-overs", **note).status_code == 303
    answers = all_at_once(people, partial(_send, f"/questions/{question_id}/take"))
    (winner,) = [person for person in people if answers[person.mask_id] == 303]
    for person in people:
        assert ("書きかけの文" in page(person, question_id)) is (person is winner)


def _send(path: str, person: Person, mark: str, **fields: str) -> int:
    return person.client.post(path, data={"csrf_token": mark, "nonce": f"{person.mask_id}{path}", **fields}).status_code
