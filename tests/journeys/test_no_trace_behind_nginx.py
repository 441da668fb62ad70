"""A whole evening through the proxy that operators get: no file of anybody's tells who came, from where, with what."""

import http.client
import json
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import redis
import websocket

from tests.accounts.test_doors import JoinPage
from tests.journeys.conftest import House
from tests.journeys.test_no_trace import ADDRESS, AGENT, FORWARDED, traces
from tests.support import nginx
from tests.support.nginx import Front
from tests.support.site import Site

PATH = "/canary-path-4711"
PASSPHRASE = "かなりあ のうたう あいことば"
MARKS = [PATH.encode(), PASSPHRASE.encode(), b"127.77.88", b"Canary-Agent"]
LINE = "こんばんは。眠れなくて来ました。"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Stranger:
    """A browser whose every mark is recognisable, at the other side of the proxy."""

    def __init__(self, front: Front) -> None:
        self.front = front
        self.cookies: dict[str, str] = {}

    def connected(self) -> ssl.SSLSocket:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        line = socket.create_connection(("127.0.0.1", self.front.port), 10, source_address=(ADDRESS, 0))
        return trusting.wrap_socket(line, server_hostname="localhost")

    def headers(self) -> dict[str, str]:
        told = {"User-Agent": AGENT, "Referer": f"https://{AGENT}/", "Accept-Language": f"ja,{AGENT}"}
        claimed = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "True-Client-IP", "CF-Connecting-IP", "Via", "From")
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return told | dict.fromkeys(claimed, FORWARDED) | {"Cookie": cookies, "X-Neighbourhood": FORWARDED}

    def ask(
        self, method: str, path: str, fields: dict[str, str] | None = None
    ) -> tuple[int, str, http.client.HTTPMessage]:
        connection = http.client.HTTPConnection("127.0.0.1", self.front.port, timeout=30)
        connection.sock = self.connected()
        form = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        connection.request(method, path, urlencode(fields) if fields else None, self.headers() | form)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        connection.close()
        return answer.status, text, answer.headers

    def joins(self) -> None:
        page = JoinPage(self.ask("GET", "/join")[1])
        status, _text, _headers = self.ask("POST", "/join", page.fields)
        assert status == 303
        assert any(name.startswith("__Host-") for name in self.cookies)

    def posts(self) -> str:
        token = TOKEN.search(self.ask("GET", "/boards/first/new")[1] or "")
        assert token, "a member can write"
        fields = {
            "csrf_token": token[1],
            "wants": "listening",
            "title": "はじめまして",
            "body": "聞いてください。",
            "nonce": "n",
        }
        assert self.ask("POST", "/boards/first/threads", fields)[0] == 303
        return token[1]

    def chats(self) -> None:
        """Engine.IO and Socket.IO by hand, because only so the line can begin at the stranger's address."""
        headers = [f"{name}: {value}" for name, value in self.headers().items() if name != "Cookie"]
        talk = websocket.create_connection(
            f"wss://127.0.0.1:{self.front.port}/socket.io/?EIO=4&transport=websocket",
            socket=self.connected(),
            header=headers,
            cookie=self.headers()["Cookie"],
            origin=f"https://127.0.0.1:{self.front.port}",
            timeout=30,
        )
        assert talk.recv().startswith("0{")
        talk.send("40/chat,")
        assert talk.recv().startswith("40/chat")
        for number, (event, payload) in enumerate(
            (("enter", {"room": "konbanwa"}), ("say", {"room": "konbanwa", "body": LINE, "nonce": "m"}))
        ):
            talk.send(f"42/chat,{number}{json.dumps([event, payload])}")
            while not (heard := talk.recv()).startswith(f"43/chat,{number}"):
                pass
            assert '"ok":true' in heard
        talk.close()

    def knocks_from_elsewhere(self) -> None:
        """A socket that another page opens: refused, and its origin stays unsaid."""
        line = self.connected()
        with pytest.raises(websocket.WebSocketException):
            websocket.create_connection(
                f"wss://127.0.0.1:{self.front.port}/socket.io/?EIO=4&transport=websocket",
                socket=line,
                origin=f"https://{AGENT}.example",
                timeout=30,
            )
        line.close()

    def fails_to_sign_in(self, token: str) -> None:
        for _try in range(12):
            self.ask("POST", "/login", {"csrf_token": token, "passphrase": PASSPHRASE})

    def talks_nonsense(self) -> Iterator[bytes]:
        """What is no request, what is too large, and what has nothing to do with TLS."""
        for nonsense in (
            b"\x16\x03\x01 hello\r\n\r\n",
            f"GET {PATH} HTTP/9.9\r\nUser-Agent: {AGENT}\r\n\r\n".encode(),
            f"GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {AGENT}\r\nX-A: {'a' * 40_000}\r\n\r\n".encode(),
            f"GET {PATH}{'a' * 20_000} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode(),
            f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\nUser-Agent: {AGENT}\r\n\r\n".encode(),
            f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x\r\nUser-Agent: {AGENT}\r\n\r\n".encode(),
            f"GET /socket.io/?EIO=3 HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {AGENT}\r\nConnection: close\r\n\r\n".encode(),
        ):
            with self.connected() as line:
                line.sendall(nonsense)
                yield line.recv(4000)
        for port in (self.front.port, self.front.plain_port):
            with socket.create_connection(("127.0.0.1", port), 5, source_address=(ADDRESS, 0)) as line:
                line.sendall(b"\x00\x01 hello " + AGENT.encode() + b"\r\n\r\n")
                line.recv(1000)


