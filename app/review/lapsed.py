"""Leases that ran out: who looked at a text is known for the minutes it lasts, and no longer."""

from sqlalchemy import delete

from app import clock, db
from app.review.models import Lease


def forget_lapsed() -> int:
    """Delete leases whose time is over; returns how many."""
    over = delete(Lease).where(Lease.until <= clock.now()).returning(Lease.contribution_id)
    return len(db.session().execute(over).all())
