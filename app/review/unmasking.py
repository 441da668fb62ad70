"""Which names belong to one member: asked by a lead, agreed to by a second person, shown for an hour, told to the member.

Two people, because one may err or be pressed. Only other names are ever told: no account, no other text, no date.
"""

from collections.abc import Sequence
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from app import chain, clock, db
from app.accounts import current, masks
from app.accounts.models import Mask, Member
from app.contributions.models import Contribution
from app.errors import Invalid, NotAllowed, NotFound
from app.ids import new_id
from app.notices.models import Notice, NoticeKind
from app.permissions import Actor, Permission, require
from app.review.unmasking_models import Step, Unmasking, UnmaskingStep

STANDS_FOR = timedelta(hours=48)
SHOWN_FOR = timedelta(hours=1)
SHORTEST_REASON = 20
LONGEST_REASON = 1000


class NotNow(Invalid):
    """Nobody has agreed yet, somebody has said no, or its time is over."""

    code = "not_now"


def ask(lead: Actor, contribution: Contribution, reason: str) -> Unmasking:
    """Ask which names belong to the writer of a text; a second person has to agree. Raises NotAllowed for one's own."""
    require(lead, Permission.Unmasking.ASK)
    if contribution.mask_id in lead.masks:
        raise NotAllowed()
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid(_("ほかの方法ではなぜ足りないのか、もう少しくわしく書いてください。"))
    _owner(contribution.mask_id)
    asked = Unmasking(
        id=new_id(),
        mask_id=contribution.mask_id,
        contribution_id=contribution.id,
        reason=reason,
        asked_by=lead.work_mask,
        asked_at=clock.now(),
    )
    db.session().add(asked)
    db.session().flush()
    _record(lead, asked, Step.ASKED)
    return asked


def approve(second: Actor, asked: Unmasking) -> None:
    """Agree. Raises Invalid for whoever asked, NotAllowed for whom it is about, NotNow when it is no longer open."""
    _answer(second, asked, is_approved=True)
    _record(second, asked, Step.APPROVED)


def decline(second: Actor, asked: Unmasking) -> None:
    """Say no; the request is over."""
    _answer(second, asked, is_approved=False)
    _record(second, asked, Step.DECLINED)


def other_names(lead: Actor, asked: Unmasking, told_after: timedelta) -> Sequence[str]:
    """The other names of the member, for the lead who asked and for an hour; the member hears of it after `told_after`."""
    require(lead, Permission.Unmasking.ASK)
    if asked.asked_by not in lead.masks:
        raise NotFound()
    if not is_readable(asked):
        raise NotNow(_("まだ同意がないか、読める時間が終わりました。"))
    _record(lead, asked, Step.SHOWN)
    if asked.told_at is None:
        asked.told_at = clock.now()
        # Not by notices.tell: that would ring at once, and the notice stands for a later moment.
        later = clock.now() + told_after
        db.session().add(Notice(mask_id=asked.mask_id, kind=NoticeKind.UNMASKED, made_at=later))
    owner = _owner(asked.mask_id)
    return sorted(mask.name for mask in masks.of_member(current.keys(), owner) if mask.id != asked.mask_id)


def requests(member: Actor) -> Sequence[Unmasking]:
    """The latest requests that this member may know of: none that is about themselves."""
    require(member, Permission.Unmasking.ANSWER)
    about_others = Unmasking.mask_id.not_in(list(member.masks))
    return (
        db.session().scalars(select(Unmasking).where(about_others).order_by(Unmasking.asked_at.desc()).limit(50)).all()
    )


def request_for(member: Actor, unmasking_id: str) -> Unmasking:
    """One of them; NotFound otherwise."""
    require(member, Permission.Unmasking.ANSWER)
    found = db.session().get(Unmasking, unmasking_id)
    if found is None or found.mask_id in member.masks:
        raise NotFound()
    return found


def is_open(asked: Unmasking) -> bool:
    """Can somebody still agree?"""
    return asked.answered_at is None and clock.now() < asked.asked_at + STANDS_FOR


def is_readable(asked: Unmasking) -> bool:
    """Has somebody agreed, within the last hour?"""
    return bool(asked.is_approved) and asked.answered_at is not None and clock.now() < asked.answered_at + SHOWN_FOR


def _answer(second: Actor, asked: Unmasking, *, is_approved: bool) -> None:
    require(second, Permission.Unmasking.ANSWER)
    if asked.mask_id in second.masks:
        raise NotAllowed()
    if asked.asked_by in second.masks:
        raise Invalid(_("たずねた本人は同意できません。もうひとりの人が決めます。"))
    db.session().refresh(asked, with_for_update={"key_share": True})
    if not is_open(asked):
        raise NotNow(_("もう決まったか、時間が過ぎています。必要なら、もう一度たずねてください。"))
    asked.is_approved, asked.answered_by, asked.answered_at = is_approved, second.work_mask, clock.now()


def _owner(mask_id: str) -> Member:
    """The member behind a mask; NotFound for the one that nobody owns, and for whoever has left."""
    mask = db.session().get(Mask, mask_id)
    owner = db.session().get(Member, masks.owner_of(current.keys(), mask) or "") if mask else None
    if owner is None:
        raise NotFound()
    return owner


def _record(member: Actor, asked: Unmasking, step: Step) -> None:
    chain.append(
        UnmaskingStep(
            id=new_id(),
            unmasking_id=asked.id,
            about=asked.mask_id,
            mask_id=member.work_mask,
            step=step,
            words=asked.reason if step is Step.ASKED else "",
            made_at=clock.now(),
        )
    )
