"""The site as an operator runs it: it starts, ends, is killed and comes back on the same address."""

import urllib.request
from collections.abc import Callable

import pytest

from tests.support.processes import answers
from tests.support.site import Site

LiveServer = Callable[..., Site]


def test_a_site_on_every_kind_of_database_answers(migrated_database_url: str, live_server: LiveServer) -> None:
    site = live_server(TOMOSHIBI_DATABASE_URL=migrated_database_url)
    with urllib.request.urlopen(f"{site.url}/readyz") as answer:
        assert answer.status == 200


def test_two_sites_may_share_redis_and_a_database(sqlite_url: str, redis_url: str, live_server: LiveServer) -> None:
    shared = {"TOMOSHIBI_DATABASE_URL": sqlite_url, "TOMOSHIBI_REDIS_URL": redis_url}
    first, second = live_server(**shared), live_server(**shared)
    assert first.port != second.port


def test_a_killed_site_is_gone_at_once_and_can_come_back(sqlite_url: str, live_server: LiveServer) -> None:
    site = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)
    site.kill()
    assert not answers(site.port)
    site.start()
    assert answers(site.port)


def test_a_site_that_cannot_start_says_why(live_server: LiveServer) -> None:
    with pytest.raises(RuntimeError, match="TOMOSHIBI_SECRET_KEY"):
        live_server(TOMOSHIBI_SECRET_KEY="short")
