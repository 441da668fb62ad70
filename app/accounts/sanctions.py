"""Limits on a member that end by themselves: written against a mask, held for its owner under every mask."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import or_, select

from app import clock, db
from app.accounts.models import Sanction, SanctionKind


def warn(mask_id: str, ruling_id: str) -> Sanction:
    """Record that the writer behind this mask was warned."""
    return _add(Sanction(mask_id=mask_id, ruling_id=ruling_id, kind=SanctionKind.WARNING))


def pause(mask_id: str, ruling_id: str, length: timedelta) -> Sanction:
    """Let the writer behind this mask read but not write for a while."""
    return _add(Sanction(mask_id=mask_id, ruling_id=ruling_id, kind=SanctionKind.PAUSE, ends_at=clock.now() + length))


def is_paused(mask_ids: Sequence[str]) -> bool:
    """Is any of these masks under a pause at this moment?"""
    return db.session().scalar(select(Sanction.id).where(_current_pause(mask_ids)).limit(1)) is not None


def of_mask(mask_id: str) -> Sequence[Sanction]:
    """What was decided about this mask before, newest first; says nothing about its owner's other masks."""
    return (
        db.session()
        .scalars(select(Sanction).where(Sanction.mask_id == mask_id).order_by(Sanction.began_at.desc()))
        .all()
    )


def _current_pause(mask_ids: Sequence[str]):  # type: ignore[no-untyped-def]  # SQLAlchemy's own expression type
    return (
        Sanction.mask_id.in_(mask_ids)
        & (Sanction.kind == SanctionKind.PAUSE)
        & Sanction.lifted_at.is_(None)
        & or_(Sanction.ends_at.is_(None), Sanction.ends_at > clock.now())
    )


def _add(sanction: Sanction) -> Sanction:
    db.session().add(sanction)
    db.session().flush()
    return sanction
