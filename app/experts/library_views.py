"""The library of answered questions, and how counsellors keep it right."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import throttle
from app.accounts import current
from app.accounts.access import allowed, public
from app.contributions import asking
from app.contributions.forms import one_line
from app.contributions.services import Receipt
from app.experts import library, queries
from app.experts.forms import RevisedAnswerForm
from app.experts.models import Answer
from app.permissions import Permission, require

pages = Blueprint("library", __name__)

LONGEST_SEARCH = 200


@pages.get("/experts/library")
@public
def shelves() -> str:
    """What was answered last, and a place to ask for more."""
    return _page(library.latest(current.member()), "")


@pages.post("/experts/library")
@public
def create_search() -> Any:
    """What is looked for is never part of an address; it is compared and forgotten."""
    throttle.check(throttle.SEARCH)
    words = one_line(request.form.get("words"))[:LONGEST_SEARCH]
    return _page(library.found(current.member(), words), words) if words else redirect(url_for("library.shelves"), 303)


@pages.post("/answers/<answer_id>/reviews")
@allowed(Permission.Question.KEEP)
def create_review(answer_id: str) -> Response:
    """A counsellor says whether an answer is still right."""
    found = _kept(answer_id)
    if request.form.get("verdict") == "outdated":
        library.mark_outdated(current.member(), found)
        flash(_("「いまは合わない」と印をつけました。読む人に伝わります。"), "done")
    else:
        library.keep(current.member(), found)
        flash(_("きょう見直したことにしました。ありがとうございます。"), "done")
    return _back_to(found)


@pages.get("/answers/<answer_id>/edit")
@allowed(Permission.Question.KEEP)
def edit(answer_id: str) -> str:
    """One's own answer in a form."""
    found = _own(answer_id)
    return _edit_page(found, RevisedAnswerForm(data={"body": found.body}))


@pages.post("/answers/<answer_id>/revisions")
@allowed(Permission.Question.KEEP)
def create_revision(answer_id: str) -> Any:
    """New words for one's own answer."""
    found = _own(answer_id)
    throttle.check(throttle.WRITE)
    form = RevisedAnswerForm(request.form)
    if form.wants_to_rewrite:
        return _edit_page(found, form)
    if not form.validate():
        return _edit_page(found, form), 422
    submission = library.revise(current.member(), found, form.body.data, form.attempt)
    if submission.receipt is Receipt.ASKED:
        return asking.page(submission, url_for("library.create_revision", answer_id=found.id), {})
    if submission.receipt is Receipt.REFUSED:
        form.body.errors = [_("このことばは出せませんでした。書きなおしてから、もう一度送れます。")]
        return _edit_page(found, form), 422
    flash(_("答えを書きなおしました。"), "done")
    return _back_to(found)


def _kept(answer_id: str) -> Answer:
    found = queries.answer_for(current.member(), answer_id)
    require(current.member(), Permission.Question.KEEP, found.question)
    return found


def _own(answer_id: str) -> Answer:
    found = _kept(answer_id)
    require(current.member(), Permission.Contribution.REVISE, found)
    return found


def _page(shelved: object, words: str) -> str:
    return render_template("experts/library.html", shelved=shelved, words=words)


def _edit_page(found: Answer, form: RevisedAnswerForm) -> str:
    trouble = next((str(errors[0]) for errors in form.errors.values()), "")
    return render_template("experts/edit_answer.html", answer=found, body=form.body.data, trouble=trouble)


def _back_to(found: Answer) -> Response:
    return redirect(url_for("experts.question", question_id=found.question_id), 303)
