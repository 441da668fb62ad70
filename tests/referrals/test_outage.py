"""Whatever else is broken, the numbers are there."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.cast import a_member, a_visitor, an_app
from tests.support.processes import free_port


def nowhere(kind: str, folder: Path) -> str:
    """The address of a database that cannot be reached."""
    if kind == "sqlite":
        return f"sqlite:///{folder}/not/there/site.db"
    return f"postgresql+psycopg://nobody:nothing@127.0.0.1:{free_port()}/none"


@pytest.fixture(params=["sqlite", "postgresql"])
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    return an_app(nowhere(request.param, tmp_path))


@pytest.mark.parametrize("path", ["/help", "/help?country=US", "/guides", "/guides/first-seven-days"])
def test_with_the_database_away_a_visitor_finds_the_numbers(broken: Flask, path: str) -> None:
    assert_numbers(a_visitor(broken), path)


@pytest.mark.parametrize("path", ["/help", "/guides/ten-rules"])
def test_with_the_database_away_a_member_finds_the_numbers(broken: Flask, sqlite_url: str, path: str) -> None:
    member = a_member(an_app(sqlite_url))
    with member.client.session_transaction() as cookie:
        light = cookie["light"]
    browser = broken.test_client()
    with browser.session_transaction() as cookie:
        cookie["light"] = light
    assert_numbers(browser, path)


def test_a_page_that_cannot_open_still_shows_one_number(broken: Flask) -> None:
    browser = broken.test_client()
    with browser.session_transaction() as cookie:
        cookie["light"] = "a token that would have to be looked up"
    answer = browser.get("/boards")
    assert answer.status_code == 500
    assert "0120-0-78310" in answer.get_data(as_text=True)


def test_with_redis_away_too_a_visitor_finds_the_numbers(tmp_path: Path) -> None:
    app = an_app(nowhere("postgresql", tmp_path), redis_url=f"redis://127.0.0.1:{free_port()}/0")
    assert_numbers(a_visitor(app), "/help")


def assert_numbers(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "119" in answer.get_data(as_text=True) or "/help" in answer.get_data(as_text=True)
