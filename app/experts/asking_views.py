"""Asking counsellors: the form, changing a question, asking once more, and what its asker decides about it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import throttle
from app.accounts import current
from app.accounts.access import members_only
from app.contributions import asking, neighbours, voices
from app.contributions.neighbours import Near
from app.contributions.services import Receipt, Submission
from app.contributions.versions import Words
from app.experts import line, queries, services, wording
from app.experts.forms import AmendForm, FollowUpForm, QuestionForm
from app.experts.models import Audience, ExpertRoom, Question
from app.experts.parts import parted
from app.experts.showing import Typed, question_page
from app.ids import new_id
from app.permissions import Permission, require

pages = Blueprint("asking", __name__)

UNFIT = "このことばは出せませんでした。書きなおしてから、もう一度送れます。"
CONFLICT = 409


@pages.get("/experts/<slug>/ask")
@members_only
def ask_form(slug: str) -> str:
    """The form that helps to ask."""
    found = queries.room_for(current.member(), slug)
    require(current.member(), Permission.Question.ASK, found)
    return _ask_page(found, QuestionForm(audience=Audience.COUNSELLORS.value))


@pages.post("/experts/<slug>/ask")
@members_only
def ask(slug: str) -> Any:
    """Put a question to the counsellors of this room; once, similar answered ones are shown first."""
    found = queries.room_for(current.member(), slug)
    require(current.member(), Permission.Question.ASK, found)
    throttle.check(throttle.WRITE)
    form = QuestionForm(request.form)
    if form.wants_to_rewrite:
        return _ask_page(found, form)
    if not form.validate():
        return _ask_page(found, form), 422
    if not form.seen.data and (near := _answered_near(form)):
        return _ask_page(found, form, near)
    return _send(found, form)


@pages.get("/questions/<question_id>/edit")
@members_only
def edit(question_id: str) -> Any:
    """One's own question in its form, until a counsellor has it in hand."""
    found = _own(question_id)
    words = parted(found.body)
    given = {"title": found.title, "stage": found.stage, "topic": found.topic}
    return _edit_page(
        found, AmendForm(data={**given, "body": words.happened, "tried": words.tried, "hoped": words.hoped})
    )


@pages.post("/questions/<question_id>/revisions")
@members_only
def create_revision(question_id: str) -> Any:
    """New words pass the same door; the place in line stays."""
    found = _own(question_id)
    throttle.check(throttle.WRITE)
    form = AmendForm(request.form)
    if form.wants_to_rewrite:
        return _edit_page(found, form)
    if not form.validate():
        return _edit_page(found, form), 422
    try:
        submission = services.amend(current.member(), found, Words(form.title.data, form.words), form.attempt)
    except services.TooLate as late:
        return question_page(found, Typed(form.words, late.message, is_lost=True)), CONFLICT
    return _answer_amended(found, form, submission)


@pages.post("/questions/<question_id>/follow-ups")
@members_only
def create_follow_up(question_id: str) -> Any:
    """Ask once more after an answer."""
    found = queries.question_for(current.member(), question_id)
    require(current.member(), Permission.Question.FOLLOW_UP, found)
    throttle.check(throttle.WRITE)
    form = FollowUpForm(request.form)
    if form.wants_to_rewrite:
        return question_page(found, Typed(form.body.data))
    if not form.validate():
        return question_page(found, Typed(form.body.data, form.first_error)), 422
    asked = services.Asked("", form.body.data, found.audience, form.mark, form.attempt)
    submission = services.follow_up(current.member(), found, asked)
    if submission.receipt is Receipt.ASKED:
        action = url_for("asking.create_follow_up", question_id=found.id)
        return asking.page(submission, action, {"nonce": new_id()})
    if submission.receipt is Receipt.REFUSED:
        return question_page(found, Typed(form.body.data, _(UNFIT))), 422
    return _arrived(submission, found)


def _own(question_id: str) -> Question:
    found = queries.question_for(current.member(), question_id)
    require(current.member(), Permission.Contribution.REVISE, found)
    return found


def _answered_near(form: QuestionForm) -> list[Near]:
    near = neighbours.of_words(current.member(), form.title.data, form.words, first="question")
    return [each for each in near if each.kind == "question"]


def _send(room: ExpertRoom, form: QuestionForm) -> Any:
    asked = services.Asked(
        form.title.data,
        form.words,
        Audience(form.audience.data),
        form.mark,
        form.attempt,
        form.stage.data,
        form.topic.data,
    )
    try:
        submission = voices.speak(current.member(), form, None, lambda writer: services.ask(writer, room, asked))
    except services.Full as full:
        form.body.errors = [full.message]
        return _ask_page(room, form), 422
    if submission.receipt is Receipt.ASKED:
        return asking.page(submission, url_for("asking.ask", slug=room.slug), _kept(form))
    if submission.receipt is Receipt.REFUSED or submission.contribution is None:
        form.body.errors = [_(UNFIT)]
        return _ask_page(room, form), 422
    assert isinstance(submission.contribution, Question)
    return _arrived(submission, submission.contribution)


def _kept(form: QuestionForm) -> dict[str, str]:
    chosen = {name: form[name].data or "" for name in ("audience", "stage", "topic")}
    return {"nonce": new_id(), "seen": "1", **chosen, **voices.kept(form)}


def _arrived(submission: Submission, question: Question) -> Response:
    if question.set_apart_at is not None:
        flash(
            _("届きました。ひとりで待たなくて大丈夫なように、いま話せるところをいちばん上に出しています。"), "waiting"
        )
    elif submission.receipt is Receipt.HELD:
        flash(_("受けとりました。先に読む人が読んでから、順番の列に入ります。"), "waiting")
    else:
        flash(_("届きました。順番がきたら相談員が読みます。"), "done")
    return redirect(url_for("experts.question", question_id=question.id), 303)


def _answer_amended(question: Question, form: AmendForm, submission: Submission) -> Any:
    if submission.receipt is Receipt.ASKED:
        action = url_for("asking.create_revision", question_id=question.id)
        return asking.page(submission, action, {"stage": form.stage.data, "topic": form.topic.data})
    if submission.receipt is Receipt.REFUSED:
        form.body.errors = [_(UNFIT)]
        return _edit_page(question, form), 422
    question.stage, question.topic = form.stage.data, form.topic.data
    return redirect(url_for("experts.question", question_id=question.id), 303)


def _ask_page(room: ExpertRoom, form: QuestionForm, near: list[Near] | None = None) -> str:
    return render_template(
        "experts/ask.html",
        room=wording.room(room),
        waiting=wording.waiting(room),
        is_full=line.is_full(room),
        form=form,
        parts=form.parts,
        near=near or [],
        choices=wording.CHOICES,
        nonce=new_id(),
        voices=voices.offer(current.member(), form),
    )


def _edit_page(question: Question, form: AmendForm) -> str:
    return render_template(
        "experts/edit.html", question=question, form=form, parts=form.parts, choices=wording.CHOICES, is_edit=True
    )
