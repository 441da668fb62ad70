"""Which concerns a ruling was about: those it settled."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from app import db
from app.contributions.models import Concern
from app.review.models import Ruling

# They are settled in the transaction of the ruling, a moment after the time it bears.
WITHIN = timedelta(minutes=1)


def by(ruling: Ruling) -> Sequence[Concern]:
    """Why somebody looked at the text this ruling was about; empty once its author has taken it back."""
    settled = select(Concern).where(
        Concern.contribution_id == ruling.contribution_id,
        Concern.settled_at >= ruling.made_at,
        Concern.settled_at < ruling.made_at + WITHIN,
    )
    return db.session().scalars(settled).all()
