"""A board and people writing on it, through the same services as everybody else."""

import itertools

from flask import Flask

from app import db
from app.contributions.services import Attempt
from app.forum import queries, services
from app.forum.models import Board, Thread, Wants
from app.forum.services import Heading, Post
from app.ids import new_id
from tests.support.cast import Person, at_work

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
