"""Boards and threads as pages; everything is a form and works without scripts."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import throttle
from app.accounts import current
from app.accounts.access import members_only, public
from app.contributions import arrivals, asking, neighbours, voices
from app.contributions.forms import UNFIT, ContributionForm
from app.contributions.services import Receipt, Submission
from app.forms import tidy
from app.forum import cursors, queries, services
from app.forum.excerpts import excerpt
from app.forum.forms import ReplyForm, ThreadForm
from app.forum.models import Board, Reply, Thread, Wants
from app.forum.services import Heading, Post
from app.ids import new_id
from app.paging import Page
from app.permissions import Permission, require

pages = Blueprint("forum", __name__)


@pages.get("/boards")
@public
def boards() -> str:
    """All boards and what each is for."""
    return render_template("forum/boards.html", boards=queries.boards())


@pages.get("/boards/<slug>")
@public
def board(slug: str) -> str:
    """The threads of a board, last stirred first."""
    found = queries.board_for(current.member(), slug)
    after = cursors.unseal(current.keys(), found, request.args.get("after"))
    page = queries.threads_on(current.member(), found, after)
    following = cursors.seal(current.keys(), found, page.after)
    return render_template(
        "forum/board.html", board=found, threads=page.items, after=after, following=following, excerpt=excerpt
    )


@pages.get("/boards/<slug>/threads/new")
@members_only
def new_thread(slug: str) -> str:
    """The place to begin."""
    found = queries.board_for(current.member(), slug)
    require(current.member(), Permission.Board.START, found)
    return _thread_form(found, ThreadForm())


@pages.post("/boards/<slug>/threads")
@members_only
def create_thread(slug: str) -> Any:
    """Start a thread."""
    found = queries.board_for(current.member(), slug)
    require(current.member(), Permission.Board.START, found)
    throttle.check(throttle.WRITE)
    form = ThreadForm(request.form)
    if form.wants_to_rewrite:
        return _thread_form(found, form)
    if not form.validate():
        return _thread_form(found, form), 422
    heading = Heading(Wants(form.wants.data), form.title.data, form.warning.data)
    submission = voices.speak(
        current.member(), form, None, lambda writer: services.start(writer, found, heading, _post(form))
    )
    if submission.receipt is Receipt.REFUSED:
        form.body.errors = [UNFIT]
        return _thread_form(found, form), 422
    kept = {"wants": form.wants.data, "warning": form.warning.data, "nonce": form.mark, **voices.kept(form)}
    return _answer(submission, url_for("forum.create_thread", slug=slug), kept)


@pages.get("/threads/<thread_id>")
@public
def thread(thread_id: str) -> str:
    """The opening, the replies in their order, and the place to answer; `quote` names a post to answer to."""
    found = queries.thread_for(current.member(), thread_id)
    after = request.args.get("after", 0, type=int)
    page = queries.replies_in(found, after)
    quoted = queries.post_in(found, tidy(request.args.get("quote")))
    near = neighbours.beside(current.member(), found)
    return render_template(
        "forum/thread.html", **_read(found, page), **_composer(found, ReplyForm(), quoted), after=after, near=near
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
    kept = {"quotes": quoted.id if quoted else "", "nonce": form.mark, **voices.kept(form)}
    return _answer(submission, url_for("forum.create_reply", thread_id=thread_id), kept)


@pages.post("/threads/<thread_id>/closure")
@members_only
def create_closure(thread_id: str) -> Response:
    """Enough has been said; the thread stays readable."""
    found = queries.thread_for(current.member(), thread_id)
    services.close(current.member(), found)
    flash(_("この話をしめきりました。いつでもまた開けます。"), "done")
    return redirect(url_for("forum.thread", thread_id=found.id), 303)


@pages.post("/threads/<thread_id>/closure/remove")
@members_only
def remove_closure(thread_id: str) -> Response:
    """Take replies again."""
    found = queries.thread_for(current.member(), thread_id)
    services.reopen(current.member(), found)
    flash(_("この話をまた開きました。"), "done")
    return redirect(url_for("forum.thread", thread_id=found.id), 303)


def _post(form: ContributionForm) -> Post:
    return Post(form.body.data, form.mark, form.attempt)


def _answer(submission: Submission, action: str, kept: dict[str, str]) -> Any:
    if submission.receipt is Receipt.ASKED:
        return asking.page(submission, action, kept)
    return arrivals.lead_to(submission)


def _thread_form(board: Board, form: ThreadForm) -> str:
    return render_template(
        "forum/new_thread.html",
        board=board,
        form=form,
        troubles=_troubles(form),
        nonce=new_id(),
        voices=voices.offer(current.member(), form),
    )


def _reply_form(thread: Thread, form: ReplyForm, quoted: Thread | Reply | None) -> str:
    return render_template("forum/reply.html", thread=thread, **_composer(thread, form, quoted))


def _read(thread: Thread, page: Page[Reply]) -> dict[str, Any]:
    """Everything to read on one page of a thread; the member's own waiting replies stand at its very end."""
    waiting = queries.own_waiting(current.member(), thread) if page.is_last else []
    return {
        "thread": thread,
        "replies": page.items,
        "following": page.after,
        "waiting": waiting,
        "quotes": queries.quotes_in(thread, [*page.items, *waiting]),
        "why_waiting": arrivals.why_waiting(current.member(), [thread, *page.items, *waiting]),
    }


def _composer(thread: Thread, form: ReplyForm, quoted: Thread | Reply | None) -> dict[str, Any]:
    quote = queries.quote_of(thread, quoted) if quoted else None
    member = current.member()
    used_here = queries.mask_used_in(member, thread)
    return {
        "form": form,
        "troubles": _troubles(form),
        "quoted": quoted,
        "quote": quote,
        "nonce": new_id(),
        "voices": voices.offer(member, form, used_here) if member.is_member else None,
    }


def _troubles(form: ContributionForm) -> dict[str, str]:
    return {name: str(errors[0]) for name, errors in form.errors.items()}
