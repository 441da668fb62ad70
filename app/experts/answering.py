"""Answering, and the lease that lets only one counsellor write at a time."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _

from app import clock
from app.contributions import services as door
from app.contributions.queries import by_nonce
from app.contributions.services import Attempt, Receipt, Submission
from app.errors import Invalid, NotAllowed, NotFound
from app.experts import broadcasts, duty, effects, line, phrases, queries, second_looks
from app.experts.models import Answer, Question
from app.permissions import Actor

LEASE = timedelta(minutes=20)
# Whoever leaves the page may only be loading it again.
PARTING = timedelta(seconds=30)


class NotInHand(Invalid):
    """The question is not in this counsellor's hands: answered, being written by another, or the time has run out."""

    code = "not_in_hand"


class Unfinished(Invalid):
    """Gaps of a phrase are still open, or a colleague was asked to read it first and has not yet."""

    code = "unfinished"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a counsellor wants to send. is_unread: without waiting for the colleague who was asked to read it."""

    body: str
    nonce: str
    attempt: Attempt = Attempt.FIRST
    is_unread: bool = False


def take(member: Actor, question: Question) -> None:
    """Take a question in hand for LEASE, or keep it for as long again; NotInHand when somebody else was first."""
    mask_id = counselling_mask(member, question)
    effects.be_alone_with(question)
    if not question.is_visible:
        raise NotFound()
    if question.waiting_since is None or queries.has_answer_in_check(question):
        raise NotInHand(_("この質問には、もう答えが書かれています。"))
    if not question.is_drafted_by(mask_id):
        _refuse_taking(question, mask_id)
        if question.drafter_mask_id != mask_id:
            second_looks.begin_anew(question)
    question.lend_to(mask_id, clock.now() + LEASE)
    question.keep_for(None, None)
    broadcasts.desk_changed(question)


def renew(member: Actor, question: Question) -> None:
    """Keep what one has in hand for as long again; NotInHand when it is in one's hands no longer."""
    mask_id = counselling_mask(member, question)
    effects.be_alone_with(question)
    if not question.is_drafted_by(mask_id):
        raise NotInHand(_("引き受けてから時間がたったので、席が空きました。書いた文はこのまま残っています。"))
    question.lend_to(mask_id, clock.now() + LEASE)


def release(member: Actor, question: Question) -> None:
    """Put a question back for others; nothing happens when it was in other hands."""
    effects.be_alone_with(question)
    if question.is_drafted_by(counselling_mask(member, question)):
        question.let_go()
        broadcasts.desk_changed(question)


def leave(member: Actor, question: Question) -> None:
    """The page was left: soon the question is anybody's, unless whoever has it comes back at once."""
    effects.be_alone_with(question)
    mask_id = counselling_mask(member, question)
    if question.is_drafted_by(mask_id):
        question.lend_to(mask_id, clock.now() + PARTING)


def answer(member: Actor, question: Question, draft: Draft) -> Submission:
    """Answer a question one has in hand, through the one door; NotInHand or Unfinished otherwise."""
    mask_id = counselling_mask(member, question)
    effects.be_alone_with(question)
    if by_nonce(mask_id, draft.nonce) is None:
        if not question.is_drafted_by(mask_id):
            raise NotInHand(_("引き受けてから時間がたったので、席が空きました。書いた文はこのまま残っています。"))
        _refuse_unfinished(question, draft)
    written = Answer(mask_id=mask_id, question_id=question.id, body=draft.body, html="", nonce=draft.nonce)
    submission = door.submit(member, written, draft.attempt)
    if submission.receipt is Receipt.ASKED:
        # Reading our question takes time that should not run against the one who answers.
        question.lend_to(mask_id, clock.now() + LEASE)
    elif submission.receipt is not Receipt.REFUSED:
        question.take_back()
        effects.clear_desk(question)
        broadcasts.desk_changed(question)
    return submission


def counselling_mask(member: Actor, question: Question) -> str:
    """The verified mask under which this member answers here; NotAllowed where there is none, and on one's own."""
    fitting = [mask_id for mask_id, badge in member.badges.items() if badge == question.room.profession]
    if not fitting or member.wrote(question):
        raise NotAllowed()
    return fitting[0]


def _refuse_taking(question: Question, mask_id: str) -> None:
    if question.is_being_written:
        raise NotInHand(_("いまは、ほかの相談員が書いています。"))
    if duty.first_for(question) not in {None, mask_id}:
        raise NotInHand(_("いまは、引き継いだ相談員が先に読むことになっています。"))
    if line.has_taken_enough(question.room, mask_id):
        raise NotInHand(_("きょう決めた数まで答えました。つぎに開くときに、また引き受けられます。"))


def _refuse_unfinished(question: Question, draft: Draft) -> None:
    if open_gaps := phrases.gaps(draft.body):
        named = "".join(f"［{gap}］" for gap in open_gaps)
        raise Unfinished(_("まだ埋まっていないところがあります：%(gaps)s", gaps=named), gaps=named)
    if second_looks.is_awaited(question) and not draft.is_unread:
        raise Unfinished(_("送る前に見てほしいと頼んだ答えを、まだだれも見ていません。"), awaited="1")
