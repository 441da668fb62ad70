"""The record of everything that touched a power: who invited, accepted, retired, and which factors came and went."""

from app import chain
from app.accounts.staff_models import StaffAct, StaffActKind
from app.clock import now
from app.ids import new_id
from app.permissions import Actor, Role

TERMINAL = ""
NOBODY_YET = ""


def add(kind: StaffActKind, role: Role, whose: str, by: str) -> StaffAct:
    """Write down that something happened to a power; whose and by are masks."""
    act = StaffAct(id=new_id(), kind=kind, role=role, mask_id=whose, by_mask_id=by, made_at=now())
    chain.append(act)
    return act


def add_own(kind: StaffActKind, member: Actor) -> StaffAct:
    """Somebody did it to their own power."""
    return add(kind, member.entrusted, member.work_mask, member.work_mask)
