"""What is done after an answer: done when it was committed, at least once, again when it failed, and visible meanwhile."""

import threading
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock, db, errands
from app.errands import queries, services
from app.errands.models import Errand
from app.errands.queries import State
from tests.support.cast import an_app, at_work, looking
from tests.support.processes import free_port


class Doing:
    """Somebody who does errands, fails when told to, and remembers what about."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.fails = False
        self.again: datetime | None = None
        self.heard = threading.Event()

    def __call__(self, about: str) -> datetime | None:
        self.done.append(about)
        self.heard.set()
        if self.fails:
            raise OSError("something personal that must not be logged")
        return self.again


@pytest.fixture
def app(migrated_database_url: str) -> Flask:
    return an_app(migrated_database_url)


@pytest.fixture
def doing(app: Flask) -> Doing:
    done = Doing()
    errands.know(app, "water", done)
    return done


def go(app: Flask) -> int:
    number: int = app.extensions["tomoshibi_errands"].go()
    return number


def leave(app: Flask, about: str = "plant") -> str:
    with at_work(app):
        return services.leave("water", about).id


def leave_and_stumble(app: Flask) -> None:
    with at_work(app):
        services.leave("water", "plant")
        db.session().flush()
        raise ZeroDivisionError


def state(app: Flask) -> State:
    with looking(app):
        return queries.state()


def test_an_errand_is_done_once_and_forgotten(app: Flask, doing: Doing) -> None:
    leave(app)
    assert state(app).waiting == 1
    assert go(app) == 1
    assert go(app) == 0
    assert doing.done == ["plant"]
    assert state(app).waiting == 0
    assert state(app).done == {"water": 1}


def test_what_was_rolled_back_is_never_done(app: Flask, doing: Doing) -> None:
    with pytest.raises(ZeroDivisionError):
        leave_and_stumble(app)
    go(app)
    assert doing.done == []


def test_whoever_was_killed_in_the_middle_leaves_it_to_the_next_after_two_minutes(app: Flask, doing: Doing) -> None:
    leave(app)
    with at_work(app):
        assert services.take(["water"]) is not None  # and the process is gone
    go(app)
    assert doing.done == []
    with clock.standing_at(clock.now() + timedelta(minutes=2, seconds=1)):
        go(app)
    assert doing.done == ["plant"]


def test_two_workers_never_take_the_same(app: Flask, doing: Doing) -> None:
    abouts = [f"plant{number}" for number in range(12)]
    for about in abouts:
        leave(app, about)
    together = threading.Barrier(3)

    def work() -> None:
        together.wait()
        go(app)

    workers = [threading.Thread(target=work) for _number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(doing.done) == sorted(abouts)
    assert state(app).done["water"] == 12


def test_one_that_fails_is_tried_again_ever_later_and_then_given_up_for_all_to_see(
    app: Flask, doing: Doing, caplog: pytest.LogCaptureFixture
) -> None:
    doing.fails = True
    leave(app)
    begin = clock.now()
    tried_at = []
    for minute in (0, 0, 1, 5, 6, 35, 36, 155, 156, 515, 516, 600):
        with clock.standing_at(begin + timedelta(minutes=minute)):
            tried_at += [minute] * (go(app) and len(doing.done) > len(tried_at))
    assert tried_at == [0, 1, 6, 36, 156, 516]
    seen = state(app)
    assert (seen.waiting, seen.given_up, seen.failed["water"]) == (0, 1, 6)
    assert "personal" not in caplog.text
    with clock.standing_at(begin + timedelta(days=9)), at_work(app):
        assert services.forget_given_up() == 1


def test_one_that_fails_keeps_nothing_else_from_being_done(app: Flask, doing: Doing) -> None:
    def spill(_about: str) -> None:
        raise RuntimeError

    errands.know(app, "spill", spill)
    with at_work(app):
        services.leave("spill", "a")
    leave(app)
    assert go(app) == 2
    assert doing.done == ["plant"]


def test_one_may_be_put_off(app: Flask, doing: Doing) -> None:
    now = clock.now()
    doing.again = now + timedelta(hours=3)
    leave(app)
    go(app)
    doing.again = None
    with clock.standing_at(now + timedelta(hours=2)):
        go(app)
    assert len(doing.done) == 1
    with clock.standing_at(now + timedelta(hours=3)):
        go(app)
    assert len(doing.done) == 2
    assert state(app).failed == {"water": 0}


def test_what_is_done_every_hour_is_done_once_in_each(app: Flask) -> None:
    rounds = Doing()
    errands.every_hour(app, "look", rounds)
    begin = clock.to_the_hour(clock.now())
    for minutes in (0, 30, 60, 61, 119, 120, 300):
        with clock.standing_at(begin + timedelta(minutes=minutes)):
            go(app)
            go(app)
    assert len(rounds.done) == 3


def test_an_operator_sees_how_long_the_first_one_has_waited(app: Flask) -> None:
    now = clock.now()
    with clock.standing_at(now):
        leave(app)
    with clock.standing_at(now + timedelta(minutes=5)):
        assert 299 < state(app).oldest < 301
        runner = app.test_cli_runner()
        said = runner.invoke(args=["errands"]).output
    assert "1 waiting, the oldest for 30" in said or "1 waiting, the oldest for 29" in said
    assert "plant" not in said


def test_the_queue_has_room_for_identifiers_only() -> None:
    sizes = {column.name: getattr(column.type, "length", None) for column in Errand.__table__.columns}
    texts = {name: size for name, size in sizes.items() if size is not None}
    assert texts == {"id": 16, "kind": 24, "about": 16}


def hears(app: Flask, doing: Doing) -> None:
    app.extensions["tomoshibi_errands"].listen_aside()
    leave(app)
    assert doing.heard.wait(60)
    app.extensions["tomoshibi_errands"].bell.fall_silent()


def test_a_server_that_listens_hears_the_bell_beside_its_database(sqlite_url: str) -> None:
    app, doing = an_app(sqlite_url), Doing()
    errands.know(app, "water", doing)
    hears(app, doing)


def test_a_server_that_listens_hears_the_bell_in_redis(sqlite_url: str, redis_url: str) -> None:
    app, doing = an_app(sqlite_url, redis_url=redis_url), Doing()
    errands.know(app, "water", doing)
    hears(app, doing)


def test_while_redis_is_away_errands_wait_and_are_done_all_the_same(sqlite_url: str) -> None:
    app = an_app(sqlite_url, redis_url=f"redis://127.0.0.1:{free_port()}/0", worker="apart")
    doing = Doing()
    errands.know(app, "water", doing)
    leave(app)
    go(app)
    assert doing.done == ["plant"]


def test_the_bell_carries_one_word_and_no_identifier(sqlite_url: str) -> None:
    app = an_app(sqlite_url, worker="apart")
    ids = [leave(app, "someplant") for _number in range(5)]
    bell = app.extensions["tomoshibi_errands"].bell
    waiting = bell._huey.storage.enqueued_items()
    assert len(waiting) == 1, "it rings once, however much there is to do"
    for word in (*ids, "someplant", "water"):
        assert word.encode() not in waiting[0]
    with looking(app):
        assert len(db.session().scalars(select(Errand)).all()) == 5
    bell._huey.storage.close()


def test_what_somebody_else_put_into_the_queue_is_not_unpickled(sqlite_url: str) -> None:
    app = an_app(sqlite_url, worker="apart")
    leave(app)
    storage = app.extensions["tomoshibi_errands"].bell._huey.storage
    item = bytes(storage.dequeue())
    storage.enqueue(item[:-1] + (b"1" if item.endswith(b"0") else b"0"))
    with pytest.raises(ValueError, match="ignature"):
        app.extensions["tomoshibi_errands"].bell._huey.dequeue()
    storage.close()
