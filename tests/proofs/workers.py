"""The processes of a server, and ending one of them as a power cut would."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

from tests.support.processes import children
from tests.support.site import Site


def worker(site: Site) -> int:
    """The one that serves; waits for the next where one has just died."""
    assert site.process is not None
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if found := children(site.process.pid):
            return found[0]
        time.sleep(0.01)
    raise AssertionError("the server has no worker")


def processor_seconds(process: int) -> float:
    """What a process has cost so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def kill_worker(site: Site) -> None:
    """kill -9, without goodbye to anyone. The server starts another by itself."""
    gone = worker(site)
    os.kill(gone, signal.SIGKILL)
    while Path(f"/proc/{gone}").exists():
        time.sleep(0.002)


def killing(site: Site, kills: int, lines: int, patience: float) -> Callable[[Callable[[], int]], None]:
    """Kill the worker that many times, spread over the talk, at moments that nobody chose."""

    def meanwhile(acknowledged: Callable[[], int]) -> None:
        until = time.monotonic() + patience
        for each in range(1, kills + 1):
            while acknowledged() < lines * each // (kills + 1) and time.monotonic() < until:
                time.sleep(0.002)
            time.sleep(random.uniform(0, 0.03))
            kill_worker(site)

    return meanwhile
