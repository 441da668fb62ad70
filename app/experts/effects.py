"""What follows when a question, an answer or a further question appears, changes or goes; and under which facts each is found."""

from collections.abc import Callable

from sqlalchemy import delete

from app import clock, db
from app.contributions import sight
from app.contributions.models import Contribution, Revision, State
from app.experts import calling, duty, line, queries, shelf
from app.experts.desk_models import HandOver, SecondLook
from app.experts.models import Answer, Audience, ExpertRoom, FollowUp, Question
from app.finding.facts import Facts
from app.notices.models import ON_DUTY, NoticeKind
from app.notices.services import supersede, tell

Change = Callable[[Contribution], None]
ChangeRevision = Callable[[Revision], None]


def be_alone_with(question: Question) -> None:
    """From here to the commit nobody else changes this question; what we know of it is fresh.

    PostgreSQL locks the rows (those that only point at them need not wait); SQLite's writing transactions come one after another anyway.
    """
    db.session().flush()  # a refresh would forget what is not written yet
    fresh = ["state", "answered_at", "waiting_since", "set_apart_at", "drafter_mask_id", "drafter_until"]
    fresh += ["kept_for_mask_id", "kept_until", "urgency"]
    db.session().refresh(question, fresh, with_for_update={"key_share": True})


def question_is_sealed(question: Contribution) -> bool:
    """For counsellors' eyes only, and so under a key outside the database."""
    assert isinstance(question, Question)
    return question.audience is Audience.COUNSELLORS


def text_is_sealed(text: Contribution) -> bool:
    """An answer is as private as its question, and so is what is asked once more."""
    assert isinstance(text, Answer | FollowUp)
    return question_is_sealed(db.session().get_one(Question, text.question_id))


def address_of_question(question_id: str) -> str:
    """Where a question is read."""
    return f"/questions/{question_id}"


def address(contribution: Contribution) -> str:
    """Where a question or an answer can be read; what is gone leads to its room."""
    if isinstance(contribution, Answer | FollowUp):
        return f"/questions/{contribution.question_id}#post-{contribution.id}"
    assert isinstance(contribution, Question)
    if contribution.is_visible or contribution.is_held:
        return address_of_question(contribution.id)
    return f"/experts/{db.session().get_one(ExpertRoom, contribution.room_id).slug}"


def leave_in_place(_text: Contribution) -> None:
    """A question keeps its place in line, so nothing follows when it appears or changes."""


def find_answers_again(question: Contribution) -> None:
    """Answers are found while their question can be read."""
    for given in queries.visible_answers(question):
        sight.look_again(given)


def find_again(question: Question) -> None:
    """Who may read it has changed, and so who may find it."""
    sight.look_again(question)
    find_answers_again(question)


def question_vanishes(question: Contribution) -> None:
    """Nobody writes on for a question that is gone."""
    assert isinstance(question, Question)
    question.take_back()
    clear_desk(question)
    find_answers_again(question)


def question_is_taken_back(question: Contribution) -> None:
    """It takes along what its asker asked once more, also while it waited for a person or had been removed."""
    assert isinstance(question, Question)
    question.take_back()
    clear_desk(question)
    for text in queries.texts_under(question):
        if isinstance(text, FollowUp):
            _empty(text)


def follow_up_appears(again: Contribution) -> None:
    """The question stands in line once more, behind those who wait for their first answer since before."""
    assert isinstance(again, FollowUp)
    question = db.session().get_one(Question, again.question_id)
    be_alone_with(question)
    question.waiting_since = clock.now()
    _let_the_same_go_first(question)


def clear_desk(question: Question) -> None:
    """What lay beside it while it was being answered is needed no more."""
    for kind in (HandOver, SecondLook):
        db.session().execute(delete(kind).where(kind.question_id == question.id))
    shelf.clear(question)
    question.keep_for(None, None)
    supersede(question, ON_DUTY)


def follow_up_vanishes(again: Contribution) -> None:
    """Without anything more to answer the question leaves the line."""
    assert isinstance(again, FollowUp)
    question = db.session().get_one(Question, again.question_id)
    be_alone_with(question)
    db.session().flush()
    if question.answered_at is not None and not queries.is_asking_again(question):
        question.waiting_since = question.set_apart_at = None
        question.take_back()


def answer_appears(given: Contribution) -> None:
    """The question counts as answered, and its asker is told."""
    assert isinstance(given, Answer)
    question = db.session().get_one(Question, given.question_id)
    be_alone_with(question)
    question.take_back()
    question.answered_at = question.answered_at or clock.now()
    question.waiting_since = question.set_apart_at = None
    given.reviewed_on = given.reviewed_on or clock.today()
    if question.is_visible:
        tell(question.mask_id, NoticeKind.ANSWERED, given)
    sight.look_again(question)


def answer_vanishes(given: Contribution) -> None:
    """Without another answer the question returns to its place in line, and out of everybody's sight."""
    assert isinstance(given, Answer)
    question = db.session().get_one(Question, given.question_id)
    be_alone_with(question)
    if not queries.has_visible_answer(question):
        question.answered_at = None
        question.waiting_since = question.written_at
    sight.look_again(question)


def question_as_found(question: Contribution) -> Facts | None:
    """Everybody finds a question once it is answered, if its asker agreed."""
    assert isinstance(question, Question)
    return Facts(question.room_id, "expert", is_opening=True, is_answered=True) if question.is_for_all else None


def answer_as_found(given: Contribution) -> Facts | None:
    """An answer is found with its question."""
    assert isinstance(given, Answer)
    question = db.session().get_one(Question, given.question_id)
    return Facts(question.room_id, "expert", is_answered=True) if question.is_for_all else None


def _let_the_same_go_first(question: Question) -> None:
    """Whoever answered reads on first, if they are there; otherwise it is for everybody in line."""
    room, mask_id = db.session().get_one(ExpertRoom, question.room_id), queries.last_answerer(question)
    if mask_id is None or not line.takes(room, mask_id, question.topic):
        return
    if calling.call(room, mask_id, NoticeKind.ASKED_AGAIN, question):
        question.keep_for(mask_id, duty.until(mask_id))


def _empty(text: FollowUp) -> None:
    text.title = text.body = text.html = ""
    text.sealed, text.state, text.withdrawn_at = None, State.REMOVED, text.written_at
    db.session().execute(delete(Revision).where(Revision.contribution_id == text.id))
