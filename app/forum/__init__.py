"""Boards, threads and replies: reading by everyone, writing at one's own pace."""

from flask import Flask

from app.contributions import surfaces
from app.contributions.surfaces import Surface
from app.forum import services, views


def register(app: Flask) -> None:
    """Pages, and what threads and replies do when they appear or go."""
    app.register_blueprint(views.pages)
    surfaces.register(
        Surface(
            kind="thread",
            channel="post",
            address=services.address_of_thread,
            appear=services.appear_on_board,
            change=services.stay,
            vanish=services.stay,
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
        )
    )
