"""The desk while an answer is being written: putting it down, and putting phrases, guides and lines into it."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _

from app import throttle
from app.accounts import current
from app.accounts.access import allowed
from app.contributions import drafting
from app.contributions.forms import LONGEST_POST
from app.errors import Invalid
from app.experts import answering, cards, phrases, second_looks, shelf
from app.experts.cards import Kind
from app.experts.desk import CONFLICT, question_on_the_desk
from app.experts.desk_forms import DeskForm
from app.experts.models import Question
from app.experts.showing import Typed, question_page
from app.permissions import Permission

pages = Blueprint("desk_drafting", __name__)


@pages.post("/questions/<question_id>/draft")
@allowed(Permission.Question.ANSWER)
def create_draft(question_id: str) -> Any:
    """Put the answer down as it is, and go on: with something put in, to a colleague, or later."""
    found = question_on_the_desk(question_id)
    throttle.check(throttle.DRAFT)
    form = DeskForm(request.form)
    if not form.validate():
        return question_page(found, Typed(form.body.data, form.first_error)), 422
    try:
        answering.renew(current.member(), found)
    except answering.NotInHand as lost:
        return question_page(found, Typed(form.body.data, lost.message, is_lost=True)), CONFLICT
    return _kept(found, form)


@pages.post("/questions/<question_id>/second-looks")
@allowed(Permission.Question.ANSWER)
def create_second_look(question_id: str) -> Any:
    """Ask a colleague to read what was put down."""
    found = question_on_the_desk(question_id)
    try:
        answering.renew(current.member(), found)
        second_looks.ask(answering.counselling_mask(current.member(), found), found)
    except Invalid as invalid:
        return question_page(found, Typed(trouble=invalid.message)), CONFLICT
    return redirect(_address(found), 303)


@pages.post("/questions/<question_id>/second-looks/remove")
@allowed(Permission.Question.ANSWER)
def remove_second_look(question_id: str) -> Any:
    """Ask no longer."""
    found = question_on_the_desk(question_id)
    try:
        answering.renew(current.member(), found)
    except answering.NotInHand as lost:
        return question_page(found, Typed(trouble=lost.message)), CONFLICT
    second_looks.begin_anew(found)
    return redirect(_address(found), 303)


def _kept(found: Question, form: DeskForm) -> Any:
    words = _with_what_was_put_in(form)
    if len(words) > LONGEST_POST:
        return question_page(found, Typed(form.body.data, _("入れると長くなりすぎます。少しけずってください。"))), 422
    drafting.keep(shelf.place_of(found), {"body": words})
    if form.then.data == "second-look":
        return create_second_look(found.id)
    if form.then.data == "hand-over":
        return redirect(url_for("handing.hand_over_form", question_id=found.id), 303)
    return redirect(_address(found), 303)


def _with_what_was_put_in(form: DeskForm) -> str:
    body, insert = form.body.data or "", form.insert.data
    if insert == "phrase" and form.phrase.data:
        return cards.inserted(body, phrases.one(current.member(), form.phrase.data).words)
    if insert in {Kind.LINE, Kind.GUIDE} and form[insert].data:
        return cards.inserted(body, cards.written(Kind(insert), form[insert].data))
    return body


def _address(found: Question) -> str:
    return url_for("experts.question", question_id=found.id) + "#desk"
