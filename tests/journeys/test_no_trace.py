"""After an evening from a strange address with strange headers, no file of the site knows of either."""

import http.client
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import redis

from tests.support.cast import a_member, an_app
from tests.support.site import Site

ADDRESS = "127.77.88.99"  # loopback too, but nobody else's
AGENT = "Canary-Agent-4711"
FORWARDED = "203.0.113.77"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Stranger:
    """A browser whose every mark is recognisable."""

    def __init__(self, site: Site, cookie: str) -> None:
        self.site, self.cookie = site, cookie

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, source_address=(ADDRESS, 0), timeout=30)
        headers = {
            "User-Agent": AGENT,
            "X-Forwarded-For": FORWARDED,
            "Referer": f"http://{AGENT}/",
            "Cookie": self.cookie,
        }
        headers |= {"Accept-Language": f"ja,{AGENT}", "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, urlencode(fields or {}), headers)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        connection.close()
        return answer.status, text

    def talk_nonsense(self) -> None:
        """Requests that are not HTTP: servers like to log where such things come from."""
        for nonsense in (
            b"\x16\x03\x01 hello\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        ):
            with socket.create_connection(("127.0.0.1", self.site.port), 30, source_address=(ADDRESS, 0)) as line:
                line.sendall(nonsense)
                line.settimeout(30)
                line.recv(1000)


def traces(folder: Path, address: str) -> Iterator[str]:
    """Files that hold the address or a canary: as text, packed, or in hexadecimal."""
    packed = socket.inet_aton(address)
    marks = [
        address.encode(),
        packed,
        packed.hex().encode(),
        AGENT.encode(),
        FORWARDED.encode(),
        socket.inet_aton(FORWARDED),
    ]
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            yield from (f"{path.name} holds {mark!r}" for mark in marks if mark in content)


def test_no_file_and_no_redis_key_knows_who_came(
    sqlite_url: str, redis_url: str, live_server: Callable[..., Site], tmp_path: Path
) -> None:
    person = a_member(an_app(sqlite_url))
    site = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url, TOMOSHIBI_REDIS_URL=redis_url)
    stranger = Stranger(site, person.cookie)
    for path in ("/", "/boards", "/rooms", "/help", "/me", "/nowhere", "/join", "/notices"):
        stranger.ask("GET", path)
    token = TOKEN.search(stranger.ask("GET", "/me")[1])
    assert token, "the stranger is signed in"
    for _attempt in range(12):
        stranger.ask("POST", "/login", {"csrf_token": token[1], "passphrase": "あさ よる そら"})
    stranger.ask("POST", "/logout", {"csrf_token": token[1]})
    stranger.talk_nonsense()
    assert list(traces(Path(sqlite_url.removeprefix("sqlite:///")).parent, ADDRESS)) == []
    assert list(traces(site.home, ADDRESS)) == []
    with redis.Redis.from_url(redis_url) as store:
        keys = store.keys()
        kept = b" ".join(keys) + b" ".join(store.dump(key) or b"" for key in keys)
    assert ADDRESS.encode() not in kept
    assert b"127.77.88" not in kept
    assert AGENT.encode() not in kept


@pytest.mark.parametrize("kept", [f"visitor {ADDRESS}".encode(), socket.inet_aton(ADDRESS), AGENT.encode()])
def test_a_trace_would_be_found(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / "access.log").write_bytes(b"something " + kept)
    assert len(list(traces(tmp_path, ADDRESS))) == 1