def spends_an_evening(front: Front) -> list[bytes]:
    """Everything that a person, a mistake or a bad visitor does; returns what was answered to nonsense."""
    stranger = Stranger(front)
    for path in (
        "/",
        "/boards",
        "/rooms",
        "/help",
        "/closing",
        PATH,
        f"/search?q={AGENT}",
        "/static/css/base.css",
        "/metrics",
    ):
        stranger.ask("GET", path)
    stranger.joins()
    token = stranger.posts()
    stranger.chats()
    stranger.knocks_from_elsewhere()
    stranger.ask("POST", "/boards/first/threads", {"csrf_token": token, "body": "あ" * 60_000})
    stranger.ask("POST", "/logout", {"csrf_token": token})
    stranger.fails_to_sign_in(str(TOKEN.search(stranger.ask("GET", "/login")[1])[1]))  # type: ignore[index]  # it has a form
    return list(stranger.talks_nonsense())


def found(*folders: Path) -> list[str]:
    """Every file with a trace in it."""
    said = [each for folder in folders for each in traces(folder, ADDRESS)]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return said + [f"{path.name} holds {mark!r}" for path in files for mark in MARKS if mark in path.read_bytes()]


@pytest.fixture
def behind(house: House, front: Front, sqlite_url: str, redis_url: str, live_server: Callable[..., Site]) -> Site:
    """The site as it runs behind nginx."""
    return live_server(
        TOMOSHIBI_DATABASE_URL=sqlite_url,
        TOMOSHIBI_REDIS_URL=redis_url,
        TOMOSHIBI_ORIGIN=f"https://127.0.0.1:{front.port}",
        TOMOSHIBI_BEHIND_PROXY="1",
    )


def test_nothing_anywhere_knows_who_came(behind: Site, front: Front, sqlite_url: str, redis_url: str) -> None:
    with nginx.serving(front, behind.port):
        answers = spends_an_evening(front)
    behind.stop()
    assert found(front.folder, behind.home, Path(sqlite_url.removeprefix("sqlite:///")).parent) == []
    with redis.Redis.from_url(redis_url) as store:
        kept = b" ".join([part for key in store.scan_iter() for part in (key, store.dump(key) or b"")])
    assert kept, "limits are counted there"
    for mark in (*MARKS, ADDRESS.encode(), FORWARDED.encode(), socket.inet_aton(ADDRESS)):
        assert mark not in kept
    for answer in answers:
        assert b"Canary" not in answer, "nothing of what was sent is repeated"
        if answer:
            assert b"content-security-policy: default-src 'none'" in answer.lower()
            assert b"x-content-type-options: nosniff" in answer.lower()
            assert answer.lower().count(b"content-security-policy") == 1


@pytest.mark.parametrize(
    "planted",
    [{"access_log": "access_log {0}/a.log;"}, {"error_log": "error_log {0}/e.log info;"}],
    ids=["access", "error"],
)
def test_a_proxy_that_writes_things_down_would_be_found(behind: Site, front: Front, planted: dict[str, str]) -> None:
    """The control: the same evening with one directive as distributions ship it."""
    with nginx.serving(front, behind.port, **{name: line.format(front.folder) for name, line in planted.items()}):
        stranger = Stranger(front)
        stranger.ask("GET", PATH)
        list(stranger.talks_nonsense())
    assert found(front.folder)


def test_the_application_is_told_a_neighbourhood_and_no_address(behind: Site, front: Front, tmp_path: Path) -> None:
    """What arrives at the application's port, word for word."""
    heard = bytearray()
    with socket.create_server(("127.0.0.1", 0)) as instead, nginx.serving(front, instead.getsockname()[1]):
        connection = http.client.HTTPConnection("127.0.0.1", front.port, timeout=30)
        stranger = Stranger(front)
        stranger.cookies["words"] = "ja"
        connection.sock = stranger.connected()
        connection.request("GET", "/", headers=stranger.headers())
        line, _address = instead.accept()
        while b"\r\n\r\n" not in heard:
            heard += line.recv(4000)
        line.sendall(b"HTTP/1.1 204 -\r\nConnection: close\r\n\r\n")
        line.close()
        assert connection.getresponse().status == 204
        connection.close()
    told = heard.decode()
    assert "X-Neighbourhood: 127.77.88.0\r\n" in told
    assert "Cookie: words=ja\r\n" in told
    for trace in (ADDRESS, FORWARDED, "User-Agent", "Referer", "Forwarded", "Real-IP", "Via"):
        assert trace not in told, trace
