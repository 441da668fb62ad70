"""Who is asked next: those on duty who may see the case, whoever may rule before whoever may hide, and in turn."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select

from app import clock, db
from app.accounts import current, duty, masks
from app.accounts.models import Mask, Member
from app.contributions.models import Contribution
from app.errors import NotFound
from app.permissions import Actor, Permission, allows
from app.review import queries
from app.review.desk_models import Call, CallStep

# Whoever was asked less often in so many hours comes before.
IN_TURN = timedelta(hours=12)


def next_for(call: Call, texts: Sequence[Contribution]) -> str | None:
    """The mask of whoever is asked next, or None when everybody on duty was asked. Nobody is asked about their own words."""
    asked = set(db.session().scalars(select(CallStep.mask_id).where(CallStep.call_id == call.id)))
    there = [shift.mask_id for shift in duty.on_duty()]
    waiting = [mask_id for mask_id in dict.fromkeys(there) if mask_id not in asked]
    people = [(mask_id, actor) for mask_id in waiting if (actor := _may_look_at_one(mask_id, texts))]
    return min(people, key=_order, default=(None, None))[0]


def number_asked(call: Call) -> int:
    """How many were asked so far."""
    return db.session().scalar(select(func.count()).where(CallStep.call_id == call.id)) or 0


def may_look(mask_id: str, contribution: Contribution) -> Actor | None:
    """The person behind a shift with the powers they would have in the console, if the case is for them."""
    owner = masks.owner_of(current.keys(), db.session().get_one(Mask, mask_id))
    person = db.session().get(Member, owner) if owner else None
    if person is None:
        return None
    actor = current.describe(person, None).at_work
    if not allows(actor, Permission.Call.ANSWER, contribution):
        return None
    try:
        queries.contribution_for(actor, contribution.id)
    except NotFound:
        return None
    return actor


def _may_look_at_one(mask_id: str, texts: Sequence[Contribution]) -> Actor | None:
    return next((actor for each in texts if (actor := may_look(mask_id, each))), None)


def _order(person: tuple[str, Actor]) -> tuple[bool, int]:
    mask_id, actor = person
    lately = (CallStep.mask_id == mask_id, CallStep.called_at > clock.now() - IN_TURN)
    return not allows(actor, Permission.Review.RULE), db.session().scalar(select(func.count()).where(*lately)) or 0
