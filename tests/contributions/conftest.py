"""An evening on a board, on SQLite and on PostgreSQL; or on SQLite alone, where the kind cannot matter."""

from collections.abc import Iterator

import pytest

from tests.support.threads import Evening, an_evening


@pytest.fixture
def evening(migrated_database_url: str) -> Iterator[Evening]:
    opened = an_evening(migrated_database_url)
    yield opened
    opened.app.extensions["tomoshibi_db"].engine.dispose()


@pytest.fixture
def quick_evening(sqlite_url: str) -> Iterator[Evening]:
    opened = an_evening(sqlite_url)
    yield opened
    opened.app.extensions["tomoshibi_db"].engine.dispose()
