"""Answering, and the lease that lets only one counsellor write at a time."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _

from app import clock
from app.contributions import services as door
from app.contributions.queries import by_nonce
from app.contributions.services import Attempt, Receipt, Submission
from app.errors import Invalid, NotAllowed, NotFound
from app.experts import effects, line, queries
from app.experts.models import Answer, Question
from app.permissions import Actor

LEASE = timedelta(minutes=20)


class NotInHand(Invalid):
    """The question is not in this counsellor's hands: answered, being written by another, or the time has run out."""

    code = "not_in_hand"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a counsellor wants to send."""

    body: str
    nonce: str
    attempt: Attempt = Attempt.FIRST


def take(member: Actor, question: Question) -> None:
    """Take a question in hand for LEASE, or keep it for as long again; NotInHand when somebody else was first."""
    mask_id = counselling_mask(member, question)
    effects.be_alone_with(question)
    if not question.is_visible:
        raise NotFound()
    if question.waiting_since is None or queries.has_answer_in_check(question):
        raise NotInHand(_("この質問には、もう答えが書かれています。"))
    if question.is_being_written and not question.is_drafted_by(mask_id):
        raise NotInHand(_("いまは、ほかの相談員が書いています。"))
    if line.has_taken_enough(question.room, mask_id) and not question.is_drafted_by(mask_id):
        raise NotInHand(_("きょう決めた数まで答えました。つぎに開くときに、また引き受けられます。"))
    question.lend_to(mask_id, clock.now() + LEASE)


def release(member: Actor, question: Question) -> None:
    """Put a question back for others; nothing happens when it was in other hands."""
    effects.be_alone_with(question)
    if question.is_drafted_by(counselling_mask(member, question)):
        question.take_back()


def answer(member: Actor, question: Question, draft: Draft) -> Submission:
    """Answer a question one has in hand, through the one door; NotInHand otherwise."""
    mask_id = counselling_mask(member, question)
    effects.be_alone_with(question)
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
