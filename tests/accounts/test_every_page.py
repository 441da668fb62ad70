"""What every answer has, whoever asks and whatever went wrong: a way out, headers, and no cookie for who only reads."""

import re
import socket
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import db
from app.accounts.access import declared
from app.accounts.models import BrowserSession
from app.throttle import SIGN_IN
from tests.accounts.test_recovery import enters
from tests.support.cast import Person, a_member, a_visitor, an_app, looking, token
from tests.support.site import Site

LIST = "牛乳、食パン、電池"
FORM_WITH_TOKEN = re.compile(r'method="post" action="(?!/leave|/preferences|/return)[^"]*"')
WITHOUT_FRAME = {"/away", "/help/offline"}


@pytest.fixture
def app(sqlite_url: str) -> Flask:
    return an_app(sqlite_url)


def pages(app: Flask, access: str) -> list[str]:
    """Every page that needs nothing in its address."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments]
    return [rule.rule for rule in rules if declared(app, rule.endpoint) == access]


def test_who_only_reads_gets_no_cookie(app: Flask) -> None:
    given = {path for path in pages(app, "public") if "Set-Cookie" in a_visitor(app).get(path).headers}
    assert given >= {"/join", "/login"}, "there the form needs its token"
    for path in given - {"/away"}:
        assert FORM_WITH_TOKEN.search(a_visitor(app).get(path).get_data(as_text=True)), path
    assert not given & {"/", "/boards", "/rooms", "/help", "/guides", "/closing"}


def test_every_page_has_the_way_out_first_and_at_its_place(app: Flask) -> None:
    person = a_member(app)
    seen = 0
    for path in {*pages(app, "public"), *pages(app, "members"), "/nowhere"} - WITHOUT_FRAME:
        answer = person.client.get(path, follow_redirects=True)
        page = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        if 'class="masthead' in page:
            seen += 1
            assert page.count('action="/leave"') == 2, path
            first = page.index('action="/leave"')
            assert "<a " not in page[page.index("<body") : first], path
            assert 'href="/closing"' in page, path
    assert seen > 15


def test_what_it_cannot_do_is_said_before_joining(app: Flask) -> None:
    visitor = a_visitor(app)
    assert 'href="/closing"' in visitor.get("/join").get_data(as_text=True).partition("<main")[2]
    page = visitor.get("/closing").get_data(as_text=True)
    for word in ("履歴は消えません", "スパイアプリ", "ルーター"):
        assert word in page


def test_after_leaving_every_address_shows_the_list_until_one_asks_to_return(app: Flask) -> None:
    person = a_member(app)
    person.client.post("/leave", follow_redirects=True)
    for path in ("/", "/me", "/boards", "/help", "/nowhere", "/login"):
        assert LIST in person.client.get(path).get_data(as_text=True), path
    assert person.client.post("/return").headers["Location"] == "/"
    assert LIST not in person.client.get("/").get_data(as_text=True)
    assert person.client.get("/me").status_code == 303


def test_a_link_on_another_page_does_not_close_ours(app: Flask) -> None:
    visitor = a_visitor(app)
    visitor.get("/away", headers={"Sec-Fetch-Site": "cross-site"})
    assert LIST not in visitor.get("/").get_data(as_text=True)


@pytest.mark.parametrize("first", ["a page", "a parting word"])
def test_whatever_arrives_first_after_leaving_ends_the_session_and_the_browser_forgets_it(
    app: Flask, first: str
) -> None:
    """The script leaves its mark before anything is sent, and without internet nothing is."""
    person = a_member(app)
    cookie = person.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    sent = {"csrf_token": token(person.client)}
    person.client.set_cookie("away", "1")
    answer = person.client.get("/me") if first == "a page" else person.client.post("/notices/seen", data=sent)
    assert LIST in answer.get_data(as_text=True)
    person.client.delete_cookie("away")
    assert person.client.get("/me").status_code == 303
    with looking(app):
        assert db.session().scalar(select(func.count()).select_from(BrowserSession)) == 0
    again = app.test_client()
    again.set_cookie(cookie.key, cookie.value)
    assert again.get("/me").status_code == 303, "nobody who kept the cookie comes in with it"


@pytest.mark.parametrize(
    "broken",
    [
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01 canary-7 \r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\ncanary-7 : y\r\n\r\n",
        b"GET /" + b"canary-7" * 1000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /socket.io/?EIO=3&transport=canary-7 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nOrigin: canary-7\r\nConnection: close\r\n\r\n",
    ],
)
def test_broken_requests_get_the_headers_and_hear_nothing_of_themselves(broken: bytes, quiet_site: Site) -> None:
    with socket.create_connection(("127.0.0.1", quiet_site.port), 30) as line:
        line.sendall(broken)
        answer = b""
        while more := line.recv(4000):
            answer += more
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 403"))
    assert answer.lower().count(b"content-security-policy: default-src 'none'") == 1
    assert b"no-store" in answer
    assert b"canary" not in answer
    assert b"canary" not in quiet_site.log.read_bytes()


@pytest.fixture
def quiet_site(sqlite_url: str, live_server: Callable[..., Site]) -> Site:
    return live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)


def tries_from(app: Flask, person: Person, neighbourhood: str) -> list[int]:
    client = a_visitor(app)
    client.environ_base.update({"HTTP_X_NEIGHBOURHOOD": neighbourhood})
    return [enters(client, f"ちがう{number}") for number in range(SIGN_IN.free + 1)] + [
        enters(client, person.passphrase)
    ]


@pytest.mark.usefixtures("counting_stands")
def test_behind_the_proxy_one_neighbourhood_does_not_slow_another(sqlite_url: str) -> None:
    app = an_app(sqlite_url, behind_proxy=True)
    person = a_member(app)
    assert tries_from(app, person, "203.0.113.0")[-1] == 429
    elsewhere = a_visitor(app)
    elsewhere.environ_base.update({"HTTP_X_NEIGHBOURHOOD": "198.51.100.0"})
    assert enters(elsewhere, person.passphrase) == 303


@pytest.mark.usefixtures("counting_stands")
def test_without_the_proxy_nobody_can_say_where_they_come_from(app: Flask) -> None:
    person = a_member(app)
    assert tries_from(app, person, "203.0.113.0")[-1] == 429
    liar = a_visitor(app)
    liar.environ_base.update({"HTTP_X_NEIGHBOURHOOD": "198.51.100.0"})
    assert enters(liar, person.passphrase) == 429
