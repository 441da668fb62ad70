"""Search engines find guides and help, and nothing that anybody wrote here."""

import re
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.access import declared
from tests.guides.test_guides import HOUSE, SLUGS
from tests.support.cast import a_member, a_visitor, an_app

OPEN = ["/help", "/guides", *(f"/guides/{slug}" for slug in SLUGS), *(f"/{slug}" for slug in HOUSE)]
FINDABLE = {"guides.guides", "guides.guide", "guides.about", "guides.privacy", "referrals.help_page"}


@pytest.fixture
def app(sqlite_url: str) -> Flask:
    return an_app(sqlite_url)


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    return a_visitor(app)


def may_be_kept(client: FlaskClient, path: str) -> bool:
    """Header and page always say the same."""
    answer = client.get(path)
    meta = re.search(rb'<meta name="robots" content="(\w+)">', answer.get_data())
    if meta:
        assert meta[1].decode() == answer.headers["X-Robots-Tag"], path
    return answer.headers["X-Robots-Tag"] == "all"


@pytest.mark.parametrize("path", OPEN)
def test_guides_and_help_may_be_found(visitor: FlaskClient, path: str) -> None:
    assert may_be_kept(visitor, path)
    assert may_be_kept(visitor, f"{path}?lang=en")


def test_nothing_else_may_be_found(app: Flask, visitor: FlaskClient) -> None:
    member = a_member(app)
    paths = [
        str(rule)
        for rule in app.url_map.iter_rules()
        if not rule.arguments and "GET" in (rule.methods or ()) and rule.endpoint not in FINDABLE
    ]
    assert len(paths) > 10
    assert {"/boards", "/rooms", "/me", "/help/offline"} <= set(paths)
    for path in (*paths, "/help?who=me", "/guides/nothing", "/nowhere"):
        for client in (visitor, member.client):
            assert not may_be_kept(client, path), path
    assert all(declared(app, endpoint) == "public" for endpoint in FINDABLE)


def test_robots_are_told_what_is_open(visitor: FlaskClient) -> None:
    answer = visitor.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    lines = answer.get_data(as_text=True).splitlines()
    rules = RobotFileParser()
    rules.parse([line.replace("$", "") for line in lines])
    assert all(rules.can_fetch("anybody", path) for path in (*OPEN, "/help?lang=en"))
    assert not any(
        rules.can_fetch("anybody", path) for path in ("/", "/boards", "/threads/x", "/rooms/a", "/me", "/join")
    )
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in lines


def test_the_map_names_exactly_the_open_pages(app: Flask, visitor: FlaskClient) -> None:
    answer = visitor.get("/sitemap.xml")
    assert answer.mimetype == "application/xml"
    origin = app.extensions["tomoshibi_settings"].origin
    named = [each.text or "" for each in ET.fromstring(answer.get_data()).iter() if each.tag.endswith("loc")]
    assert sorted(named) == sorted(f"{origin}{path}?lang={locale}" for path in OPEN for locale in ("ja", "en"))
    assert all(visitor.get(address.removeprefix(origin)).status_code == 200 for address in named)
