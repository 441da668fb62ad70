"""What stands near a question, an answer or a further question: for moderators who judge one in its place.

Which of it they may read is decided where it is shown; sealed words are handed on as they lie, without being opened.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import db
from app.contributions.models import Contribution, State
from app.experts.models import Answer, FollowUp, Question

NEAR = 6


def beside(text: Contribution) -> Sequence[Contribution]:
    """The question first, then what was answered and asked once more, in the order it was written."""
    question_id = text.question_id if isinstance(text, Answer | FollowUp) else text.id
    opening = select(Question).options(joinedload(Question.mask))
    asked = db.session().scalars(opening.where(Question.id == question_id, Question.state == State.VISIBLE)).all()
    said = [*_under(question_id, Answer), *_under(question_id, FollowUp)]
    near = [*asked, *sorted(said, key=lambda each: (each.written_at, each.id))]
    return [each for each in near if each.id != text.id][: NEAR + 1]


def _under(question_id: str, kind: type[Answer] | type[FollowUp]) -> list[Answer | FollowUp]:
    said = select(kind).options(joinedload(kind.mask)).where(kind.question_id == question_id)
    found: list[Answer | FollowUp] = list(db.session().scalars(said.where(kind.state == State.VISIBLE)))
    return found
