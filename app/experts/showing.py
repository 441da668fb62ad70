"""The page of one question, as its asker, a counsellor or a reader sees it."""

from dataclasses import dataclass

from flask import render_template

from app.accounts import current
from app.experts import queries, services, wording
from app.experts.models import Question
from app.ids import new_id
from app.permissions import Permission, allows


@dataclass(frozen=True, slots=True)
class Typed:
    """What a counsellor has written so far; `trouble` says why it came back, `is_lost` that the lease is gone."""

    body: str = ""
    trouble: str = ""
    is_lost: bool = False


def question_page(question: Question, typed: Typed = Typed()) -> str:
    """Question, answers, and what whoever is asking can do here."""
    member = current.member()
    followed = queries.follow(question)
    return render_template(
        "experts/question.html",
        question=question,
        room=wording.room(question.room),
        answers=queries.answers_to(member, question),
        progress=followed.progress,
        progress_words=wording.progress(followed),
        readers_words=wording.readers(question),
        is_own=member.wrote(question),
        desk=_desk_of(question),
        typed=typed,
        profession_words=wording.profession,
        nonce=new_id(),
    )


def _desk_of(question: Question) -> str:
    """What a counsellor finds here: "" for nobody's desk, else mine, free or taken."""
    member = current.member()
    if not allows(member, Permission.Question.ANSWER, question.room) or member.wrote(question):
        return ""
    if question.is_drafted_by(services.counselling_mask(member, question)):
        return "mine"
    return "taken" if question.is_being_written else "free"
