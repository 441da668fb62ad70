"""What members write is for people who come here: every page that shows it asks search engines to keep nothing."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.cast import a_member, a_visitor, an_app
from tests.support.threads import a_board, a_reply, a_thread

SECRET = "この一文だけは、さがしても見つからないでほしい"
LINK = re.compile(r'href="(/[^"#]*)"')
OPEN = re.compile(r"/(guides(/[a-z-]+)?|help|about|privacy)(\?lang=(ja|en))?")
MOST = 150


@pytest.fixture
def app(sqlite_url: str) -> Flask:
    opened = an_app(sqlite_url)
    yuki, board = a_member(opened), a_board(opened)
    thread = a_thread(opened, yuki, board, title="題にも", body=SECRET)
    a_reply(opened, a_member(opened), thread, SECRET)
    return opened


def crawl(client: FlaskClient) -> dict[str, tuple[str, str]]:
    """Every page that links lead to from the front page: what it says, and what it tells search engines."""
    found: dict[str, tuple[str, str]] = {}
    waiting = ["/", "/help", "/guides"]
    while waiting and len(found) < MOST:
        path = waiting.pop(0)
        if path in found or path.startswith(("/static/", "/logout")):
            continue
        answer = client.get(path)
        html = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        found[path] = (html, answer.headers["X-Robots-Tag"])
        waiting += LINK.findall(html)
    return found


def test_a_crawl_meets_the_words_only_on_pages_that_may_not_be_kept(app: Flask) -> None:
    found = crawl(a_visitor(app))
    assert len(found) > 25
    with_words = [path for path, (html, _robots) in found.items() if SECRET in html]
    assert any(path.startswith("/threads/") for path in with_words)
    assert any(path.startswith("/boards/") for path in with_words)
    for path, (html, robots) in found.items():
        assert (robots == "all") == bool(OPEN.fullmatch(path)), path
        if SECRET in html:
            assert robots == "noindex"
            assert '<meta name="robots" content="noindex">' in html


def test_every_link_of_the_crawl_is_well_formed_and_leads_somewhere(app: Flask) -> None:
    visitor = a_visitor(app)
    for path, (html, _robots) in crawl(visitor).items():
        for address in re.findall(r'href="([^"]*)"', html):
            assert re.fullmatch(r"(/|#|tel:[0-9+]+|https?://[\w.-]+(/|$)|mailto:)[^\s<>]*|", address), (path, address)
    broken = [path for path in crawl(visitor) if visitor.get(path).status_code == 404]
    assert broken == []
