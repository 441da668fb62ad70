"""Which masks belong together cannot be read from the database without the key (promise 8); every planted hint can."""

import hashlib
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from tests.security import linker
from tests.security.crowd import Crowd, gather
from tests.support.cast import an_app

EACH = 10
LUCK = 0.01
PEOPLE = 200


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def crowd(request: pytest.FixtureRequest, make_migrated_database) -> Iterator[Crowd]:  # type: ignore[no-untyped-def]  # a fixture's own type
    with make_migrated_database(request.param) as url:
        app = an_app(url)
        yield gather(app, PEOPLE, EACH, 1200)
        app.extensions["tomoshibi_db"].engine.dispose()


def best_of(crowd: Crowd) -> tuple[float, str]:
    """The most successful way to guess, and how often it was right."""
    stolen = linker.steal(crowd.app.extensions["tomoshibi_db"].engine)
    ways = linker.attack(stolen)
    return max((linker.accuracy(guesses, crowd.owner_of), way) for way, guesses in ways.items())


def chance(crowd: Crowd) -> float:
    return (EACH - 1) / (len(crowd.owner_of) - 1)


def change(crowd: Crowd, statement: str, rows: list[dict[str, object]] | None = None) -> None:
    with crowd.app.extensions["tomoshibi_db"].engine.begin() as connection:
        connection.execute(text(statement), rows or {})


def test_the_crowd_has_left_something_wherever_members_keep_something(crowd: Crowd) -> None:
    """Otherwise nothing would be said about these tables."""
    stolen = linker.steal(crowd.app.extensions["tomoshibi_db"].engine)
    private = ("drafts", "drawers", "feelings", "hushes", "notice_choices", "push_subscriptions", "errands", "sessions")
    assert {table: len(stolen.tables[table]) > 20 for table in private} == dict.fromkeys(private, True)


def test_nobody_can_tell_from_the_database_which_masks_belong_together(crowd: Crowd) -> None:
    assert len(crowd.owner_of) == PEOPLE * EACH
    stolen = linker.steal(crowd.app.extensions["tomoshibi_db"].engine)
    ways = linker.attack(stolen)
    assert len(ways) > 40, "it tried what there is to try"
    found = {way: linker.accuracy(guesses, crowd.owner_of) for way, guesses in ways.items()}
    assert {way: right for way, right in found.items() if right > chance(crowd) + LUCK} == {}


def test_a_mark_that_is_the_same_for_all_masks_of_one_member_would_be_found(crowd: Crowd) -> None:
    marks = [
        {"mask": mask, "mark": hashlib.sha256(owner.encode()).digest()[:16]} for mask, owner in crowd.owner_of.items()
    ]
    change(crowd, "CREATE TABLE planted_marks (mask_id VARCHAR(16), mark " + _bytes(crowd) + ")")
    change(crowd, "INSERT INTO planted_marks VALUES (:mask, :mark)", marks)
    right, way = best_of(crowd)
    change(crowd, "DROP TABLE planted_marks")
    assert right > 0.9, way


def test_masks_that_lie_in_the_order_they_were_made_would_be_found(crowd: Crowd) -> None:
    change(crowd, "CREATE TABLE planted_order (mask_id VARCHAR(16))")
    made = [{"mask": mask} for mask in crowd.owner_of]
    for each in made:
        change(crowd, "INSERT INTO planted_order VALUES (:mask)", [each])
    right, way = best_of(crowd)
    change(crowd, "DROP TABLE planted_order")
    assert right > 0.4, way


def test_notices_that_remember_when_they_were_read_would_be_found(crowd: Crowd) -> None:
    change(crowd, "CREATE TABLE planted_reads (mask_id VARCHAR(16), read_at VARCHAR(40))")
    reads = [
        {"mask": mask, "at": f"2026-10-02 11:{number % 60:02}:{number // 60:02}.123456"}
        for number, owned in enumerate(crowd.masks_of.values())
        for mask in owned
    ]
    change(crowd, "INSERT INTO planted_reads VALUES (:mask, :at)", reads)
    right, way = best_of(crowd)
    change(crowd, "DROP TABLE planted_reads")
    assert right > 0.9, way


def _bytes(crowd: Crowd) -> str:
    return "BYTEA" if crowd.app.extensions["tomoshibi_db"].engine.dialect.name == "postgresql" else "BLOB"
