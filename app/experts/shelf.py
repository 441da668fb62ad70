"""The answer that is being written: it lies with the question, sealed like every draft, and goes on with the next drafter."""

from collections.abc import Mapping

from app import db
from app.contributions import drafting, drafts
from app.contributions.drafts import Shelf
from app.experts.models import Question
from app.permissions import Actor


def register() -> None:
    """What is typed on the page of a question belongs to the question."""
    drafting.share("desk.answer", _whose)


def place_of(question: Question) -> str:
    """Where the form of an answer is sent; it names the draft."""
    return f"/questions/{question.id}/answer"


def words(question: Question) -> str:
    """What has been written so far."""
    kept = drafts.at(Shelf(question.id), place_of(question))
    return kept.fields.get("body", "") if kept else ""


def clear(question: Question) -> None:
    """It was sent, or nobody needs it any more."""
    drafts.forget(Shelf(question.id))


def _whose(member: Actor, named: Mapping[str, str]) -> Shelf | None:
    """Whoever has it in hand, or had it last: words that arrive a moment after the page was left are not lost."""
    question = db.session().get(Question, named.get("question_id", ""))
    if question is None or question.waiting_since is None or not question.is_visible:
        return None
    return Shelf(question.id) if question.drafter_mask_id in member.badges else None
