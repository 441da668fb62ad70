"""With nginx in front as shipped: slow people keep no thread of the site, rooms work through it, a reload shows nobody a fault."""

import http.client
import json
import signal
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import websocket

from tests.serving.conftest import ROOM, Door
from tests.serving.test_metrics import asked, numbers
from tests.support import nginx
from tests.support.cast import a_member
from tests.support.nginx import Front
from tests.support.processes import wait_until

THREADS = 32
FORM = b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 2000\r\n\r\na="


@pytest.fixture
def behind(door: Callable[..., Door], front: Front) -> Door:
    origin = f"https://127.0.0.1:{front.port}"
    return door(THREADS, TOMOSHIBI_ORIGIN=origin, TOMOSHIBI_BEHIND_PROXY="1", TOMOSHIBI_METRICS="1")


@pytest.fixture
def slow(front: Front) -> Iterator[Callable[[bytes], ssl.SSLSocket]]:
    """slow(words) says these through nginx and then nothing."""
    with ExitStack() as lines:

        def say(words: bytes) -> ssl.SSLSocket:
            line = lines.enter_context(trusting().wrap_socket(socket.create_connection(("127.0.0.1", front.port), 20)))
            line.sendall(words)
            return line

        yield say


def trusting() -> ssl.SSLContext:
    made = ssl.create_default_context()
    made.check_hostname, made.verify_mode = False, ssl.CERT_NONE
    return made


def status(front: Front, path: str) -> int:
    connection = http.client.HTTPSConnection("127.0.0.1", front.port, timeout=60, context=trusting())
    try:
        connection.connect()
    except ConnectionResetError:  # nginx itself, still busy with those who were cut off a moment ago
        connection.connect()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def busy(opened: Door) -> float:
    return numbers(asked(f"http://127.0.0.1:{opened.site.port}"))["tomoshibi_threads_busy"]


def test_people_who_send_slowly_keep_no_thread(
    behind: Door, front: Front, slow: Callable[[bytes], ssl.SSLSocket]
) -> None:
    with nginx.serving(front, behind.site.port):
        for _ in range(2 * THREADS):
            slow(FORM)
        assert status(front, "/help") == 200
        wait_until(lambda: busy(behind) == 1, behind.site.process, behind.site.log)  # this question alone


def test_without_the_buffer_they_would_keep_them(
    behind: Door, front: Front, slow: Callable[[bytes], ssl.SSLSocket]
) -> None:
    """The control: the same with one directive changed."""
    with nginx.serving(front, behind.site.port, proxy_request_buffering="proxy_request_buffering off;"):
        for _ in range(THREADS // 4):
            slow(FORM)
        while busy(behind) <= THREADS // 4:
            assert status(front, "/healthz") == 200


def test_people_who_read_slowly_keep_no_thread(
    behind: Door, front: Front, slow: Callable[[bytes], ssl.SSLSocket]
) -> None:
    with nginx.serving(front, behind.site.port):
        for _ in range(2 * THREADS):
            slow(b"GET /help HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert status(front, "/help") == 200
        while busy(behind) > 1:
            assert status(front, "/healthz") == 200


def test_a_room_works_through_it_and_the_numbers_do_not(behind: Door, front: Front) -> None:
    with nginx.serving(front, behind.site.port):
        talk = websocket.create_connection(
            f"wss://127.0.0.1:{front.port}/socket.io/?EIO=4&transport=websocket",
            origin=f"https://127.0.0.1:{front.port}",
            cookie=a_member(behind.app).cookie.replace("light=", "__Host-light=", 1),
            sslopt={"cert_reqs": ssl.CERT_NONE},
            timeout=60,
        )
        talk.recv()
        talk.send("40/chat,")
        assert talk.recv().startswith("40/chat")
        talk.send(f"42/chat,0{json.dumps(['say', {'room': ROOM, 'body': 'こんばんは', 'nonce': 'n'}])}")
        assert '"ok":true' in talk.recv()
        talk.close()
        assert status(front, "/metrics") == 404


def test_during_a_reload_nobody_sees_a_fault(behind: Door, front: Front) -> None:
    with nginx.serving(front, behind.site.port):
        assert behind.site.process
        before = children(behind)
        behind.site.process.send_signal(signal.SIGHUP)
        answers = []
        while before & children(behind):
            answers.append(status(front, "/rooms"))
        answers += [status(front, "/rooms") for _ in range(3)]
    assert set(answers) == {200}


def children(opened: Door) -> set[str]:
    assert opened.site.process
    pid = opened.site.process.pid
    return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
