"""A board and people writing on it, through the same services as everybody else."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from app import db
from app.contributions.services import Attempt
from app.forum import queries, services
from app.forum.models import Board, Thread, Wants
from app.forum.services import Heading, Post
from app.ids import new_id
from tests.support.cast import Person, a_member, a_visitor, an_app, at_work

NUMBERS = itertools.count(1)
# Asked first, and held when its author insists: the one way to a held text that is sure with any word list.
PHONE = "うちの番号は090-1234-5678です。"


def a_board(app: Flask) -> str:
    """A board; the answer is its address part."""
    number = next(NUMBERS)
    slug = f"hiroba-{number}"
    with at_work(app):
        names = {"name_ja": f"夜の広場{number}", "name_en": f"Night board {number}"}
        purposes = {"purpose_ja": "眠れない夜に", "purpose_en": "For nights without sleep"}
        db.session().add(Board(slug=slug, position=number, **names, **purposes))
    return slug


def a_thread(
    app: Flask,
    person: Person,
    board: str,
    *,
    title: str = "朝が来るのがこわい",
    body: str = "また行けませんでした。",
    warning: str = "",
) -> str:
    """A thread by this person; the answer is its identifier."""
    with at_work(app, person) as actor:
        place = queries.board_for(actor, board)
        submission = services.start(actor, place, Heading(Wants.LISTENING, title, warning), Post(body, new_id()))
        assert submission.contribution is not None, "the text of a test thread passes"
        return submission.contribution.id


def a_reply(
    app: Flask, person: Person, thread_id: str, body: str = "うちも同じです。", quotes: str | None = None
) -> str:
    """A reply by this person; the answer is its identifier."""
    return _reply(app, person, thread_id, Post(body, new_id()), quotes)


def a_held_reply(app: Flask, person: Person, thread_id: str, body: str = PHONE) -> str:
    """A reply that waits for a person; the answer is its identifier."""
    return _reply(app, person, thread_id, Post(body, new_id(), Attempt.INSISTING), None)


def _reply(app: Flask, person: Person, thread_id: str, post: Post, quotes: str | None) -> str:
    with at_work(app, person) as actor:
        thread = db.session().get_one(Thread, thread_id)
        quoted = queries.post_in(thread, quotes)
        submission = services.reply(actor, thread, post, quoted)
        assert submission.contribution is not None, "the text of a test reply passes"
        return submission.contribution.id


@dataclass(frozen=True)
class Evening:
    """A board with one thread by Yuki; Aki is another parent, and a visitor reads along."""

    app: Flask
    board: str
    yuki: Person
    aki: Person
    visitor: FlaskClient
    thread: str

    @property
    def page(self) -> str:
        """Where the thread is."""
        return f"/threads/{self.thread}"

    def read(self, reader: Person | None = None, path: str | None = None) -> str:
        """A page (the thread, unless another is named) as somebody sees it, or as a visitor does."""
        client = reader.client if reader else self.visitor
        return client.get(path or self.page).get_data(as_text=True)


def an_evening(database_url: str) -> Evening:
    """An application with an evening on it."""
    app = an_app(database_url)
    board, yuki, aki = a_board(app), a_member(app), a_member(app)
    return Evening(app, board, yuki, aki, a_visitor(app), a_thread(app, yuki, board))


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Everything that is asked of the database meanwhile."""
    asked: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    engine = app.extensions["tomoshibi_db"].engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", hear)
