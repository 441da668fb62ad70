"""Boards, threads and replies: reading by everyone, writing at one's own pace."""

from flask import Flask

from app.contributions import surfaces
from app.contributions.models import Contribution
from app.contributions.surfaces import Surface
from app.finding import facts
from app.forum import addresses, answers, around, items, queries, services
from app.forum.fragments import Fragments
from app.snapshots import Snapshots


def register(app: Flask) -> None:
    """Pages, and what threads and replies do when they appear or go."""
    from app.forum import own_views, post_views, thread_views, views

    app.extensions["tomoshibi_fragments"] = Fragments()
    app.extensions[answers.EXTENSION] = Snapshots(app.extensions["tomoshibi_db"].engine)
    app.register_blueprint(views.pages)
    app.register_blueprint(thread_views.pages)
    app.register_blueprint(post_views.pages)
    app.register_blueprint(own_views.pages)
    facts.register_places("board", queries.places)
    _register_surfaces()


def _register_surfaces() -> None:
    surfaces.register(
        Surface(
            kind="thread",
            channel="post",
            address=services.address_of_thread,
            visible_at=addresses.of_thread_named,
            appear=services.appear_on_board,
            change=items.let_go,
            vanish=_leave_board,
            found_as=services.thread_as_found,
            around=around.replies_after,
        )
    )
    surfaces.register(
        Surface(
            kind="reply",
            channel="post",
            address=services.address_of_reply,
            appear=services.appear_in_thread,
            change=services.stay,
            vanish=services.vanish_from_thread,
            found_as=services.reply_as_found,
            plea=services.plea_about,
            around=around.beside,
        )
    )


def _leave_board(thread: Contribution) -> None:
    services.leave_board(thread)
    items.let_go(thread)
