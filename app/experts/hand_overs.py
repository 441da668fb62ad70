"""Passing a question on to a colleague, with a few words that say nothing of who anybody is."""

from datetime import timedelta

from sqlalchemy import delete

from app import clock, db
from app.experts.desk_models import HandOver, SecondLook

KEPT = timedelta(days=28)


def forget_old() -> int:
    """What nobody has answered for four weeks is passed on without old words; returns how many there were."""
    past = clock.now() - KEPT
    db.session().execute(delete(SecondLook).where(SecondLook.asked_at <= past))
    return len(db.session().execute(delete(HandOver).where(HandOver.made_at <= past).returning(HandOver.id)).all())
