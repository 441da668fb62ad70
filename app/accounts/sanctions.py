"""What rulings ask of members: written against a mask, held by the running site alone for its owner where it is the owner's.

A pause and a closed account count under every name of whoever wrote; a closed name for that name alone. No row says whose
a mask is, and nobody is told: the site finds it out anew whenever somebody asks for a page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from app import clock, db, realtime, tags
from app.accounts import masks, sessions
from app.accounts.models import Mask, Member, Sanction, SanctionKind
from app.keys import Keys

LIMITING = (SanctionKind.PAUSE, SanctionKind.MASK_BAN, SanctionKind.ACCOUNT_BAN)
_COLUMNS = Sanction.__table__.c
_STANDS = and_(
    *(_COLUMNS.mask_id == Mask.id, _COLUMNS.kind.in_(LIMITING), _COLUMNS.lifted_at.is_(None)),
    or_(_COLUMNS.ends_at.is_(None), _COLUMNS.ends_at > bindparam("now")),
)
# Put together once: every page of a member asks it.
_MASKS = (
    select(Mask, _COLUMNS.kind, _COLUMNS.ends_at)
    .outerjoin(Sanction.__table__, _STANDS)
    .where(tags.is_among(Mask.owner_tag))
)


@dataclass(frozen=True, slots=True)
class Limits:
    """paused_until: no writing before. silenced: names not to write under. is_closed: the account takes no part any more."""

    paused_until: datetime | None = None
    silenced: frozenset[str] = frozenset()
    is_closed: bool = False


def note(mask_id: str, ruling_id: str) -> Sanction:
    """Record something for other moderators; nothing follows from it."""
    return _add(Sanction(mask_id=mask_id, ruling_id=ruling_id, kind=SanctionKind.NOTE))


def warn(mask_id: str, ruling_id: str) -> Sanction:
    """Record that the writer behind this mask was warned."""
    return _add(Sanction(mask_id=mask_id, ruling_id=ruling_id, kind=SanctionKind.WARNING))


def pause(mask_id: str, ruling_id: str, length: timedelta) -> Sanction:
    """Let the writer behind this mask read but not write for a while."""
    return _add(Sanction(mask_id=mask_id, ruling_id=ruling_id, kind=SanctionKind.PAUSE, ends_at=clock.now() + length))


def ban_mask(mask_id: str, ruling_id: str) -> Sanction:
    """Let nobody write under this name any more; other names of its owner are not touched."""
    return _add(Sanction(mask_id=mask_id, ruling_id=ruling_id, kind=SanctionKind.MASK_BAN))


def ban_owner(keys: Keys, mask_id: str, ruling_id: str) -> Sanction:
    """Close the account behind this mask to everything but reading what it was told, asking once more, and leaving."""
    sanction = _add(Sanction(mask_id=mask_id, ruling_id=ruling_id, kind=SanctionKind.ACCOUNT_BAN))
    mask = db.session().get(Mask, mask_id)
    owner = masks.owner_of(keys, mask) if mask else None
    if owner is not None:
        # The browsers stay signed in, because appeals and the way out are behind that; their sockets do not stay.
        realtime.evict(sessions.begin_anew(owner))
    return sanction


def lift(ruling_id: str) -> Sequence[Sanction]:
    """What a ruling asked for falls with it, at once; returns what still stood."""
    standing = select(Sanction).where(Sanction.ruling_id == ruling_id, Sanction.lifted_at.is_(None))
    fallen = db.session().scalars(standing).all()
    for sanction in fallen:
        sanction.lifted_at = clock.now()
    db.session().flush()
    return fallen


def lift_pause(ruling_id: str) -> None:
    """End the pause that stood until a second person had answered."""
    standing = select(Sanction).where(Sanction.ruling_id == ruling_id, Sanction.kind == SanctionKind.PAUSE)
    for sanction in db.session().scalars(standing.where(Sanction.lifted_at.is_(None))):
        sanction.lifted_at = clock.now()


def masks_and_limits(keys: Keys, member: Member) -> tuple[list[Mask], Limits]:
    """The masks of a member in the order they were made, and what holds at this moment for whoever owns them."""
    found: list[Any] = []

    def ask(own: Sequence[bytes]) -> Iterable[Mask]:
        rows = db.session().execute(_MASKS, {**tags.asked(own), "now": clock.now()}).all()
        found.extend(rows)
        return [row.Mask for row in rows]

    own = masks.of_member(keys, member, ask)
    ends = [row.ends_at for row in found if row.kind is SanctionKind.PAUSE]
    return own, Limits(
        paused_until=max(ends) if ends else None,
        silenced=frozenset(row.Mask.id for row in found if row.kind is SanctionKind.MASK_BAN),
        is_closed=any(row.kind is SanctionKind.ACCOUNT_BAN for row in found),
    )


def of_mask(mask_id: str) -> Sequence[Sanction]:
    """What was decided about this mask before, newest first; says nothing about its owner's other masks."""
    return (
        db.session()
        .scalars(select(Sanction).where(Sanction.mask_id == mask_id).order_by(Sanction.began_at.desc()))
        .all()
    )


def of_ruling(ruling_id: str) -> Sequence[Sanction]:
    """What a ruling asked for, whether or not it still stands."""
    return db.session().scalars(select(Sanction).where(Sanction.ruling_id == ruling_id)).all()


def _add(sanction: Sanction) -> Sanction:
    db.session().add(sanction)
    db.session().flush()
    return sanction
