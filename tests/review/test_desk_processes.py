"""Real workers, killed in the middle and racing each other: every step of the crisis desk is done once and in order."""

import signal
import subprocess
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app import clock, db
from app.accounts.models import Shift
from app.chat.models import Room
from app.chat.services import Line, say
from app.errands.models import Errand
from app.ids import new_id
from app.notices.models import Notice, NoticeKind
from app.permissions import Role
from app.review.desk_models import Call, CallStep, Ending
from tests.errands.test_killed_workers import MakeWorker, workers
from tests.support.cast import Person, a_member, an_app, at_work, looking
from tests.support.processes import stop
from tests.support.push import PushService, push_service, subscribe

PATIENCE = 60.0
NAMES = {"name_ja": "夜", "name_en": "Night", "purpose_ja": "話す", "purpose_en": "Talk"}


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as running:
        yield running


def a_night(app: Flask, service: PushService) -> list[Person]:
    """Two on duty, whose telephones can be called, and words of danger."""
    there = [a_member(app, role=Role.MODERATOR) for _number in range(2)]
    for number, person in enumerate(there):
        subscribe(person, service.browser(f"watch{number}"))
    with at_work(app):
        db.session().add(Room(slug="yoru", position=1, **NAMES))
        for number, person in enumerate(there):
            starts = clock.now() - timedelta(hours=2 - number)
            db.session().add(Shift(mask_id=person.mask_id, starts_at=starts, ends_at=clock.now() + timedelta(hours=6)))
    with at_work(app, a_member(app)) as actor:
        say(actor, db.session().scalars(select(Room)).one(), Line("もう消えてしまいたいです", new_id()))
    return there


def let_minutes_pass(app: Flask) -> None:
    """Nobody waits for real: what was begun is free again, and whoever was asked has not answered."""
    before = clock.now() - timedelta(seconds=1)
    with at_work(app):
        db.session().execute(update(Call).values(until=before))
        db.session().execute(
            update(Errand).where(Errand.kind.in_(["call", "notice"])).values(due_at=before, taken_until=None)
        )


def asked(app: Flask) -> list[tuple[int, str]]:
    with looking(app):
        found = db.session().execute(select(CallStep.number, CallStep.mask_id).order_by(CallStep.number))
        return [(number, mask_id) for number, mask_id in found]


def written(app: Flask) -> int:
    with looking(app):
        about = select(func.count()).select_from(Notice).where(Notice.kind == NoticeKind.UNREAD)
        return db.session().scalar(about) or 0


def until(what: "threading.Event", app: Flask, number: int) -> None:
    """Until so many were asked, or the author was told."""
    for _try in range(int(PATIENCE / 0.1)):
        if len(asked(app)) + written(app) >= number:
            return
        what.wait(0.1)
    raise AssertionError("nobody went on")


def test_every_step_is_done_once_and_in_order_whoever_is_killed_and_however_many_race(
    migrated_database_url: str, service: PushService, tmp_path: Path
) -> None:
    app = an_app(migrated_database_url, push_services=service.url, worker="apart", state_folder=str(tmp_path))
    first, second = a_night(app, service)
    arrived, may_go_on, tick = threading.Semaphore(0), threading.Event(), threading.Event()

    def keep_waiting() -> None:
        arrived.release()
        may_go_on.wait(PATIENCE)

    service.on_call = keep_waiting
    with workers(migrated_database_url, service, tmp_path) as another:
        _is_killed_while_it_calls(another, arrived)
        assert asked(app) == [(1, first.mask_id)]
        service.on_call = lambda: None
        may_go_on.set()
        let_minutes_pass(app)
        racing = [another() for _number in range(2)]
        until(tick, app, 2)
        assert asked(app) == [(1, first.mask_id), (2, second.mask_id)]
        let_minutes_pass(app)
        for process in racing:
            stop(process, signal.SIGKILL)
        let_minutes_pass(app)
        another(), another()
        until(tick, app, 3)
    assert (asked(app), written(app)) == ([(1, first.mask_id), (2, second.mask_id)], 1)
    with looking(app):
        assert db.session().scalars(select(Call.ending)).all() == [Ending.WRITTEN]


def _is_killed_while_it_calls(another: MakeWorker, arrived: threading.Semaphore) -> None:
    killed: subprocess.Popen[bytes] = another()
    assert arrived.acquire(timeout=PATIENCE), "a worker began"
    stop(killed, signal.SIGKILL)
