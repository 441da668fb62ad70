"""Asking, answering, and the lease that lets only one counsellor write at a time."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _

from app import clock, db
from app.contributions import services as door
from app.contributions import sight
from app.contributions.models import Contribution
from app.contributions.queries import by_nonce
from app.contributions.services import Attempt, Receipt, Submission
from app.errors import Invalid, NotAllowed, NotFound
from app.experts import queries
from app.experts.models import Answer, Audience, ExpertRoom, Question
from app.finding.facts import Facts
from app.notices.models import NoticeKind
from app.notices.services import tell
from app.permissions import Actor

LEASE = timedelta(minutes=20)


class NotInHand(Invalid):
    """The question is not in this counsellor's hands: answered, being written by another, or the time has run out."""

    code = "not_in_hand"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know, who may read it, and the answer to our question if we asked one."""

    title: str
    body: str
    audience: Audience
    nonce: str
    attempt: Attempt = Attempt.FIRST


@dataclass(frozen=True, slots=True)
class Draft:
    """What a counsellor wants to send."""

    body: str
    nonce: str
    attempt: Attempt = Attempt.FIRST


def ask(member: Actor, room: ExpertRoom, asked: Asked) -> Submission:
    """Put a question to the counsellors of a room, through the one door."""
    question = Question(
        mask_id=member.mask_id,
        room_id=room.id,
        audience=asked.audience,
        waiting_since=clock.now(),
        title=asked.title,
        body=asked.body,
        html="",
        nonce=asked.nonce,
    )
    return door.submit(member, question, asked.attempt)


def take(member: Actor, question: Question) -> None:
    """Take a question in hand for LEASE, or keep it for as long again; NotInHand when somebody else was first."""
    mask_id = counselling_mask(member, question)
    _lock(question)
    if not question.is_visible:
        raise NotFound()
    if question.waiting_since is None or queries.has_answer_in_check(question):
        raise NotInHand(_("この質問には、もう答えが書かれています。"))
    if question.is_being_written and not question.is_drafted_by(mask_id):
        raise NotInHand(_("いまは、ほかの相談員が書いています。"))
    question.lend_to(mask_id, clock.now() + LEASE)


def release(member: Actor, question: Question) -> None:
    """Put a question back for others; nothing happens when it was in other hands."""
    _lock(question)
    if question.is_drafted_by(counselling_mask(member, question)):
        question.take_back()


def answer(member: Actor, question: Question, draft: Draft) -> Submission:
    """Answer a question one has in hand, through the one door; NotInHand otherwise."""
    mask_id = counselling_mask(member, question)
    _lock(question)
    if by_nonce(mask_id, draft.nonce) is None and not question.is_drafted_by(mask_id):
        raise NotInHand(_("引き受けてから時間がたったので、席が空きました。書いた文はこのまま残っています。"))
    written = Answer(mask_id=mask_id, question_id=question.id, body=draft.body, html="", nonce=draft.nonce)
    submission = door.submit(member, written, draft.attempt)
    if submission.receipt is Receipt.HELD and question.is_drafted_by(mask_id):
        question.take_back()
    elif submission.receipt is Receipt.ASKED:
        # Reading our question takes time that should not run against the one who answers.
        question.lend_to(mask_id, clock.now() + LEASE)
    return submission


def counselling_mask(member: Actor, question: Question) -> str:
    """The verified mask under which this member answers here; NotAllowed where there is none, and on one's own."""
    fitting = [mask_id for mask_id, badge in member.badges.items() if badge == question.room.profession]
    if not fitting or member.wrote(question):
        raise NotAllowed()
    return fitting[0]


def address(contribution: Contribution) -> str:
    """Where a question or an answer can be read; what is gone leads to its room."""
    if isinstance(contribution, Answer):
        return f"/questions/{contribution.question_id}#post-{contribution.id}"
    assert isinstance(contribution, Question)
    if contribution.is_visible or contribution.is_held:
        return f"/questions/{contribution.id}"
    return f"/experts/{db.session().get_one(ExpertRoom, contribution.room_id).slug}"


def leave_in_place(_question: Contribution) -> None:
    """A question keeps its place in line by when it was written, so nothing follows when it appears or changes."""


def find_answers_again(question: Contribution) -> None:
    """Answers are found while their question can be read."""
    for given in queries.visible_answers(question):
        sight.look_again(given)


def question_vanishes(question: Contribution) -> None:
    """Nobody writes on for a question that is gone."""
    assert isinstance(question, Question)
    question.take_back()
    find_answers_again(question)


def answer_appears(given: Contribution) -> None:
    """The question counts as answered, and its asker is told."""
    assert isinstance(given, Answer)
    question = db.session().get_one(Question, given.question_id)
    _lock(question)
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
    _lock(question)
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


def _lock(question: Question) -> None:
    """From here to the commit nobody else changes this question; what we know of it is fresh.

    PostgreSQL locks the rows (those that only point at them need not wait); SQLite's writing transactions come one after another anyway.
    """
    db.session().flush()  # a refresh would forget what is not written yet
    fresh = ["state", "answered_at", "waiting_since", "set_apart_at", "drafter_mask_id", "drafter_until"]
    db.session().refresh(question, fresh, with_for_update={"key_share": True})
