"""Expert rooms for readers and askers."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app import throttle
from app.accounts import current
from app.accounts.access import members_only, public
from app.contributions import asking, voices
from app.contributions.services import Receipt, Submission
from app.experts import queries, services, wording
from app.experts.forms import QuestionForm
from app.experts.models import Audience, ExpertRoom
from app.experts.showing import question_page
from app.forms import tidy
from app.ids import new_id
from app.permissions import Permission, allows, require

pages = Blueprint("experts", __name__)


@pages.get("/experts")
@public
def rooms() -> str:
    """All rooms: who answers, when, what not, and how long it takes."""
    found = [(wording.room(room), wording.waiting(queries.wait_in(room))) for room in queries.rooms()]
    return render_template("experts/rooms.html", rooms=found)


@pages.get("/experts/<slug>")
@public
def room(slug: str) -> str:
    """A room: one's own questions, the queue for its counsellors, and what was answered for everybody."""
    member = current.member()
    found = queries.room_for(member, slug)
    is_counsellor = allows(member, Permission.Question.ANSWER, found)
    after = tidy(request.args.get("after"))
    return render_template(
        "experts/room.html",
        room=wording.room(found),
        waiting=wording.waiting(queries.wait_in(found)),
        own=[(followed, wording.progress(followed)) for followed in queries.own_in(member, found)],
        queue=queries.waiting_for(member, found) if is_counsellor else None,
        answered=queries.answered_in(member, found, after),
        is_first=not after,
        readers_words=wording.readers,
    )


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
    """Put a question to the counsellors of this room."""
    found = queries.room_for(current.member(), slug)
    require(current.member(), Permission.Question.ASK, found)
    throttle.check(throttle.WRITE)
    form = QuestionForm(request.form)
    if form.wants_to_rewrite:
        return _ask_page(found, form)
    if not form.validate():
        return _ask_page(found, form), 422
    audience = Audience(form.audience.data)
    asked = services.Asked(form.title.data, form.body.data, audience, form.mark, form.attempt)
    submission = voices.speak(current.member(), form, None, lambda writer: services.ask(writer, found, asked))
    return _answer(found, form, submission)


@pages.get("/questions/<question_id>")
@public
def question(question_id: str) -> str:
    """One question and its answers."""
    return question_page(queries.question_for(current.member(), question_id))


def _answer(room: ExpertRoom, form: QuestionForm, submission: Submission) -> Any:
    if submission.receipt is Receipt.ASKED:
        kept = {"nonce": new_id(), "audience": form.audience.data, **voices.kept(form)}
        return asking.page(submission, url_for("experts.ask", slug=room.slug), kept)
    if submission.receipt is Receipt.REFUSED or submission.contribution is None:
        form.body.errors = [_("このことばは出せませんでした。書きなおしてから、もう一度送れます。")]
        return _ask_page(room, form), 422
    if submission.receipt is Receipt.HELD:
        flash(_("受けとりました。見守りの人が読んでから、相談員に届きます。"), "waiting")
    else:
        flash(_("質問が届きました。順番がきたら相談員が読みます。"), "done")
    return redirect(url_for("experts.question", question_id=submission.contribution.id), 303)


def _ask_page(room: ExpertRoom, form: QuestionForm) -> str:
    return render_template(
        "experts/ask.html",
        room=wording.room(room),
        form=form,
        nonce=new_id(),
        voices=voices.offer(current.member(), form),
    )
