"""A push service on this machine."""

from collections.abc import Iterator

import pytest

from tests.support.push import PushService, push_service


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as running:
        yield running
