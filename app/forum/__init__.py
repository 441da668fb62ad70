"""Boards, threads and replies: reading by everyone, writing at one's own pace."""

from flask import Flask

from app.contributions import surfaces
from app.contributions.surfaces import Surface
from app.finding import facts
from app.forum import queries, services, views


def register(app: Flask) -> None:
    """Pages, and what threads and replies do when they appear or go."""
    app.register_blueprint(views.pages)
    facts.register_places("board", queries.places)
    surfaces.register(
        Surface(
            kind="thread",
            channel="post",
            address=services.address_of_thread,
            appear=services.appear_on_board,
            change=services.stay,
            vanish=services.stay,
            found_as=services.thread_as_found,
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
        )
    )
