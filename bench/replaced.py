"""What pages would cost in other ways: cleaning every text when it is read, and drawing every post at every read."""

import time

import bleach
from flask import Flask
from sqlalchemy import select

from app import db
from app.contributions.models import Contribution
from app.forum import posts, queries, rows
from app.forum.models import Reply
from app.forum.posts import Way
from app.markup import ALLOWED_TAGS
from tests.support.cast import looking

PAGES = 40


def cleaned_at_every_read(app: Flask, threads: list[str]) -> float:
    """Seconds of work for cleaning 50 posts of one page."""
    with looking(app):
        texts = _texts(threads[:PAGES])
    begun = time.thread_time()
    for text in texts:
        bleach.clean(text, tags=ALLOWED_TAGS)
    return (time.thread_time() - begun) / PAGES


def drawn_at_every_read(app: Flask, threads: list[str]) -> float:
    """Seconds of work for asking for the words of 50 posts and drawing them by the same templates."""
    took = 0.0
    for thread_id in threads[:PAGES]:
        with looking(app) as actor:
            thread = queries.thread_for(actor, thread_id)
            found = rows.of_replies(thread, 0)
            begun = time.thread_time()
            posts.drawn(thread, found, Way.READ)
            took += time.thread_time() - begun
    return took / PAGES


def _texts(threads: list[str]) -> list[str]:
    """The stored texts of the first 50 replies of each, table by table: nothing is left to guess."""
    texts, replies = Contribution.__table__, Reply.__table__
    found = select(texts.c.html).join_from(replies, texts, texts.c.id == replies.c.id)
    return list(db.session().scalars(found.where(replies.c.thread_id.in_(threads), replies.c.seq <= 50)))
