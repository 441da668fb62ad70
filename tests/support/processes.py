"""Starting programs for a test and ending exactly those again."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PATIENCE = 60.0


def start(command: list[str], log: Path, **options: object) -> "subprocess.Popen[bytes]":
    """Start a program whose words go to a log file."""
    with log.open("ab") as sink:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, **options)  # type: ignore[call-overload]  # options are passed on as they are


def stop(process: "subprocess.Popen[bytes]", with_signal: int = signal.SIGTERM) -> None:
    """End one program by its own process id, firmly if it will not go."""
    if process.poll() is None:
        process.send_signal(with_signal)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait()


def wait_until(ready: Callable[[], bool], process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return once ready() is true; fail with the program's own words if it ends or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            state = "did not become ready" if process.poll() is None else f"ended with {process.returncode}"
            raise RuntimeError(f"{process.args!r} {state}:\n{log.read_text(errors='replace')[-4000:]}")
        time.sleep(0.02)


def free_port() -> int:
    """A loopback port nobody is using at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Does anything accept connections on this loopback port?"""
    with socket.socket() as probe:
        probe.settimeout(PATIENCE)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def children(process: int) -> list[int]:
    """The processes that this one has started."""
    with suppress(FileNotFoundError):
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return []


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
