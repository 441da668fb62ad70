"""Professions: verified by the operator outside the site, for a while. When that ends, so does the power, within two seconds."""

from datetime import date

from flask import current_app
from sqlalchemy import select

from app import clock, db, realtime
from app.accounts import current, masks, off_work, sessions, staff_record
from app.accounts.models import Mask
from app.accounts.staff import Colleague
from app.accounts.staff_models import StaffActKind
from app.errors import NotFound
from app.permissions import Role

LOOKED = "tomoshibi_verifications_looked_at"


def verify(colleague: Colleague, until: date) -> None:
    """The operator has seen what proves this colleague's profession; it holds up to and including `until`."""
    mask = db.session().get_one(Mask, colleague.mask_id)
    if not colleague.profession:
        raise NotFound()
    masks.verify(mask, colleague.profession, until)
    staff_record.add(StaffActKind.VERIFIED, colleague.role, mask.id, staff_record.TERMINAL)


def withdraw(colleague: Colleague) -> None:
    """It does not hold any more, whatever was said before: badge and power go, and every session ends."""
    mask = db.session().get_one(Mask, colleague.mask_id)
    if not mask.badge:
        raise NotFound()
    masks.unverify(mask)
    mask.claimed = colleague.profession
    _end(mask, colleague.member_id, colleague.role)


def end_lapsed() -> int:
    """End what was verified only until yesterday; what was answered meanwhile keeps its badge. Returns how many."""
    if current_app.extensions.get(LOOKED) == clock.today():
        return 0  # it ends with a day; asking the database every second would only keep writers waiting
    over = select(Mask).where(Mask.badge.is_not(None), Mask.verified_until < clock.today())
    found = db.session().scalars(over).all()
    for mask in found:
        mask.verified_until = None
        owner = masks.owner_of(current.keys(), mask)
        if owner is not None:
            _end(mask, owner, Role.COUNSELLOR)
    current_app.extensions[LOOKED] = clock.today()
    return len(found)


def _end(mask: Mask, member_id: str, role: Role) -> None:
    """Open pages lose it at once: their sockets are closed by the sweep, and the next request is nobody's."""
    off_work.let_go(mask.id)
    realtime.evict(sessions.end_all(member_id))
    staff_record.add(StaffActKind.VERIFICATION_ENDED, role, mask.id, staff_record.TERMINAL)
