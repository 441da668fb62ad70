"""Closing an account: one moderator proposes it by a ruling, another agrees or not. Neither learns whose account it is."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from app import chain, clock, db
from app.accounts import current, sanctions
from app.errors import Invalid, NotAllowed, NotFound
from app.notices.models import NoticeKind
from app.notices.services import Said, supersede_ruling, tell
from app.permissions import Actor, Permission, require
from app.review import letters, measures, parties, reversals, told
from app.review.ban_models import BanProposal
from app.review.leases import TooLate
from app.review.models import Outcome, Ruling
from app.review.reversals import Why

SHOWN = 50


def open_to(moderator: Actor) -> Sequence[BanProposal]:
    """What waits for a second person, the oldest first. Nothing about oneself or what one reported; one's own only to see that it waits."""
    require(moderator, Permission.Ban.ANSWER)
    waiting = select(BanProposal).where(
        BanProposal.answered_at.is_(None),
        BanProposal.asked_at > clock.now() - measures.ANSWERED_WITHIN,
        BanProposal.mask_id.not_in(list(moderator.masks)),
        ~parties.reported_by(moderator, BanProposal.contribution_id),
    )
    return db.session().scalars(waiting.order_by(BanProposal.asked_at).limit(SHOWN)).all()


def proposal_for(moderator: Actor, ruling_id: str) -> BanProposal:
    """One of them, also when it is over; NotFound for one about oneself or what one reported."""
    require(moderator, Permission.Ban.ANSWER)
    found = db.session().get(BanProposal, ruling_id)
    if found is None or _is_close(moderator, found):
        raise NotFound()
    return found


def ruling_of(proposal: BanProposal) -> Ruling:
    """The ruling that proposed it."""
    return db.session().get_one(Ruling, proposal.ruling_id)


def is_open(proposal: BanProposal) -> bool:
    """Can somebody still answer?"""
    return proposal.answered_at is None and clock.now() < proposal.asked_at + measures.ANSWERED_WITHIN


def confirm(second: Actor, proposal: BanProposal, note: str) -> None:
    """Agree: the account is closed from now on. Raises NotAllowed for the first person, TooLate when it is over."""
    ruling = _be_second(second, proposal, note)
    proposal.answered_at, proposal.answered_by, proposal.is_confirmed = clock.now(), second.work_mask, True
    sanctions.lift_pause(ruling.id)
    sanctions.ban_owner(current.keys(), proposal.mask_id, ruling.id)
    supersede_ruling(ruling.id)
    tell(proposal.mask_id, NoticeKind.ACCOUNT_BANNED, None, Said(ruling.reason, ruling.words)).ruling_id = ruling.id
    chain.append(reversals.pointing(second, ruling, Outcome.CONFIRM, Why(note=note)))


def decline(second: Actor, proposal: BanProposal, note: str) -> None:
    """Do not agree: the pause that stood meanwhile ends at once; what became of the text stays as it is."""
    ruling = _be_second(second, proposal, note)
    proposal.answered_at, proposal.answered_by, proposal.is_confirmed = clock.now(), second.work_mask, False
    sanctions.lift(ruling.id)
    tell(proposal.mask_id, NoticeKind.RESTORED, None, Said("ban", "")).ruling_id = ruling.id
    chain.append(reversals.pointing(second, ruling, Outcome.DECLINE, Why(note=note)))


def _be_second(second: Actor, proposal: BanProposal, note: str) -> Ruling:
    require(second, Permission.Ban.ANSWER)
    ruling = ruling_of(proposal)
    if _is_close(second, proposal):
        raise NotAllowed()
    if told.had_a_part(second, ruling):
        raise Invalid(_("はじめに決めた人は、ふたりめにはなれません。ほかの見守りの人が決めます。"))
    letters.refuse_unfit(note)
    db.session().refresh(proposal, with_for_update={"key_share": True})
    if not is_open(proposal):
        raise TooLate(_("もう決まったか、時間が過ぎています。"))
    return ruling


def _is_close(moderator: Actor, proposal: BanProposal) -> bool:
    return proposal.mask_id in moderator.masks or parties.has_reported(moderator, proposal.contribution_id)
