"""What every test may ask for. The services start only when a test asks for them."""

import os
import sys
from collections.abc import Iterator

import pytest

from tests.support import network, postgres, redis_server

pytest_plugins = ["tests.support.databases", "tests.support.sites", "tests.support.strictness"]

MARKS_BY_FIXTURE = {
    "postgres_server": "services",
    "redis_server_url": "services",
    "chromium": "browser",
}


@pytest.fixture(scope="session", autouse=True)
def this_machine_only() -> Iterator[None]:
    """No test reaches anything beyond this machine."""
    given = tuple(os.environ.get(name, "") for name in (postgres.GIVEN, redis_server.GIVEN))
    with network.loopback_only(given):
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they ask for, so that `-m "not browser"` needs no care."""
    for item in items:
        for fixture in set(getattr(item, "fixturenames", ())) & MARKS_BY_FIXTURE.keys():
            item.add_marker(MARKS_BY_FIXTURE[fixture])


@pytest.fixture(autouse=True)
def no_connection_left_open() -> Iterator[None]:
    """Applications made by a test give their database connections back."""
    yield
    if "tests.support.cast" in sys.modules:
        sys.modules["tests.support.cast"].let_connections_go()
