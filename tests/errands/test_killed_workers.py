"""Real worker processes, killed in the middle of their work: what was left to be done is done all the same."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app import clock, db
from app.errands.models import Errand
from app.notices.models import NoticeKind
from app.notices.services import tell
from tests.support.cast import a_member, an_app, at_work, looking
from tests.support.processes import start, stop
from tests.support.push import PushService, push_service, subscribe
from tests.support.site import ROOT, environment

PEOPLE = 6
PATIENCE = 60.0
MakeWorker = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as running:
        yield running


@contextmanager
def workers(url: str, service: PushService, home: Path, **more: str) -> Iterator[MakeWorker]:
    """Start `flask worker` as an operator would, as often as wanted; none outlives the test."""
    settings = {"TOMOSHIBI_DATABASE_URL": url, "TOMOSHIBI_PUSH_SERVICES": service.url, "TOMOSHIBI_WORKER": "apart"}
    settings |= {"TOMOSHIBI_STATE_FOLDER": str(home)} | more
    started: list[subprocess.Popen[bytes]] = []

    def another() -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
        started.append(start(command, home / "worker.log", env=environment(settings), cwd=ROOT))
        return started[-1]

    yield another
    for process in started:
        stop(process, signal.SIGKILL)
    print((home / "worker.log").read_text(errors="replace")[-4000:])  # shown if the test failed


def let_minutes_pass(app: Flask) -> None:
    """Whoever was killed keeps others away for two minutes; nobody waits for that here."""
    with at_work(app):
        db.session().execute(update(Errand).values(taken_until=clock.now() - timedelta(seconds=1)))


def left_to_do(app: Flask) -> int:
    with looking(app):
        return db.session().scalar(select(func.count()).select_from(Errand).where(Errand.kind == "notice")) or 0


def everybody_is_told(app: Flask, service: PushService) -> None:
    for number in range(PEOPLE):
        person = a_member(app)
        subscribe(person, service.browser(f"browser{number}"))
        person.post("/me/notices", watch="1", quiet_from="0", quiet_until="0")
        with at_work(app):
            tell(person.mask_id, NoticeKind.RELEASED, None)


def test_a_worker_killed_while_it_calls_loses_no_call(
    migrated_database_url: str, service: PushService, tmp_path: Path
) -> None:
    app = an_app(migrated_database_url, push_services=service.url, worker="apart", state_folder=str(tmp_path))
    everybody_is_told(app, service)
    arrived, may_go_on = threading.Semaphore(0), threading.Event()

    def keep_waiting() -> None:
        arrived.release()
        may_go_on.wait(PATIENCE)

    service.on_call = keep_waiting
    with workers(migrated_database_url, service, tmp_path) as another:
        for _kill in range(2):
            killed = another()
            assert arrived.acquire(timeout=PATIENCE), "a worker began"
            stop(killed, signal.SIGKILL)
            assert left_to_do(app) == PEOPLE
            let_minutes_pass(app)
        service.on_call = lambda: None
        may_go_on.set()
        _until_done(app, another())
    assert {call.path for call in service.calls} == set(service.browsers)
    assert left_to_do(app) == 0
    # At least once; and no more than once again for each that was killed.
    assert len(service.calls) <= PEOPLE + 2


def test_a_worker_hears_the_bell_in_redis_and_ends_in_order_when_asked(
    sqlite_url: str, redis_url: str, service: PushService, tmp_path: Path
) -> None:
    app = an_app(sqlite_url, push_services=service.url, worker="apart", redis_url=redis_url)
    arrived = threading.Event()
    service.on_call = arrived.set
    with workers(sqlite_url, service, tmp_path, TOMOSHIBI_REDIS_URL=redis_url) as another:
        worker = another()
        everybody_is_told(app, service)
        assert arrived.wait(PATIENCE)
        _until_done(app, worker)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(PATIENCE) == 0
    assert len(service.calls) == PEOPLE


def _until_done(app: Flask, worker: "subprocess.Popen[bytes]") -> None:
    tick = threading.Event()
    for _try in range(int(PATIENCE / 0.1)):
        if not left_to_do(app) or worker.poll() is not None:
            return
        tick.wait(0.1)
