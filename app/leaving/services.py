"""Taking everything back, and going: in steps that can be repeated, so that an interruption loses nothing."""

from sqlalchemy import select, update

from app import db
from app.accounts import current, masks
from app.accounts import services as accounts
from app.chat import hushes
from app.contributions import drafts
from app.contributions import services as door
from app.contributions.models import Contribution
from app.forum import drawers, feelings
from app.guides import put_away
from app.permissions import Actor

AT_ONCE = 100


def withdraw_some(member: Actor) -> bool:
    """Empty the next texts of this member, whatever became of them; says whether there may be more.

    Few at a time, each step in a transaction of its own, so that nobody else waits while somebody leaves.
    """
    own = (Contribution.mask_id.in_(list(member.masks)), Contribution.withdrawn_at.is_(None))
    found = db.session().scalars(select(Contribution).where(*own).limit(AT_ONCE)).all()
    for contribution in found:
        door.withdraw(member, contribution)
    return len(found) == AT_ONCE


def erase(member: Actor) -> None:
    """Delete the account. Emptied places that others' answers hang on go to the one mask that nobody owns."""
    while withdraw_some(member):
        db.session().flush()
    db.session().flush()
    handed_on = update(Contribution).where(Contribution.mask_id.in_(list(member.masks)))
    put_away.forget(current.keys(), member)
    drafts.forget(member)
    drawers.forget(member)
    feelings.forget(member)
    hushes.forget(member)
    # Their order is kept by numbers of its own, so the mark of the client can go as well.
    db.session().execute(handed_on.values(mask_id=masks.gone().id, nonce=None))
    accounts.erase(member)
