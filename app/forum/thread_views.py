"""A thread as pages: reading, answering, following up, closing, putting aside; everything is a form and works without scripts."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import throttle, web
from app.accounts import current
from app.accounts.access import members_only, public
from app.contributions import arrivals, asking, neighbours, voices
from app.contributions.forms import UNFIT
from app.contributions.services import Receipt, Submission
from app.forms import tidy
from app.forum import addresses, answers, drawers, queries, reading, services
from app.forum.forms import MarkForm, PostForm, ReplyForm
from app.forum.models import Reply, Thread
from app.forum.services import Post
from app.ids import new_id
from app.permissions import Permission, require

pages = Blueprint("threads", __name__)


@pages.get("/threads/<thread_id>")
@public
@answers.for_visitors
def thread(thread_id: str) -> Any:
    """The opening, the replies in their order, and the place to answer; `quote` names a post to answer to."""
    found = queries.thread_for(current.member(), thread_id)
    read = reading.page_of(found, request.args.get("after", 0, type=int))
    quoted = queries.post_in(found, tidy(request.args.get("quote")))
    near = neighbours.beside(current.member(), found)
    return answers.page(
        (read.look, quoted and (quoted.id, quoted.version), tuple(near)),
        lambda: render_template("forum/thread.html", **read.shown, **_composer(found, ReplyForm(), quoted), near=near),
    )


@pages.post("/threads/<thread_id>/replies")
@members_only
def create_reply(thread_id: str) -> Any:
    """Answer in a thread."""
    found = queries.thread_for(current.member(), thread_id)
    require(current.member(), Permission.Thread.REPLY, found)
    throttle.check(throttle.WRITE)
    form = ReplyForm(request.form)
    quoted = queries.post_in(found, form.quotes.data)
    if form.wants_to_rewrite:
        return _reply_form(found, form, quoted)
    if not form.validate():
        return _reply_form(found, form, quoted), 422
    used_here = queries.mask_used_in(current.member(), found)
    submission = voices.speak(
        current.member(), form, used_here, lambda writer: services.reply(writer, found, _post(form), quoted)
    )
    if submission.receipt is Receipt.REFUSED:
        form.body.errors = [UNFIT]
        return _reply_form(found, form, quoted), 422
    kept = {"quotes": quoted.id if quoted else "", **_kept(form), **voices.kept(form)}
    return _answer(submission, url_for("threads.create_reply", thread_id=thread_id), kept)


@pages.get("/threads/<thread_id>/sequel/new")
@members_only
def new_sequel(thread_id: str) -> str:
    """The place to tell how it went on."""
    return _sequel_form(_own(thread_id), PostForm())


@pages.post("/threads/<thread_id>/sequel")
@members_only
def create_sequel(thread_id: str) -> Any:
    """Tell how it went on."""
    found = _own(thread_id)
    throttle.check(throttle.WRITE)
    form = PostForm(request.form)
    if form.wants_to_rewrite:
        return _sequel_form(found, form)
    if not form.validate():
        return _sequel_form(found, form), 422
    submission = services.follow_up(current.member(), found, _post(form))
    if submission.receipt is Receipt.REFUSED:
        form.body.errors = [UNFIT]
        return _sequel_form(found, form), 422
    return _answer(submission, url_for("threads.create_sequel", thread_id=thread_id), _kept(form))


@pages.post("/threads/<thread_id>/closure")
@members_only
def create_closure(thread_id: str) -> Response:
    """Enough has been said; the thread stays readable."""
    found = queries.thread_for(current.member(), thread_id)
    services.close(current.member(), found)
    flash(_("この話をしめきりました。いつでもまた開けます。"), "done")
    return redirect(addresses.of_thread(found), 303)


@pages.post("/threads/<thread_id>/closure/remove")
@members_only
def remove_closure(thread_id: str) -> Response:
    """Take replies again."""
    found = queries.thread_for(current.member(), thread_id)
    services.reopen(current.member(), found)
    flash(_("この話をまた開きました。"), "done")
    return redirect(addresses.of_thread(found), 303)


@pages.post("/threads/<thread_id>/hiding")
@members_only
def create_hiding(thread_id: str) -> Response:
    """Leave this thread out of one's own lists."""
    found = queries.thread_for(current.member(), thread_id)
    drawers.put(current.member(), "hidden", found.id)
    flash(_("この話は、あなたの一覧に出なくなります。「わたし」の「読みかた」からもどせます。"), "done")
    return redirect(f"/boards/{found.board.slug}", 303)


@pages.post("/threads/<thread_id>/hiding/remove")
@members_only
def remove_hiding(thread_id: str) -> Response:
    """Show it in lists again; also one that cannot be read any more."""
    drawers.take_out(current.member(), "hidden", thread_id)
    flash(_("一覧にもどしました。"), "done")
    return web.back_to(request.form.get("next"), f"/threads/{thread_id}")


@pages.post("/threads/<thread_id>/reading")
@members_only
def create_reading(thread_id: str) -> Response:
    """Remember up to where one has read."""
    found = queries.thread_for(current.member(), thread_id)
    seq = min(MarkForm.parse(request.form).seq.data, found.last_seq)
    drawers.reach(current.member(), found.id, seq)
    if "quietly" in request.form:
        return Response(status=204)
    flash(_("ここまで読んだことを、あなたにだけわかる形でおぼえました。"), "done")
    return redirect(f"/boards/{found.board.slug}", 303)


def _own(thread_id: str) -> Thread:
    found = queries.thread_for(current.member(), thread_id)
    require(current.member(), Permission.Thread.FOLLOW_UP, found)
    return found


def _post(form: PostForm) -> Post:
    return Post(form.body.data, form.mark, form.attempt, form.warning.data)


def _kept(form: PostForm) -> dict[str, str]:
    return {"nonce": form.mark, **({"warning": form.warning.data} if form.warning.data else {})}


def _answer(submission: Submission, action: str, kept: dict[str, str]) -> Any:
    if submission.receipt is Receipt.ASKED:
        return asking.page(submission, action, kept)
    return arrivals.lead_to(submission)


def _reply_form(thread: Thread, form: ReplyForm, quoted: Thread | Reply | None) -> str:
    return render_template("forum/reply.html", thread=thread, **_composer(thread, form, quoted))


def _sequel_form(thread: Thread, form: PostForm) -> str:
    return render_template("forum/sequel.html", thread=thread, form=form, troubles=form.troubles, nonce=new_id())


def _composer(thread: Thread, form: ReplyForm, quoted: Thread | Reply | None) -> dict[str, Any]:
    member = current.member()
    used_here = queries.mask_used_in(member, thread)
    return {
        "form": form,
        "troubles": form.troubles,
        "quoted": quoted,
        "quote": queries.quote_of(thread, quoted) if quoted else None,
        "nonce": new_id(),
        "voices": voices.offer(member, form, used_here) if member.is_member else None,
    }
