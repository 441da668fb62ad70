"""Words for counsellors only that lie open: written before they were sealed, or put there by hand. They are found and sealed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from app import db
from app.contributions import sealing
from app.contributions.models import Contribution, Revision
from app.experts import services
from app.experts.models import Answer, Audience, FollowUp, Question

AT_ONCE = 100


def seal_some() -> int:
    """Seal the next ones, with everything below them and what they said before; returns how many questions that were."""
    found = _open_ones()
    for question in found:
        services.for_each_text(question, sealing.seal, sealing.seal_revision)
    return len(found)


def _open_ones() -> Sequence[Question]:
    """Asked of each question for counsellors, of which there are few, and never of all texts, of which there are very many."""
    below = Contribution.__table__.alias("below")
    open_below = [
        exists().where(
            kind.__table__.c.question_id == Question.id, below.c.id == kind.__table__.c.id, _lies_open(below.c)
        )
        for kind in (Answer, FollowUp)
    ]
    asked = select(Question).where(
        Question.audience == Audience.COUNSELLORS, or_(_lies_open(Contribution.__table__.c), *open_below)
    )
    return db.session().scalars(asked.order_by(Question.written_at).limit(AT_ONCE)).all()


def _lies_open(columns: Any) -> ColumnElement[bool]:
    """Does a text, or anything it said before, stand there for whoever reads the database?"""
    plain = or_(columns.title != "", columns.body != "", columns.html != "")
    open_before = exists().where(
        Revision.contribution_id == columns.id,
        Revision.sealed.is_(None),
        or_(Revision.title != "", Revision.body != ""),
    )
    return or_(and_(columns.sealed.is_(None), columns.withdrawn_at.is_(None), plain), open_before)
