"""A board with parents on it who have written about all sorts of things."""

from dataclasses import dataclass, field

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import db
from app.contributions import services as door
from app.contributions.models import Contribution
from app.finding import letters, queries
from app.finding.models import Entry
from app.finding.queries import Wanted
from app.forum import queries as boards
from app.forum import services as forum
from app.forum.models import Board, Wants
from app.forum.services import Heading, Post
from app.ids import new_id
from app.permissions import Role
from tests.support.cast import Person, a_member, a_visitor, an_app, at_work, looking
from tests.support.threads import a_board, a_reply


@dataclass
class Night:
    """The site, who is on it, and a board for junior high beside the first one."""

    app: Flask
    yuki: Person
    aki: Person
    mori: Person
    visitor: FlaskClient
    board: str
    junior: str
    titles: dict[str, str] = field(default_factory=dict)

    def writes(
        self, title: str, body: str = "また行けませんでした。", *, board: str = "", wants: Wants = Wants.LISTENING
    ) -> str:
        """Yuki starts a thread; the answer is its identifier."""
        with at_work(self.app, self.yuki) as actor:
            place = boards.board_for(actor, board or self.board)
            submission = forum.start(actor, place, Heading(wants, title), Post(body, new_id()))
            assert submission.contribution is not None
            assert submission.contribution.is_visible, "the text of a test thread passes"
            return submission.contribution.id

    def answers(self, thread: str, body: str) -> str:
        return a_reply(self.app, self.aki, thread, body)

    def does(self, verb: str, contribution_id: str) -> None:
        """A person decides: hold, remove, publish."""
        with at_work(self.app):
            getattr(door, verb)(db.session().get_one(Contribution, contribution_id))

    def finds(self, typed: str, **wanted: object) -> list[str]:
        """Which texts the index names for these words, newest first."""
        with looking(self.app):
            numbers = queries.newest(Wanted(letters.read(typed).clauses, **wanted), None, 1000)  # type: ignore[arg-type]  # by name
            rows = dict(db.session().execute(select(Entry.number, Entry.contribution_id)).all())
            return [rows[number] for number in numbers]


@pytest.fixture
def night(migrated_database_url: str) -> Night:
    app = an_app(migrated_database_url)
    made = Night(app, a_member(app), a_member(app), a_member(app, role=Role.MODERATOR), a_visitor(app), "", "")
    made.board, made.junior = a_board(app), a_board(app)
    with at_work(app):
        board = db.session().scalars(select(Board).where(Board.slug == made.junior)).one()
        board.stage = "junior"
    return made
