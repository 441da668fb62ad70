"""An author asks once that somebody else look again; a moderator who had no part in the ruling sees what was seen then."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import exists, func, select
from sqlalchemy.exc import IntegrityError

from app import chain, clock, db
from app.contributions import asides, concerns
from app.contributions import services as door
from app.contributions.models import Contribution
from app.contributions.services import Attempt, Submission
from app.errors import Invalid, NotAllowed, NotFound
from app.ids import new_id
from app.notices.models import NoticeKind
from app.notices.services import Said, tell
from app.permissions import Actor, Permission, require
from app.review import evidence, letters, parties, reversals, told
from app.review.appeal_models import Answer, Appeal
from app.review.evidence import Evidence
from app.review.leases import TooLate
from app.review.models import Outcome, Ruling
from app.review.reversals import Why

SHOWN = 50
# A copy of words that their author has taken back waits no longer than this, answered or not.
COPY_KEPT = timedelta(days=30)


def ask(member: Actor, ruling: Ruling, words: str, attempt: Attempt = Attempt.FIRST) -> Submission | None:
    """Ask for another look. The answer is None, or a question first, where the words say more about somebody than is needed."""
    _refuse_unless_own(member, ruling)
    if not told.can_be_appealed(ruling):
        raise Invalid(_("この決定については、もう願いが届いているか、決定そのものがなくなっています。"))
    question = asides.question_about(words, attempt)
    if question is not None:
        return question
    appeal = Appeal(id=new_id(), ruling_id=ruling.id, contribution_id=ruling.contribution_id, made_at=clock.now())
    appeal.mask_id = told.mask_concerned(ruling) or member.mask_id
    appeal.words, appeal.answer_words = asides.as_chosen(words, attempt), ""
    appeal.evidence = evidence.seal(evidence.of(ruling), appeal.id)
    try:
        with db.session().begin_nested():
            db.session().add(appeal)
    except IntegrityError:
        return None  # the same has just arrived from another window: once is enough
    asides.care_for(member.under(appeal.mask_id), words)
    return None


def open_to(moderator: Actor) -> Sequence[Appeal]:
    """What waits for another look, the oldest first, without what is one's own or what one had a part in."""
    require(moderator, Permission.Appeal.ANSWER)
    waiting = select(Appeal).where(
        Appeal.answered_at.is_(None),
        Appeal.mask_id.not_in(list(moderator.masks)),
        ~parties.reported_by(moderator, Appeal.contribution_id),
    )
    found = db.session().scalars(waiting.order_by(Appeal.made_at).limit(SHOWN)).all()
    return [appeal for appeal in found if not told.had_a_part(moderator, ruling_of(appeal))]


def appeal_for(moderator: Actor, appeal_id: str) -> Appeal:
    """One of them, also when it was answered; NotFound for its author, for whoever reported the text or had a part in the ruling."""
    require(moderator, Permission.Appeal.ANSWER)
    found = db.session().get(Appeal, appeal_id)
    if found is None or _is_barred(moderator, found):
        raise NotFound()
    return found


def ruling_of(appeal: Appeal) -> Ruling:
    """What it is about."""
    return db.session().get_one(Ruling, appeal.ruling_id)


def evidence_of(appeal: Appeal) -> Evidence | None:
    """What the ruling rested on; None when it was answered, or its time is over."""
    return evidence.unseal(appeal.evidence, appeal.id)


def uphold(moderator: Actor, appeal: Appeal, why: Why) -> Ruling:
    """The ruling stands; its author hears why."""
    made = _answer(moderator, appeal, Answer.UPHELD, why)
    _tell(appeal, NoticeKind.UPHELD, why)
    chain.append(made)
    return made


def overturn(moderator: Actor, appeal: Appeal, why: Why) -> Ruling:
    """The ruling falls with everything that followed from it, and its author hears why."""
    made = _answer(moderator, appeal, Answer.OVERTURNED, why)
    ruling = ruling_of(appeal)
    contribution = reversals.be_alone_with(ruling)
    reversals.fall(moderator, ruling, contribution)
    is_same = contribution is not None and reversals.says_what_was_ruled_on(contribution, ruling)
    if contribution is not None and contribution.is_held and is_same:
        # It was found fit to be read by the person who looked last, so nobody has to look a third time.
        door.publish(contribution)
        concerns.settle(contribution)
    _tell(appeal, NoticeKind.OVERTURNED, why)
    chain.append(made)
    return made


def answered_between(begin: datetime, end: datetime) -> Mapping[Answer, int]:
    """How appeals ended that were answered from `begin` until before `end`; for the numbers page."""
    asked = select(Appeal.answer, func.count()).where(Appeal.answered_at >= begin, Appeal.answered_at < end)
    found = {answer: number for answer, number in db.session().execute(asked.group_by(Appeal.answer)) if answer}
    return dict.fromkeys(Answer, 0) | found


def forget_copies() -> int:
    """Empty the copies of words that their authors took back long enough ago; returns how many."""
    is_taken_back = exists().where(Contribution.id == Appeal.contribution_id, Contribution.withdrawn_at.is_not(None))
    old = select(Appeal).where(Appeal.made_at <= clock.now() - COPY_KEPT, Appeal.evidence != b"", is_taken_back)
    found = db.session().scalars(old).all()
    for appeal in found:
        appeal.evidence = b""
    return len(found)


def _refuse_unless_own(member: Actor, ruling: Ruling) -> None:
    told.ruling_for(member, ruling.id)
    subject = told.subject(ruling)
    if subject is not None:
        require(member, Permission.Appeal.ASK, subject)


def _is_barred(moderator: Actor, appeal: Appeal) -> bool:
    is_close = appeal.mask_id in moderator.masks or parties.has_reported(moderator, appeal.contribution_id)
    return is_close or told.had_a_part(moderator, ruling_of(appeal))


def _answer(moderator: Actor, appeal: Appeal, answer: Answer, why: Why) -> Ruling:
    require(moderator, Permission.Appeal.ANSWER)
    if not why.words:
        raise Invalid(_("本人に、どう考えたかをことばで伝えてください。"))
    letters.refuse_unfit(why.words, why.note)
    db.session().refresh(appeal, with_for_update={"key_share": True})
    if not appeal.is_open:
        raise TooLate(_("ほかの人が、もう答えています。"))
    ruling = ruling_of(appeal)
    if _is_barred(moderator, appeal):
        raise NotAllowed()
    appeal.answered_at, appeal.answer, appeal.answer_words = clock.now(), answer, why.words
    appeal.evidence = b""
    return reversals.pointing(moderator, ruling, Outcome.UPHOLD if answer is Answer.UPHELD else Outcome.OVERTURN, why)


def _tell(appeal: Appeal, kind: NoticeKind, why: Why) -> None:
    ruling = ruling_of(appeal)
    tell(appeal.mask_id, kind, told.subject(ruling), Said(ruling.reason, why.words)).ruling_id = ruling.id
