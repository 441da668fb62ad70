"""Words for counsellors only that lie open: written before they were sealed, or put there by hand. They are found and sealed."""

from collections.abc import Sequence

from sqlalchemy import or_, select

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
    plain = or_(Contribution.title != "", Contribution.body != "", Contribution.html != "")
    texts = select(Contribution.id).where(Contribution.sealed.is_(None), Contribution.withdrawn_at.is_(None), plain)
    before = select(Revision.contribution_id).where(
        Revision.sealed.is_(None), or_(Revision.title != "", Revision.body != "")
    )
    kinds: tuple[type[Answer] | type[FollowUp], ...] = (Answer, FollowUp)
    under = [select(kind.question_id).where(or_(kind.id.in_(texts), kind.id.in_(before))) for kind in kinds]
    lies_open = or_(Question.id.in_(texts), Question.id.in_(before), *(Question.id.in_(each) for each in under))
    asked = select(Question).where(Question.audience == Audience.COUNSELLORS, lies_open)
    return db.session().scalars(asked.order_by(Question.written_at).limit(AT_ONCE)).all()
