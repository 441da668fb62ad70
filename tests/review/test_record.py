"""The record of rulings cannot be changed unnoticed."""

import pytest
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError

from app import clock, db
from app.review import chain
from app.review.models import Outcome, Ruling
from tests.review.conftest import House
from tests.support.cast import at_work, looking

HARM = {
    "another outcome": "UPDATE rulings SET outcome = 'publish' WHERE position = 2",
    "other words": "UPDATE rulings SET words = 'ちがうことば' WHERE position = 2",
    "another moderator": "UPDATE rulings SET mask_id = 'somebody' WHERE position = 2",
    "another time": "UPDATE rulings SET made_at = '2020-01-01 00:00:00' WHERE position = 2",
    "a row taken out": "DELETE FROM rulings WHERE position = 2",
    "a row moved": "UPDATE rulings SET position = 9 WHERE position = 2",
}


@pytest.fixture
def recorded(house: House) -> House:
    """A house in which three things were decided."""
    yuki, mori = house.member(), house.moderator()
    for number, outcome in enumerate((Outcome.PUBLISH, Outcome.REMOVE, Outcome.WARN)):
        text = house.held(yuki, f"電話 090-1234-{5000 + number} です")
        house.rule(mori, text, outcome, words=f"ことば{number}", note="控え")
    return house


def verified(house: House, *more: str) -> tuple[int, str]:
    done = house.app.test_cli_runner().invoke(args=["audit", "verify", *more])
    return done.exit_code, done.output


def test_an_untouched_record_holds(recorded: House) -> None:
    code, said = verified(recorded)
    assert code == 0
    assert said.startswith("rulings: 3, all as they were written")


def test_a_row_from_before_measures_and_appeals_says_what_it_said_then() -> None:
    """Hashes written by an older version must hold: what such a row did not know is not part of what it says."""
    told = ("id", "contribution", "mask", "outcome", "reason", "words", "note", "made_at")
    old = Ruling(id="a", contribution_id="b", mask_id="c", outcome=Outcome.WARN, reason="hurts", words="", note="")
    old.made_at = clock.now()
    assert tuple(old.said()) == told
    old.measure, old.points_to = Outcome.PAUSE, "d"
    assert tuple(old.said()) == (*told, "measure", "points_to")


def test_an_empty_record_holds(house: House) -> None:
    assert verified(house)[0] == 0


@pytest.mark.parametrize("harm", HARM)
def test_the_database_itself_refuses_to_change_the_record(recorded: House, harm: str) -> None:
    with pytest.raises(DBAPIError, match="only grows"), at_work(recorded.app):
        db.session().execute(sql(HARM[harm]))
    assert verified(recorded)[1].startswith("rulings: 3, all as they were written")


def take_protection_away() -> None:
    """What somebody with every right on the database could do first."""
    is_sqlite = db.session().get_bind().dialect.name == "sqlite"
    names = ("rulings_only_grow_update", "rulings_only_grow_delete") if is_sqlite else ("rulings_only_grow ON rulings",)
    for name in names:
        db.session().execute(sql(f"DROP TRIGGER {name}"))


@pytest.mark.parametrize("harm", HARM)
def test_a_changed_record_is_found(recorded: House, harm: str) -> None:
    with at_work(recorded.app):
        take_protection_away()
        db.session().execute(sql(HARM[harm]))
    code, said = verified(recorded)
    assert code == 1
    assert "does not hold at ruling 2" in said


def test_a_cut_off_end_is_found_by_whoever_noted_the_last_hash(recorded: House) -> None:
    with looking(recorded.app):
        noted = chain.verify().head.hex()
    assert verified(recorded, "--noted", noted)[0] == 0
    with at_work(recorded.app):
        take_protection_away()
        db.session().execute(sql("DELETE FROM rulings WHERE position = 3"))
    assert verified(recorded)[0] == 0, "a shorter chain still holds together"
    code, said = verified(recorded, "--noted", noted)
    assert code == 1
    assert "cut off" in said


def test_an_unreadable_hash_gets_a_plain_answer(house: House) -> None:
    code, said = verified(house, "--noted", "これは何")
    assert code == 1
    assert "64 letters and digits" in said
