"""What goes first in a line: a life that may be in danger, then need and those who have waited long, then everybody by age."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, case, or_

from app import clock
from app.contributions.services import Receipt, Submission
from app.experts.models import Question, Urgency

# Whoever has waited so long goes with those in need, so that nobody is passed over for ever.
LONG = timedelta(days=7)
FIRST, SOON, BY_AGE = range(3)


def rank() -> ColumnElement[int]:
    """The rank of a question, as a database says it; smaller goes first. `rank_of` says the same of one at hand."""
    waited = Question.waiting_since <= clock.now() - LONG
    soon = or_(Question.urgency == Urgency.CARE, waited)
    return case((Question.urgency == Urgency.DANGER, FIRST), (soon, SOON), else_=BY_AGE)


def rank_of(question: Question) -> int:
    """As `rank`."""
    if question.urgency == Urgency.DANGER:
        return FIRST
    return SOON if question.urgency == Urgency.CARE or _has_waited_long(question) else BY_AGE


def heed(question: Question, submission: Submission) -> None:
    """Remember what was heard in words that were kept; what was said once does not become less by other words."""
    if submission.receipt not in {Receipt.POSTED, Receipt.HELD}:
        return
    if submission.is_danger:
        question.urgency = Urgency.DANGER
    elif submission.care_topic and not question.urgency:
        question.urgency = Urgency.CARE


def words(question: Question) -> tuple[str, str] | None:
    """For counsellors: why it stands before others, and how strongly that is shown."""
    if question.urgency == Urgency.DANGER:
        return _("命にかかわることば"), "danger"
    if question.urgency == Urgency.CARE:
        return _("つらさのことば"), "waiting"
    return (_("長く待っています"), "waiting") if _has_waited_long(question) else None


def _has_waited_long(question: Question) -> bool:
    return question.waiting_since is not None and question.waiting_since <= clock.now() - LONG
