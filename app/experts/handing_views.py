"""Passing a question on, and reading over what a colleague has written."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app import throttle
from app.accounts import current
from app.accounts.access import allowed
from app.contributions.asking import Piece
from app.errors import Invalid
from app.experts import answering, hand_overs, queries, second_looks, shelf, wording
from app.experts.desk import CONFLICT, question_on_the_desk
from app.experts.desk_forms import HandOverForm, LookForm
from app.experts.desk_models import Verdict
from app.experts.models import Question
from app.experts.showing import Typed, question_page
from app.markup import to_html
from app.permissions import Permission, require

pages = Blueprint("handing", __name__)


@pages.get("/questions/<question_id>/hand-over")
@allowed(Permission.Question.ANSWER)
def hand_over_form(question_id: str) -> Any:
    """To whom, and with which words."""
    found = question_on_the_desk(question_id)
    if not found.is_drafted_by(answering.counselling_mask(current.member(), found)):
        return redirect(url_for("experts.question", question_id=found.id), 303)
    return _hand_over_page(found, HandOverForm())


@pages.post("/questions/<question_id>/hand-overs")
@allowed(Permission.Question.ANSWER)
def create_hand_over(question_id: str) -> Any:
    """Pass it on; what was written goes with it."""
    found = question_on_the_desk(question_id)
    throttle.check(throttle.WRITE)
    form = HandOverForm(request.form)
    if not form.validate():
        return _hand_over_page(found, form, form.first_error), 422
    try:
        hand_overs.hand_over(current.member(), found, form.note.data, form.to.data)
    except answering.NotInHand as lost:
        return question_page(found, Typed(form.note.data, lost.message, is_lost=True)), CONFLICT
    except hand_overs.Identifying as seen:
        return _hand_over_page(found, form, seen.message, seen.pieces), 422
    except Invalid as invalid:
        return _hand_over_page(found, form, invalid.message), 422
    flash(_("引き継ぎました。書いた文も、つぎの相談員に渡しました。"), "done")
    return redirect(url_for("experts.room", slug=found.room.slug), 303)


@pages.get("/questions/<question_id>/second-look")
@allowed(Permission.Question.LOOK_OVER)
def second_look(question_id: str) -> str:
    """The question, and what a colleague wants to answer."""
    found = _to_look_over(question_id)
    return _look_page(found, LookForm())


@pages.post("/questions/<question_id>/second-looks/verdict")
@allowed(Permission.Question.LOOK_OVER)
def create_verdict(question_id: str) -> Any:
    """It can go as it is, or something should be looked at again."""
    found = _to_look_over(question_id)
    throttle.check(throttle.WRITE)
    form = LookForm(request.form)
    if not form.validate():
        return _look_page(found, form, form.first_error), 422
    try:
        hand_overs.refuse_identifying(form.remark.data)
    except hand_overs.Identifying as seen:
        return _look_page(found, form, seen.message, seen.pieces), 422
    second_looks.say(current.member(), found, Verdict(form.verdict.data), form.remark.data)
    flash(_("伝えました。見てくださって、ありがとうございました。"), "done")
    return redirect(url_for("experts.room", slug=found.room.slug), 303)


def _to_look_over(question_id: str) -> Question:
    found = queries.question_for(current.member(), question_id)
    require(current.member(), Permission.Question.LOOK_OVER, found)
    second_looks.awaited_by(current.member(), found)
    return found


def _hand_over_page(found: Question, form: HandOverForm, trouble: str = "", pieces: list[Piece] | None = None) -> str:
    return render_template(
        "experts/hand_over.html",
        question=found,
        form=form,
        trouble=trouble,
        pieces=pieces or [],
        colleagues=hand_overs.receivers(current.member(), found),
    )


def _look_page(found: Question, form: LookForm, trouble: str = "", pieces: list[Piece] | None = None) -> str:
    return render_template(
        "experts/second_look.html",
        question=found,
        room=wording.room(found.room),
        form=form,
        trouble=trouble,
        pieces=pieces or [],
        draft=to_html(shelf.words(found)),
    )
