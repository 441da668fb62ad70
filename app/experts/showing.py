"""The page of one question, as its asker, a counsellor or a reader sees it."""

from dataclasses import dataclass, replace

from flask import render_template

from app.accounts import current
from app.experts import answering, desk_facts, queries, services, wording
from app.experts.models import Audience, Question
from app.experts.queries import Progress
from app.ids import new_id
from app.permissions import Permission, allows


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody has written so far; `trouble` says why it came back, `is_lost` that its place is gone."""

    body: str = ""
    trouble: str = ""
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class Ways:
    """What its asker can do with a question now."""

    edit: bool = False
    follow_up: bool = False
    left: int = 0
    put_in_line: bool = False
    share: bool = False
    keep_private: bool = False


NO_WAYS = Ways()


def question_page(question: Question, typed: Typed = Typed()) -> str:
    """Question, answers, and what whoever is asking can do here."""
    member = current.member()
    followed = queries.follow(question)
    is_own, state = member.wrote(question), desk_of(question)
    at_desk = desk_facts.beside(question, state)
    return render_template(
        "experts/question.html",
        question=question,
        room=wording.room(question.room),
        said=queries.said_about(member, question),
        progress=followed.progress,
        progress_words=wording.progress(followed) if is_own else "",
        readers_words=wording.readers(question),
        about_words=wording.about(question),
        is_own=is_own,
        ways=_ways(question, followed.progress) if is_own else NO_WAYS,
        desk=state,
        at_desk=at_desk,
        typed=typed if typed.body or typed.is_lost else replace(typed, body=at_desk.words),
        badge_words=wording.badge,
        nonce=new_id(),
    )


def _ways(question: Question, progress: Progress) -> Ways:
    left = services.MOST_FOLLOW_UPS - queries.follow_ups_used(question)
    is_waiting = progress is not Progress.ANSWERED
    is_open = question.is_visible or question.is_held
    return Ways(
        edit=is_open and allows(current.member(), Permission.Contribution.REVISE, question),
        follow_up=not is_waiting and left > 0 and allows(current.member(), Permission.Question.FOLLOW_UP, question),
        left=left,
        put_in_line=progress is Progress.SET_APART,
        share=question.answered_at is not None and question.audience is Audience.COUNSELLORS,
        keep_private=question.audience is Audience.EVERYONE,
    )


def desk_of(question: Question) -> str:
    """What a counsellor finds here: "" for nobody's desk, else mine, free, taken, or stopped by the check."""
    member = current.member()
    if not allows(member, Permission.Question.ANSWER, question.room) or member.wrote(question):
        return ""
    if question.is_held:
        return "stopped"
    if question.is_drafted_by(answering.counselling_mask(member, question)):
        return "mine"
    return "taken" if question.is_being_written else "free"
