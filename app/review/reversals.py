"""Taking a ruling back: a new ruling that points to it, and everything that followed from it falls."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from app import clock, db
from app.accounts import sanctions
from app.accounts.models import SanctionKind
from app.contributions import versions
from app.contributions.models import Contribution, State
from app.errors import NotAllowed, NotFound
from app.ids import new_id
from app.notices.models import NoticeKind
from app.notices.services import Said, supersede_ruling, tell
from app.permissions import Actor, Permission, require
from app.review import chain, effects, letters, outcomes, parties, queries, told
from app.review.appeal_models import Answer
from app.review.ban_models import BanProposal
from app.review.effects import Deed
from app.review.leases import TooLate
from app.review.models import Outcome, Ruling
from app.review.outcomes import About


@dataclass(frozen=True, slots=True)
class Why:
    """Words to the author, and a note for other moderators."""

    words: str = ""
    note: str = ""


def ruling_for(moderator: Actor, ruling_id: str) -> Ruling:
    """A ruling that this moderator may take back: not about themselves, what they reported, or another ruling. NotFound otherwise."""
    found = db.session().get(Ruling, ruling_id)
    if found is None or outcomes.TABLE[found.outcome].decides is About.RULING or _is_about(moderator, found):
        raise NotFound()
    return found


def take_back(moderator: Actor, ruling: Ruling, why: Why) -> Ruling:
    """As if it had not been; raises TooLate when it holds no longer, Invalid for words that cannot be sent."""
    require(moderator, Permission.Review.TAKE_BACK)
    if _is_about(moderator, ruling):
        raise NotAllowed()
    letters.refuse_unfit(why.words, why.note)
    contribution = be_alone_with(ruling)
    made = pointing(moderator, ruling, Outcome.TAKE_BACK, why)
    mask_id = told.mask_concerned(ruling)
    was_told = fall(moderator, ruling, contribution)
    if mask_id is not None and was_told:
        subject = told.subject(ruling)
        tell(mask_id, NoticeKind.RESTORED, subject, Said(ruling.reason, why.words)).ruling_id = ruling.id
    chain.append(made)
    return made


def be_alone_with(ruling: Ruling) -> Contribution | None:
    """Decide one after the other about what followed from one ruling; raises TooLate when it holds no longer."""
    contribution = db.session().get(Contribution, ruling.contribution_id)
    if contribution is not None:
        queries.be_alone_with(contribution)
    if told.has_fallen(ruling):
        raise TooLate(_("この決定は、もう取り消されています。"))
    return contribution


def pointing(moderator: Actor, ruling: Ruling, outcome: Outcome, why: Why) -> Ruling:
    """A ruling about another one."""
    return Ruling(
        id=new_id(),
        contribution_id=ruling.contribution_id,
        mask_id=moderator.work_mask,
        outcome=outcome,
        reason=ruling.reason,
        words=why.words,
        note=why.note,
        made_at=clock.now(),
        points_to=ruling.id,
        amount=0,
        version=0,
        earlier=0,
    )


def fall(moderator: Actor, ruling: Ruling, contribution: Contribution | None) -> bool:
    """Everything that followed from it; says whether its author had noticed anything of it."""
    fallen = sanctions.lift(ruling.id)
    _close_proposal(moderator, ruling)
    _answer_appeal(ruling)
    supersede_ruling(ruling.id)
    if contribution is not None and not contribution.is_withdrawn and _is_last(ruling):
        outcomes.TABLE[ruling.outcome].undo(Deed(moderator, contribution, ruling))
        if says_what_was_ruled_on(contribution, ruling):
            effects.return_to(_state_before(ruling), contribution)
    is_felt = any(sanction.kind is not SanctionKind.NOTE for sanction in fallen)
    return is_felt or outcomes.TABLE[ruling.outcome].told is not None


def says_what_was_ruled_on(contribution: Contribution, ruling: Ruling) -> bool:
    """Are these still the words somebody decided about? Words written since have a way of their own."""
    return ruling.version == 0 or versions.of_version(contribution, ruling.version) == versions.words_of(contribution)


def _is_about(moderator: Actor, ruling: Ruling) -> bool:
    text = db.session().get(Contribution, ruling.contribution_id)
    concerned = {told.mask_concerned(ruling), text.mask_id if text else None}
    return not concerned.isdisjoint(moderator.masks) or parties.has_reported(moderator, ruling.contribution_id)


def _is_last(ruling: Ruling) -> bool:
    """What was decided later about the same text is not undone by this."""
    later = select(Ruling.id).where(
        Ruling.contribution_id == ruling.contribution_id,
        Ruling.position > ruling.position,
        Ruling.points_to.is_(None),
    )
    return db.session().scalar(later.limit(1)) is None


def _state_before(ruling: Ruling) -> State | None:
    """Rulings of older versions do not say; what they took away was seen before, as far as anybody knows."""
    return ruling.was or (State.VISIBLE if outcomes.TABLE[ruling.outcome].takes_away else None)


def _close_proposal(moderator: Actor, ruling: Ruling) -> None:
    proposal = db.session().get(BanProposal, ruling.id)
    if proposal is not None and proposal.answered_at is None:
        proposal.answered_at, proposal.answered_by, proposal.is_confirmed = clock.now(), moderator.work_mask, False


def _answer_appeal(ruling: Ruling) -> None:
    appeal = told.appeal_about(ruling)
    if appeal is not None and appeal.is_open:
        appeal.answered_at, appeal.answer, appeal.evidence = clock.now(), Answer.OVERTURNED, b""
