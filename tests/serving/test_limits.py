"""Counting in memory: a thread for every request would be work for nothing, and what is over must leave all the same."""

import threading
from collections.abc import Iterator

import pytest

from app import throttle
from app.throttle import Memory
from tests.support.cast import an_app


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[threading.Thread]]:
    """Every thread that is started."""
    started: list[threading.Thread] = []
    start = threading.Thread.start
    monkeypatch.setattr(threading.Thread, "start", lambda thread: (started.append(thread), start(thread))[1])
    yield started
    for thread in started:
        thread.join()


def test_reading_starts_no_thread(
    migrated_database_url: str, begun: list[threading.Thread], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert throttle.SWEPT_EVERY >= 5
    monkeypatch.setattr(throttle, "SWEPT_EVERY", 3600.0)  # so that none is due meanwhile, however slow this machine is
    visitor = an_app(migrated_database_url).test_client()
    before = len(begun)
    for _time in range(20):
        assert visitor.get("/boards").status_code == 200
    assert len(begun) == before


def test_what_is_over_is_swept_away(begun: list[threading.Thread], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "SWEPT_EVERY", 0.0)
    counts = Memory()
    counts.incr("somebody", -1)
    begun[-1].join()
    counts.incr("another", 60)
    begun[-1].join()
    assert list(counts.storage) == ["another"]
