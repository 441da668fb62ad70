"""Words that were taken back are in no byte of the database, however many others have been written meanwhile."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import insert, select

from app import db
from app.contributions import services as door
from app.contributions.models import Contribution
from app.contributions.services import Words
from app.finding import letters
from app.finding import services as index
from app.finding.facts import Facts
from app.finding.models import Bits
from tests.search.conftest import Night
from tests.support.cast import a_member, a_visitor, an_app, at_work
from tests.support.threads import a_board

SECRET = "ゐのこづちの坂をのぼった家"


@pytest.fixture
def small(sqlite_url: str) -> Night:
    app = an_app(sqlite_url)
    made = Night(app, a_member(app), a_member(app), a_member(app), a_visitor(app), "", "")
    made.board = a_board(app)
    return made


def bytes_of(app: Flask) -> bytes:
    url = app.extensions["tomoshibi_settings"].database_url
    with app.extensions["tomoshibi_db"].engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))


def traces(app: Flask) -> list[str]:
    """What of the secret can be found: itself, its folded form, and the pairs of letters that nothing else holds."""
    kept = bytes_of(app)
    looked_for = [SECRET, letters.folded(SECRET).strip(), *letters.terms_of(letters.folded("ゐのこづち"))]
    return [each for each in looked_for if each.encode() in kept]


def others_write(night: Night, count: int) -> None:
    with at_work(night.app):
        rows = [
            {"id": f"x{n}", "kind": "thread", "mask_id": night.yuki.mask_id, "body": "", "html": ""}
            for n in range(count)
        ]
        db.session().execute(insert(Contribution.__table__), rows)
        index.put_all(
            (row["id"], Words("", f"{n}日めの夜、{n % 7}時に目がさめました"), Facts("here"))
            for n, row in enumerate(rows)
        )


def test_withdrawn_words_are_in_no_byte(small: Night) -> None:
    thread = small.writes("春の話", SECRET)
    others_write(small, 800)
    assert SECRET in traces(small.app), "the search finds what is there"
    with at_work(small.app, small.yuki) as actor:
        door.withdraw(actor, db.session().get_one(Contribution, thread))
    assert traces(small.app) == []


def test_removed_words_are_no_longer_in_the_index_but_kept_for_an_appeal(small: Night) -> None:
    thread = small.writes("春の話", SECRET)
    small.does("remove", thread)
    assert letters.folded(SECRET).encode() not in bytes_of(small.app)
    assert SECRET.encode() in bytes_of(small.app)


def test_the_index_itself_never_names_a_word(small: Night) -> None:
    others_write(small, 10)
    with at_work(small.app):
        rows = db.session().execute(select(Bits.term)).scalars().all()
    assert rows
    assert all(isinstance(term, int) for term in rows)
