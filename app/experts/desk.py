"""What counsellors do with a question: take it in hand, put it back, answer it. To others these routes do not exist."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import throttle
from app.accounts import current
from app.accounts.access import allowed
from app.contributions import asking
from app.contributions.services import Receipt, Submission
from app.experts import answering, queries
from app.experts.forms import AnswerForm
from app.experts.models import Question
from app.experts.showing import Typed, question_page
from app.ids import new_id
from app.permissions import Permission, require

desk = Blueprint("desk", __name__)

CONFLICT = 409


@desk.post("/questions/<question_id>/take")
@allowed(Permission.Question.ANSWER)
def take(question_id: str) -> Any:
    """Take the question in hand for twenty minutes; an open page that is used keeps it (`only_if_held`)."""
    found = question_on_the_desk(question_id)
    is_kept = "only_if_held" in request.form
    try:
        (answering.renew if is_kept else answering.take)(current.member(), found)
    except answering.NotInHand as lost:
        flash(lost.message, "trouble")
        return question_page(found), CONFLICT
    return Response(status=204) if is_kept else _back_to(found)


@desk.post("/questions/<question_id>/release")
@allowed(Permission.Question.ANSWER)
def release(question_id: str) -> Any:
    """Put the question back for others; a page that is left says so by itself (`leaving`)."""
    found = question_on_the_desk(question_id)
    (answering.leave if "leaving" in request.form else answering.release)(current.member(), found)
    return _back_to(found)


@desk.post("/questions/<question_id>/answer")
@allowed(Permission.Question.ANSWER)
def answer(question_id: str) -> Any:
    """Send the answer to a question one has in hand."""
    found = question_on_the_desk(question_id)
    throttle.check(throttle.WRITE)
    form = AnswerForm(request.form)
    if form.wants_to_rewrite:
        return question_page(found, Typed(form.body.data))
    if not form.validate():
        return question_page(found, Typed(form.body.data, form.first_error)), 422
    try:
        submission = _send(found, form)
    except answering.NotInHand as lost:
        return question_page(found, Typed(form.body.data, lost.message, is_lost=True)), CONFLICT
    except answering.Unfinished as unfinished:
        return question_page(found, Typed(form.body.data, unfinished.message)), 422
    return _answer(found, form, submission)


def question_on_the_desk(question_id: str) -> Question:
    """The question, for a counsellor of its room."""
    found = queries.question_for(current.member(), question_id)
    require(current.member(), Permission.Question.ANSWER, found.room)
    return found


def _send(question: Question, form: AnswerForm) -> Submission:
    if form.again.data:
        answering.take(current.member(), question)
    draft = answering.Draft(form.body.data, form.mark, form.attempt, bool(form.unread.data))
    return answering.answer(current.member(), question, draft)


def _answer(question: Question, form: AnswerForm, submission: Submission) -> Any:
    if submission.receipt is Receipt.ASKED:
        return asking.page(submission, url_for("desk.answer", question_id=question.id), _kept(form))
    if submission.receipt is Receipt.REFUSED:
        trouble = _("このことばは出せませんでした。書きなおしてから、もう一度送れます。")
        return question_page(question, Typed(form.body.data, trouble)), 422
    if submission.receipt is Receipt.HELD:
        flash(_("受けとりました。見守りの人が読んでから出ます。"), "waiting")
    else:
        flash(_("答えを送りました。質問した人にお知らせしました。"), "done")
    return _back_to(question)


def _kept(form: AnswerForm) -> dict[str, str]:
    return {"nonce": new_id(), **({"unread": "1"} if form.unread.data else {})}


def _back_to(question: Question) -> Any:
    return redirect(url_for("experts.question", question_id=question.id), 303)
