"""Threads are for members: whoever only sits there, half asks or is not signed in keeps none of them."""

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
import websocket

from app.capacity import Capacity
from app.config import Settings, UnsafeSettings
from app.realtime import MOST_OF_ONE_MEMBER
from app.realtime.sockets import Sockets
from tests.serving.conftest import Door
from tests.support.cast import Person, a_member
from tests.support.site import ROOT, SECRET, Site

THREADS = 32
HALF = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@contextmanager
def strangers(port: int, number: int, words: bytes) -> Iterator[list[socket.socket]]:
    """So many connections that say this and then nothing."""
    with ExitStack() as lines:
        opened = [lines.enter_context(socket.create_connection(("127.0.0.1", port), 60)) for _ in range(number)]
        for line in opened:
            line.sendall(words)
        yield opened


def asks(line: socket.socket) -> bytes:
    line.sendall(HALF + b"\r\n")
    return line.recv(4096)


def reads(site: Site) -> bool:
    with urlopen(f"{site.url}/help", timeout=60) as answer:
        return bool(answer.status == 200)


@pytest.mark.parametrize("words", [b"", HALF], ids=["silent", "half a request"])
def test_strangers_who_only_sit_there_use_up_no_thread(door: Callable[..., Door], words: bytes) -> None:
    site = door(THREADS).site
    with strangers(site.port, 4 * THREADS, words) as lines:
        assert reads(site)
        # A connection that was answered once and then says half of something is no better.
        assert b" 200 " in asks(lines[0]) or words
        assert reads(site)


def test_strangers_who_were_answered_once_use_up_no_thread_afterwards(door: Callable[..., Door]) -> None:
    site = door(THREADS).site
    with strangers(site.port, 2 * THREADS, HALF + b"\r\n") as lines:
        for line in lines:
            assert b" 200 " in line.recv(65536)
            line.sendall(HALF)
        assert reads(site)


def test_strangers_knocking_for_sockets_get_none_and_members_still_do(door: Callable[..., Door]) -> None:
    opened = door(THREADS)
    for _ in range(2 * THREADS):
        with pytest.raises(websocket.WebSocketBadStatusException, match="401"):
            opened.knock()
    assert opened.knock(a_member(opened.app)).connected
    assert reads(opened.site)


def comes_in(opened: Door, person: Person) -> bool:
    try:
        return bool(opened.knock(person).connected)
    except websocket.WebSocketException:
        return False


def test_a_full_house_refuses_another_socket_and_still_answers_pages(door: Callable[..., Door]) -> None:
    opened = door(THREADS)
    most = Capacity(THREADS).sockets
    people = [a_member(opened.app) for _ in range(most // 4)]
    for number in range(most):
        opened.knock(people[number % len(people)])
    with pytest.raises(websocket.WebSocketException):
        opened.knock(a_member(opened.app))
    assert reads(opened.site)
    opened.lines[0].close()
    while not comes_in(opened, people[0]):
        assert reads(opened.site), "until the place of who left is free"


def test_one_person_who_signs_in_again_and_again_is_counted_as_one() -> None:
    sockets = Sockets(1000)
    assert all(sockets.add(f"session {number}", "yuki", ("/chat", str(number))) for number in range(MOST_OF_ONE_MEMBER))
    assert not sockets.add("one more session", "yuki", ("/chat", "more"))
    assert sockets.add("session", "mori", ("/chat", "other"))
    sockets.drop("/chat", "3")
    assert sockets.add("one more session", "yuki", ("/chat", "more"))


def started_with(arguments: str, tmp_path: Path, **settings: str) -> "subprocess.CompletedProcess[str]":
    site = Site({"TOMOSHIBI_DATABASE_URL": f"sqlite:///{tmp_path}/site.db", **settings}, tmp_path, threads=THREADS)
    surroundings = site.environment() | {"GUNICORN_CMD_ARGS": arguments}
    return subprocess.run(
        site.program(), env=surroundings, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("arguments", ["--threads 8", "--worker-connections 20", "--workers 3"])
def test_a_server_whose_sizes_contradict_each_other_does_not_start(arguments: str, tmp_path: Path) -> None:
    ended = started_with(arguments, tmp_path)
    assert ended.returncode != 0
    assert "TOMOSHIBI_THREADS" in ended.stderr
    assert arguments.split(maxsplit=1)[0].strip("-").replace("-", "_") in ended.stderr


def test_sizes_follow_from_two_settings_and_fit_each_other() -> None:
    for threads in (32, 160, 1024, 4096):
        size = Capacity(threads, 2)
        assert size.sockets < size.threads < size.connections < size.files
        assert size.database_pool < threads
    namespace: dict[str, object] = {"__file__": str(ROOT / "deploy" / "gunicorn.conf.py")}
    exec((ROOT / "deploy" / "gunicorn.conf.py").read_text("utf-8"), namespace)
    told = int(os.environ.get("TOMOSHIBI_THREADS") or 160)
    assert namespace["worker_connections"] == Capacity(told).connections, (
        "written twice, because the master reads nothing"
    )


@pytest.mark.parametrize("change", [{"threads": 8}, {"threads": 100_000}, {"processes": 0}, {"processes": 2}])
def test_impossible_sizes_are_refused(change: dict[str, int]) -> None:
    with pytest.raises(UnsafeSettings, match=r"THREADS|PROCESSES"):
        Settings("sqlite://", SECRET, **change).check()  # type: ignore[arg-type]  # by name
