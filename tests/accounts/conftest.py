"""The application for the tests of this feature."""

import time

import pytest
from flask import Flask
from limits.storage import memory

from tests.support.cast import an_app


@pytest.fixture
def app(migrated_database_url: str) -> Flask:
    return an_app(migrated_database_url)


class Standing:
    """A clock that stands until somebody moves it."""

    def __init__(self) -> None:
        self.now = time.time()

    def time(self) -> float:
        return self.now


@pytest.fixture
def counting_stands(monkeypatch: pytest.MonkeyPatch) -> Standing:
    """The clock by which tries are counted: however long this machine takes, nobody has waited."""
    clock = Standing()
    monkeypatch.setattr(memory, "time", clock)
    return clock
