"""Hands as pages and forms: everything works by pressing a button and reading the page again."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import throttle
from app.accounts import current
from app.accounts.access import members_only, public
from app.chat import queries as rooms
from app.chat import turns
from app.chat import views as chat
from app.chat.models import Room
from app.contributions import asking, voices
from app.contributions.services import Receipt, Submission
from app.errors import Invalid, TooOften
from app.experts.services import Full
from app.ids import new_id
from app.live import panel, queries, services
from app.live.forms import HandForm
from app.live.models import Hand
from app.live.panel import Typed
from app.permissions import Permission, require

pages = Blueprint("hands", __name__)


@pages.get("/rooms/<slug>/hands")
@public
def show(slug: str) -> str:
    """What stands above the room, for a page that asks again."""
    found = rooms.room_for(current.member(), slug)
    queries.expert_room_of(found)
    return panel.fragment(found)


@pages.post("/rooms/<slug>/hands")
@members_only
def create(slug: str) -> Any:
    """Raise a hand with a short question."""
    found = rooms.room_for(current.member(), slug)
    require(current.member(), Permission.Room.RAISE, found)
    throttle.check(throttle.WRITE)
    form = HandForm(request.form)
    if form.wants_to_rewrite:
        return chat.page(found, panel=panel.panel(found, Typed(form)))
    if not form.validate():
        return _again(found, form, form.first_error), 422
    try:
        return _answer(found, form, _raise(found, form))
    except (Invalid, TooOften, turns.Closed, turns.Outside) as wait:
        return _again(found, form, wait.message), 422


@pages.post("/hands/<hand_id>/withdrawal")
@members_only
def create_withdrawal(hand_id: str) -> Response:
    """Take one's own hand down."""
    found = queries.own_hand(current.member(), hand_id)
    throttle.check(throttle.WRITE)
    services.take_down(current.member(), found)
    flash(_("手をおろしました。質問も取り下げました。"), "done")
    return _back_to(found.room)


@pages.post("/hands/<hand_id>/line")
@members_only
def create_line(hand_id: str) -> Response:
    """Let a hand wait to be called that was set apart."""
    found = queries.own_hand(current.member(), hand_id)
    services.put_in_line(current.member(), found)
    return _back_to(found.room)


@pages.post("/hands/<hand_id>/place")
@members_only
def create_place(hand_id: str) -> Any:
    """Ask what was left over as an ordinary question."""
    found = queries.own_hand(current.member(), hand_id)
    throttle.check(throttle.WRITE)
    form = HandForm(request.form)
    body = form.body.data or found.message.body
    if form.wants_to_rewrite:
        return render_template("live/left.html", hand=found, body=body, trouble="")
    try:
        submission = services.move_to_line(
            current.member(), found, services.Asked(body, f"hand-{found.id}", form.attempt)
        )
    except (Full, services.NotFree) as wait:
        found = queries.own_hand(current.member(), hand_id)  # what was undone is read anew
        return render_template("live/left.html", hand=found, body=body, trouble=wait.message), 422
    return _moved(found, body, submission)


def _raise(room: Room, form: HandForm) -> Submission:
    asked = services.Asked(form.body.data, form.mark, form.attempt)
    used_here = rooms.mask_used_in(current.member(), room)
    return voices.speak(current.member(), form, used_here, lambda writer: services.raise_hand(writer, room, asked))


def _answer(room: Room, form: HandForm, submission: Submission) -> Any:
    if submission.receipt is Receipt.ASKED:
        return asking.page(
            submission, url_for("hands.create", slug=room.slug), {"nonce": new_id(), **voices.kept(form)}
        )
    if submission.receipt is Receipt.REFUSED:
        return _again(room, form, _("このことばは出せませんでした。書きなおしてから、もう一度送れます。")), 422
    if submission.is_danger:
        flash(_("届きました。ひとりで待たなくて大丈夫なように、いま話せるところを出しています。"), "waiting")
    elif submission.receipt is Receipt.HELD:
        flash(_("受けとりました。見守りの人が読んでから、順番に入ります。"), "waiting")
    else:
        flash(_("手をあげました。呼ばれるまで、ことばは相談員のほかには見えません。"), "done")
    return _back_to(room)


def _moved(hand: Hand, body: str, submission: Submission) -> Any:
    if submission.receipt is Receipt.ASKED:
        return asking.page(submission, url_for("hands.create_place", hand_id=hand.id), {})
    if submission.receipt is Receipt.REFUSED or submission.contribution is None:
        trouble = _("このことばは出せませんでした。書きなおしてから、もう一度送れます。")
        return render_template("live/left.html", hand=hand, body=body, trouble=trouble), 422
    flash(_("相談員だけが読む質問として、順番の列に入れました。"), "done")
    return redirect(url_for("experts.question", question_id=submission.contribution.id), 303)


def _again(room: Room, form: HandForm, trouble: str) -> str:
    return chat.page(room, panel=panel.panel(room, Typed(form, trouble)))


def _back_to(room: Room) -> Response:
    return redirect(f"{url_for('chat.room', slug=room.slug)}#hands", 303)
