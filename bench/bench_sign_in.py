"""Do ten people who sign in at once keep anybody else waiting? `make bench` asks; all figures come from one run.

A real server answers a small page over and over, first alone, then while ten sign-ins run side by side; the same again
with as many Argon2 computations at once as there are sign-ins and no stepping back, to see what the arrangement is worth.
"""

import http.client
import os
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.site import Site  # noqa: E402 - the repository has to be found first

SIGN_INS = 10
FOR_SECONDS = 8.0
PAGE = "/me/nothing-here"  # a whole page: recognising, rendering, headers
FULL = {"TOMOSHIBI_ARGON2_MEMORY_KIB": "65536", "TOMOSHIBI_ARGON2_PASSES": "3"}
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
UNBOUND = """
from concurrent.futures import ThreadPoolExecutor
from app.accounts import passphrases
passphrases.ThreadPoolExecutor = lambda *_given: ThreadPoolExecutor(10)
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        site = Site(FULL | {"TOMOSHIBI_DATABASE_URL": f"sqlite:///{home / 'bench.db'}"}, home)
        site.command("migrate")
        print(f"{os.cpu_count()} cores; load before: {os.getloadavg()[0]:.2f}")
        quiet = _measured("alone", site, _nobody)
        bound = _measured(f"while {SIGN_INS} sign in", site, lambda: _signing_in(site))
        (home / "sitecustomize.py").write_text(UNBOUND)
        site.settings["PYTHONPATH"] = f"{home}{os.pathsep}{ROOT}"
        free = _measured(f"while {SIGN_INS} sign in, unbound", site, lambda: _signing_in(site))
    print(f"p99 beside sign-ins / p99 alone: {bound / quiet:.1f}   unbound / alone: {free / quiet:.1f}")


def _measured(name: str, site: Site, load: Callable[[], AbstractContextManager[None]]) -> float:
    site.start()
    try:
        _ask(site, PAGE)
        with load():
            times = sorted(_one(site) for _each in _for_a_while())
    finally:
        site.stop()
    p99 = times[int(len(times) * 0.99)]
    print(f"{name:34} median {statistics.median(times):6.2f} ms   p99 {p99:7.2f} ms   of {len(times)}")
    return p99


def _for_a_while() -> Iterator[None]:
    until = time.monotonic() + FOR_SECONDS
    while time.monotonic() < until:
        time.sleep(0.005)
        yield


def _one(site: Site) -> float:
    begun = time.perf_counter()
    _ask(site, PAGE)
    return (time.perf_counter() - begun) * 1000


def _ask(site: Site, path: str, fields: dict[str, str] | None = None, cookie: str = "") -> tuple[int, str, str]:
    place = f"127.{random.randrange(1, 255)}.{random.randrange(255)}.1"
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60, source_address=(place, 0))
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    line.request("POST" if fields else "GET", path, urlencode(fields or {}), headers)
    answer = line.getresponse()
    body, given = answer.read().decode(), (answer.headers.get("Set-Cookie") or "").partition(";")[0]
    line.close()
    return answer.status, body, given


@contextmanager
def _nobody() -> Iterator[None]:
    yield


@contextmanager
def _signing_in(site: Site) -> Iterator[None]:
    """Ten people, each trying again and again; the limits on tries are told of new places every time."""
    done = threading.Event()
    crowd = [threading.Thread(target=_tries, args=(site, number, done)) for number in range(SIGN_INS)]
    for each in crowd:
        each.start()
    time.sleep(1.0)
    yield
    done.set()
    for each in crowd:
        each.join()


def _tries(site: Site, number: int, done: threading.Event) -> None:
    _status, page, cookie = _ask(site, "/login")
    token = TOKEN.search(page)
    assert token, "the page has a form"
    while not done.is_set():
        fields = {"csrf_token": token[1], "passphrase": f"あさ よる {number}"}
        _ask(site, "/login", fields, cookie)


if __name__ == "__main__":
    main()
