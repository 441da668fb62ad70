"""What an asker decides about their question, and what a counsellor of the room does with one the check has stopped."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import current
from app.accounts.access import allowed, members_only
from app.experts import queries, services
from app.experts.models import Question
from app.permissions import Permission, require

pages = Blueprint("deciding", __name__)


@pages.post("/questions/<question_id>/place")
@members_only
def create_place(question_id: str) -> Response:
    """Put one's own question in line, which was set apart."""
    found = queries.question_for(current.member(), question_id)
    require(current.member(), Permission.Question.PUT_IN_LINE, found)
    services.put_in_line(current.member(), found)
    flash(_("順番の列にも入れました。相談員が順番に読みます。"), "done")
    return _back_to(found)


@pages.post("/questions/<question_id>/sharing")
@members_only
def create_sharing(question_id: str) -> Response:
    """Agree that everybody may read it."""
    found = queries.question_for(current.member(), question_id)
    require(current.member(), Permission.Question.SHARE, found)
    services.share(current.member(), found)
    flash(_("答えといっしょに、みんなが読めるようになりました。いつでも、もとに戻せます。"), "done")
    return _back_to(found)


@pages.post("/questions/<question_id>/sharing/remove")
@members_only
def remove_sharing(question_id: str) -> Response:
    """Agree no longer."""
    found = queries.question_for(current.member(), question_id)
    require(current.member(), Permission.Question.SHARE, found)
    services.keep_private(current.member(), found)
    flash(_("あなたと相談員だけが読めるように戻しました。さがしても、もう出てきません。"), "done")
    return _back_to(found)


@pages.post("/answers/<answer_id>/thanks")
@members_only
def create_thanks(answer_id: str) -> Response:
    """Thank for an answer to one's own question."""
    found = queries.answer_for(current.member(), answer_id)
    require(current.member(), Permission.Question.THANK, found.question)
    services.thank(current.member(), found)
    flash(_("ありがとうを届けました。見えるのは、答えた相談員だけです。"), "done")
    return _back_to(found.question)


@pages.post("/questions/<question_id>/admission")
@allowed(Permission.Question.ADMIT)
def create_admission(question_id: str) -> Response:
    """Take in a question that the check has stopped."""
    found = queries.question_for(current.member(), question_id)
    require(current.member(), Permission.Question.ADMIT, found)
    services.admit(current.member(), found)
    flash(_("順番の列に入れました。質問した人にも伝えました。"), "done")
    return _back_to(found)


def _back_to(found: Question) -> Response:
    return redirect(url_for("experts.question", question_id=found.id), 303)
