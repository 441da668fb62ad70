"""Asking counsellors: once, once more after an answer, and what an asker may change meanwhile."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app import clock
from app.contributions import sealing
from app.contributions import services as door
from app.contributions.models import Contribution
from app.contributions.queries import by_nonce
from app.contributions.services import Attempt, Receipt, Submission
from app.contributions.versions import Words
from app.errors import Invalid, NotFound
from app.experts import effects, line, queries, urgency
from app.experts.models import Answer, Audience, ExpertRoom, FollowUp, Question
from app.notices.models import NoticeKind
from app.notices.services import supersede, tell
from app.permissions import Actor, Permission, require

MOST_FOLLOW_UPS = 3


class Full(Invalid):
    """So many wait that a new question would not be answered in good time."""

    code = "full"


class TooLate(Invalid):
    """A counsellor has it in hand, or it has been answered: it stays as it was read."""

    code = "too_late"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know, who may read it, and the answer to our question if we asked one."""

    title: str
    body: str
    audience: Audience
    nonce: str
    attempt: Attempt = Attempt.FIRST
    stage: str = ""
    topic: str = ""


def ask(member: Actor, room: ExpertRoom, asked: Asked) -> Submission:
    """Put a question to the counsellors of a room, through the one door; raises Full."""
    if line.is_full(room) and by_nonce(member.mask_id, asked.nonce) is None:
        raise Full(_("いまは順番を待っている質問が多いので、新しい質問をお休みしています。"))
    question = Question(
        mask_id=member.mask_id,
        room_id=room.id,
        audience=asked.audience,
        waiting_since=clock.now(),
        told_until=line.told_until(room),
        stage=asked.stage,
        topic=asked.topic,
        title=asked.title,
        body=asked.body,
        html="",
        nonce=asked.nonce,
    )
    submission = door.submit(member, question, asked.attempt)
    _heed(submission)
    return submission


def amend(member: Actor, question: Question, words: Words, attempt: Attempt) -> Submission:
    """Change one's question until somebody has it in hand; raises TooLate afterwards. Its place in line stays."""
    effects.be_alone_with(question)
    if not question.is_revisable:
        raise TooLate(_("相談員が読みはじめたので、書きなおせなくなりました。続きは、答えのあとに聞けます。"))
    submission = door.revise(member, question, words, attempt)
    _heed(submission)
    return submission


def follow_up(member: Actor, question: Question, asked: Asked) -> Submission:
    """Ask once more after an answer, at most three times; it goes to the same counsellors, through the one door."""
    require(member, Permission.Question.FOLLOW_UP, question)
    effects.be_alone_with(question)
    if by_nonce(question.mask_id, asked.nonce) is None:
        _refuse_more(question)
    again = FollowUp(mask_id=question.mask_id, question_id=question.id, body=asked.body, html="", nonce=asked.nonce)
    submission = door.submit(member, again, asked.attempt)
    urgency.heed(question, submission)
    if submission.is_danger and submission.receipt is not Receipt.ASKED:
        _set_apart(question)
    return submission


def put_in_line(member: Actor, question: Question) -> None:
    """What was set apart because a life may be in danger waits for a counsellor, too, if its asker wants that."""
    require(member, Permission.Question.PUT_IN_LINE, question)
    effects.be_alone_with(question)
    if question.set_apart_at is not None:
        question.set_apart_at, question.waiting_since = None, clock.now()


def admit(member: Actor, question: Question) -> None:
    """A counsellor of the room has read what the check stopped, and takes it in: it stands in line from now on."""
    require(member, Permission.Question.ADMIT, question)
    effects.be_alone_with(question)
    if not question.is_held or not question.is_sealed:
        raise NotFound()
    door.publish(question)
    supersede(question, (NoticeKind.HELD,))
    tell(question.mask_id, NoticeKind.RELEASED, question)


def share(member: Actor, question: Question) -> None:
    """Its asker agrees that everybody may read it with its answers."""
    require(member, Permission.Question.SHARE, question)
    effects.be_alone_with(question)
    question.audience = Audience.EVERYONE
    for_each_text(question, sealing.unseal, sealing.unseal_revision)


def keep_private(member: Actor, question: Question) -> None:
    """Its asker no longer agrees: from now on only they and counsellors of the room read it, and it is found nowhere."""
    require(member, Permission.Question.SHARE, question)
    effects.be_alone_with(question)
    question.audience = Audience.COUNSELLORS
    for_each_text(question, sealing.seal, sealing.seal_revision)


def thank(member: Actor, answer: Answer) -> None:
    """Its asker is glad of an answer. Only whoever wrote it learns of that."""
    require(member, Permission.Question.THANK, answer.question)
    # No notice: nothing calls a counsellor who is off duty. It is there when they come back.
    answer.is_thanked = True


def _refuse_more(question: Question) -> None:
    if question.answered_at is None:
        raise Invalid(_("答えが届いてから、続けて聞けます。"))
    if queries.is_asking_again(question):
        raise Invalid(_("前の続きを、相談員が読んでいます。答えを待ってから、また聞けます。"))
    if queries.follow_ups_used(question) >= MOST_FOLLOW_UPS:
        raise Invalid(_("続きは3回まで聞けます。もっと話したいときは、新しい質問として書いてください。"))


def _heed(submission: Submission) -> None:
    """Whoever may be in danger does not stand in a line for days: people on duty hear of it at once (decision 48)."""
    if not isinstance(submission.contribution, Question):
        return
    urgency.heed(submission.contribution, submission)
    if submission.is_danger:
        _set_apart(submission.contribution)


def _set_apart(question: Question) -> None:
    question.set_apart_at, question.waiting_since = clock.now(), None
    question.keep_for(None, None)
    supersede(question, (NoticeKind.ASKED_AGAIN,))


def for_each_text(question: Question, change: effects.Change, change_revision: effects.ChangeRevision) -> None:
    """Seal or unseal whatever is not as its question is meant."""
    is_meant_sealed = question.audience is Audience.COUNSELLORS
    texts: list[Contribution] = [question, *queries.texts_under(question)]
    for text in texts:
        if text.is_sealed is not is_meant_sealed and not text.is_withdrawn:
            change(text)
    for revision in queries.revisions_of(texts):
        if (revision.sealed is not None) is not is_meant_sealed:
            change_revision(revision)
    effects.find_again(question)
