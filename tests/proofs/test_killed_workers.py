"""kill -9 in the middle of an evening: nothing acknowledged is lost, nothing is doubled, one order for all."""

import time

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine

from tests.proofs.conftest import IS_LONG, Broken, Ground, check, talk
from tests.proofs.workers import killing

PEOPLE = 4
KILLS, EACH, PATIENCE = (50, 2500, 3000.0) if IS_LONG else (4, 100, 300.0)
FEW = 8


def evening(ground: Ground, dies: str, defect: str = "") -> None:
    """Two people, a few lines, and deaths at exactly the places that are asked for."""
    site = ground.site(defect, dies)
    talk([ground.speaker(site) for _ in range(2)], FEW, lambda _number: ground.await_deaths(dies.count(":")), PATIENCE)
    check(ground, FEW)


def test_through_many_kills_everything_acknowledged_stands_once_and_in_one_order(ground: Ground) -> None:
    site, began = ground.site(), time.monotonic()
    people = [ground.speaker(site) for _ in range(PEOPLE)]
    talk(people, EACH, killing(site, KILLS, EACH * PEOPLE, PATIENCE), PATIENCE)
    check(ground, EACH)
    print(f"{EACH * PEOPLE} lines, {KILLS} kills, {sum(each.returns for each in people)} connections:", end=" ")
    print(f"{time.monotonic() - began:.0f} s")
    assert sum(each.returns for each in people) > KILLS, "the kills were felt"


def test_wherever_a_process_dies_with_a_line(ground: Ground) -> None:
    evening(ground, "before_commit:3|after_commit:5|before_answer:4")


def test_the_proof_sees_an_answer_that_comes_before_the_commit(sqlite_ground: Ground) -> None:
    with pytest.raises(Broken, match="acknowledged and lost"):
        evening(sqlite_ground, "before_commit:5", "answer_before_commit")


def test_the_proof_sees_a_table_without_its_unique_index(sqlite_ground: Ground) -> None:
    without_index(sqlite_ground.url)
    with pytest.raises(Broken, match="twice"):
        evening(sqlite_ground, "after_commit:5", "know_no_marks")


def test_the_proof_sees_a_server_that_forgets_what_was_missed(sqlite_ground: Ground) -> None:
    with pytest.raises(Broken, match="sees"):
        evening(sqlite_ground, "after_commit:5", "forget_the_gap")


def without_index(url: str) -> None:
    """Take away what keeps one mark single."""
    engine = create_engine(url)
    with engine.begin() as connection:
        asked = Operations(MigrationContext.configure(connection))
        with asked.batch_alter_table("contributions") as table:
            table.drop_constraint("uq_contributions_mask_id_nonce", type_="unique")
    engine.dispose()
