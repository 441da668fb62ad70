"""What is open at the crisis desk, for whoever may see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app import db
from app.accounts.models import Mask
from app.contributions.models import Contribution
from app.errors import NotFound
from app.permissions import Actor, Permission, allows
from app.review import needs, queries
from app.review.desk_models import Call, CallStep
from app.review.queries import Item


@dataclass(frozen=True, slots=True)
class Waiting:
    """One open call: its newest text in a line and how many there are, whether it is one's own turn, and who has taken it over."""

    call: Call
    item: Item
    times: int
    is_my_turn: bool
    is_mine: bool
    holder: str
    is_asked: bool


def waiting(member: Actor) -> Sequence[Waiting]:
    """Open calls about texts this member may look at: those that wait for them first, then the oldest."""
    open_ones = select(Call).where(Call.open_for.is_not(None)).order_by(Call.begun_at, Call.id)
    found = [shown for call in db.session().scalars(open_ones) if (shown := _shown(member, call))]
    return sorted(found, key=lambda each: not each.is_my_turn)


def call_for(member: Actor, call_id: str) -> Call:
    """One call about a text this member may look at; NotFound otherwise. One that has ended is found: it is told so."""
    call = db.session().get(Call, call_id)
    if call is None:
        raise NotFound()
    needs.shown_to(member, call)
    return call


def is_called(member: Actor) -> bool:
    """Does somebody wait for this member's answer now?"""
    if not allows(member, Permission.Call.ANSWER):
        return False
    asked = select(CallStep.number).where(CallStep.mask_id.in_(list(member.masks)), CallStep.answer.is_(None))
    still = asked.join(Call, Call.id == CallStep.call_id).where(Call.open_for.is_not(None))
    return db.session().scalar(still.limit(1)) is not None


def _shown(member: Actor, call: Call) -> Waiting | None:
    if not allows(member, Permission.Call.ANSWER, db.session().get_one(Contribution, call.contribution_id)):
        return None
    try:
        texts = needs.shown_to(member, call)
    except NotFound:
        return None
    concerns = queries.open_concerns(texts[0])
    if not concerns:
        return None
    step = db.session().scalar(select(CallStep).where(CallStep.call_id == call.id, CallStep.answer.is_(None)).limit(1))
    holder = db.session().get(Mask, call.holder_id) if call.holder_id else None
    return Waiting(
        call=call,
        item=Item(texts[0], concerns),
        times=len(texts),
        is_my_turn=step is not None and step.mask_id in member.masks,
        is_mine=call.holder_id in member.masks,
        holder=holder.name if holder else "",
        is_asked=step is not None,
    )
