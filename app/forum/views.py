"""Boards as pages, and starting a thread; everything is a form and works without scripts."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from app import throttle
from app.accounts import current
from app.accounts.access import allowed, members_only, public
from app.contributions import arrivals, asking, voices
from app.contributions.forms import UNFIT
from app.contributions.services import Receipt
from app.forum import answers, cursors, drawers, items, listing, queries, services
from app.forum.forms import ThreadForm
from app.forum.models import Board, Wants
from app.forum.services import Heading, Post
from app.ids import new_id
from app.permissions import Permission, require

pages = Blueprint("forum", __name__)


@pages.get("/boards")
@public
@answers.for_visitors
def boards() -> Any:
    """All boards and what each is for."""
    found = queries.boards()
    look = tuple((each.slug, each.name_ja, each.name_en, each.purpose_ja, each.purpose_en) for each in found)
    return answers.page((look, answers.this_minute()), lambda: render_template("forum/boards.html", boards=found))


@pages.get("/boards/<slug>")
@public
@answers.for_visitors
def board(slug: str) -> Any:
    """The threads of a board, by when an answer was last needed."""
    found = queries.board_for(current.member(), slug)
    drawer = drawers.of(current.member())
    after = cursors.unseal(current.keys(), found, request.args.get("after"))
    page = listing.threads_on(current.member(), found, drawer, after)
    unread = {each.id for each in page.items if (drawer.last_seen(each.id) or each.last_seq) < each.last_seq}
    threads = items.drawn(page.items, unread)
    following = cursors.seal(current.keys(), found, page.after)
    shown = {"board": found, "threads": threads, "after": after, "following": following}
    look = (found.name_ja, found.name_en, found.purpose_ja, found.purpose_en, tuple(threads), answers.this_minute())
    return answers.page(look, lambda: render_template("forum/board.html", **shown))


@pages.get("/waiting")
@allowed(Permission.Thread.SIT_UP)
def waiting() -> str:
    """For whoever is trusted and awake: what was asked at night and nobody has answered."""
    found = listing.waiting_for_morning(current.member(), drawers.of(current.member()))
    return render_template("forum/waiting.html", threads=items.drawn(found))


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
        current.member(),
        form,
        None,
        lambda writer: services.start(writer, found, heading, Post(form.body.data, form.mark, form.attempt)),
    )
    if submission.receipt is Receipt.REFUSED:
        form.body.errors = [UNFIT]
        return _thread_form(found, form), 422
    kept = {"wants": form.wants.data, "warning": form.warning.data, "nonce": form.mark, **voices.kept(form)}
    if submission.receipt is Receipt.ASKED:
        return asking.page(submission, url_for("forum.create_thread", slug=slug), kept)
    return arrivals.lead_to(submission)


def _thread_form(board: Board, form: ThreadForm) -> str:
    return render_template(
        "forum/new_thread.html",
        board=board,
        form=form,
        troubles=form.troubles,
        nonce=new_id(),
        voices=voices.offer(current.member(), form),
    )
