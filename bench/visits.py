"""Many readers asking a server at once, over kept connections, and a bare Flask answer to compare with."""

import http.client
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.processes import free_port, start, stop, wait_until
from tests.support.site import Site, environment

SECONDS = float(os.environ.get("TOMOSHIBI_BENCH_PAGE_SECONDS", "3"))
READERS = 16
PACE = 0.5
BARE = """
from flask import Flask
app = Flask(__name__)
PAGE = "<!doctype html><title>x</title>" + "<p>hello</p>" * 200
@app.get("/")
def page():
    return PAGE
"""


@dataclass(frozen=True)
class Visit:
    """What is asked of whom: the port and process of a server, paths, and the cookie of a member ("" for visitors)."""

    port: int
    process: int
    paths: list[str]
    cookie: str = ""


def paced(visit: Visit) -> list[float]:
    """How long each of many readers waits, who all read at once, at the pace of people."""
    waits: list[float] = []

    def read(number: int) -> None:
        chance = random.Random(number)
        line = http.client.HTTPConnection("127.0.0.1", visit.port, timeout=30)
        until = time.monotonic() + SECONDS
        time.sleep(chance.random() * PACE)
        while time.monotonic() < until:
            begun = time.perf_counter()
            fetch(line, chance.choice(visit.paths), visit.cookie)
            waits.append(time.perf_counter() - begun)
            time.sleep(PACE * (0.5 + chance.random()))
        line.close()

    together(read)
    return waits


def work(visit: Visit) -> float:
    """Seconds of processor time that the server spends on one page while all readers ask as fast as they can."""
    done: list[int] = []

    def read(number: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", visit.port, timeout=60)
        until, asked = time.monotonic() + SECONDS, number
        while time.monotonic() < until:
            fetch(line, visit.paths[asked % len(visit.paths)], visit.cookie)
            asked += READERS + 1
            done.append(1)
        line.close()

    before = spent(visit.process)
    together(read)
    return (spent(visit.process) - before) / len(done)


def together(act: Callable[[int], None]) -> None:
    crowd = [threading.Thread(target=act, args=(number,)) for number in range(READERS)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()


def ask(port: int, path: str, cookie: str) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    fetch(line, path, cookie)
    line.close()


def fetch(line: http.client.HTTPConnection, path: str, cookie: str) -> None:
    line.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = line.getresponse()
    answer.read()
    assert answer.status == 200, (path, answer.status)


def spent(process: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def worker_of(site: Site) -> int:
    """The process that answers: gunicorn's only worker."""
    assert site.process is not None
    return child_of(site.process.pid)


def child_of(parent: int) -> int:
    return int(Path(f"/proc/{parent}/task/{parent}/children").read_text().split()[0])


@contextmanager
def bare(home: Path) -> Iterator[Visit]:
    """The same server with an answer of two kilobytes and nothing else."""
    (home / "bare.py").write_text(BARE)
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "bare:app", "--worker-class", "gthread", "--workers", "1"]
    command += ["--threads", "64", "--log-level", "error", "--bind", f"127.0.0.1:{port}"]
    log = home / "bare.log"
    process: subprocess.Popen[bytes] = start(command, log, cwd=home, env=environment({}))
    try:
        wait_until(lambda: is_there(port), process, log)
        yield Visit(port, child_of(process.pid), ["/"])
    finally:
        stop(process)


def is_there(port: int) -> bool:
    try:
        ask(port, "/", "")
    except OSError:
        return False
    return True


def unlimited(home: Path) -> Path:
    """All readers come from one machine here; the limit that guards the site against one machine would end the measuring."""
    folder = home / "unlimited"
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(
        "from limits.strategies import FixedWindowRateLimiter as Limiter\n"
        "hit = Limiter.hit\n"
        "def counted(self, *given, **named):\n    hit(self, *given, **named)\n    return True\n"
        "Limiter.hit = counted\n"
    )
    return folder
