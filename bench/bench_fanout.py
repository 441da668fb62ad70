"""One announcement to many: processor time per delivered message, beside stock Flask-SocketIO, Socket.IO on Node.js and picows.

All servers of a round are up together and take turns, so that a noisy machine is noisy to all of them. The server has one
core to itself, the crowd another; what counts is the ratio within a round, and of those the median.
One crowd alone: --only 1000; two processes with Redis alone: --only two. bench_room.py measures the site itself.
TOMOSHIBI_BENCH_CROWDS (100,500,1000,2000), TOMOSHIBI_BENCH_ROUNDS (5) and TOMOSHIBI_BENCH_SECONDS (2) say how much.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.fanout.crowd import Crowd, Told  # noqa: E402 - the root must be on the path first
from tests.support import redis_server  # noqa: E402 - as above
from tests.support.processes import answers, free_port  # noqa: E402 - as above

HERE = ROOT / "bench" / "fanout"
CROWDS = [int(each) for each in os.environ.get("TOMOSHIBI_BENCH_CROWDS", "100,500,1000,2000").split(",")]
ROUNDS = int(os.environ.get("TOMOSHIBI_BENCH_ROUNDS", "5"))
SECONDS = float(os.environ.get("TOMOSHIBI_BENCH_SECONDS", "2"))
TICK = os.sysconf("SC_CLK_TCK")
MESSAGE = '{"mask":"ひなたのねこ","body":"' + "きょうは、いっしょに夕ごはんを食べられました。" + '","seq":123456}'
STOCK_COPES_WITH = 500
SERVER_CORE, CROWD_CORE = 0, (os.cpu_count() or 2) - 1


@dataclass
class Server:
    """One server under test, with its crowd."""

    name: str
    processes: list["subprocess.Popen[bytes]"]
    crowd: Crowd

    def used(self) -> float:
        """Processor seconds of the server's processes and their children so far."""
        return sum(_ticks(pid) for process in self.processes for pid in _family(process.pid)) / TICK


def main() -> None:
    named = [*map(str, CROWDS), "two"]
    chosen = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    chosen.add_argument("--only", choices=named, action="append", help="one crowd, or two processes with Redis")
    only = chosen.parse_args().only or named
    os.sched_setaffinity(0, {CROWD_CORE})
    _allow_many_files()
    for number in [each for each in CROWDS if str(each) in only]:
        names = ["ours", "node", "picows"] + (["stock"] if number <= STOCK_COPES_WITH else [])
        with _standing(names, number) as servers:
            _saturated(servers, number)
            if number == 1000:
                _evenly(servers, number, per_second=20)
    if "two" in only:
        with _standing(["ours", "ours, two processes"], 500) as servers:
            _compare("two processes and Redis / one", servers, "ours, two processes", "ours")


def _saturated(servers: dict[str, Server], number: int) -> None:
    costs: dict[str, list[float]] = {name: [] for name in servers}
    own: list[float] = []
    present = dict(servers)
    for _ in range(ROUNDS):
        for name in servers:
            _breathe(present)
            if name in present and (cost := _cost(present, name)):
                costs[name].append(cost[0])
                own.append(cost[1].own / cost[1].seconds)
    print(
        f"\n{number} browsers in one room, as fast as it goes: µs of processor time per delivered message (median; ratio in the same round)"
    )
    for name, each in ((name, each) for name, each in costs.items() if each):
        ratios = [mine / theirs for mine, theirs in zip(costs["ours"], each, strict=False)]
        print(f"  {name:8} {statistics.median(each):7.2f}   ours / it: {_spread(ratios)}")
    print(f"  the crowd itself used {statistics.median(own):.0%} of its core")


def _evenly(servers: dict[str, Server], number: int, per_second: float) -> None:
    print(f"\n{number} browsers, {per_second:g} messages a second: ms until each browser has it (median of the rounds)")
    found: dict[str, list[tuple[float, float]]] = {"ours": [], "node": []}
    for _ in range(ROUNDS):
        for name, each in found.items():
            _breathe(servers)
            delays = sorted(servers[name].crowd.at_a_rate(MESSAGE, per_second, SECONDS * 2).delays)
            each.append((delays[len(delays) // 2], delays[int(len(delays) * 0.99)]))
    for name, each in found.items():
        p50, p99 = (statistics.median(times) for times in zip(*each, strict=True))
        print(f"  {name:8} p50 {p50:6.1f}   p99 {p99:6.1f}")
    ratios = [mine[1] / theirs[1] for mine, theirs in zip(found["ours"], found["node"], strict=True)]
    print(f"  p99, ours / node in the same round: {_spread(ratios)}")


def _compare(title: str, servers: dict[str, Server], first: str, second: str) -> None:
    ratios = []
    for _ in range(ROUNDS):
        _breathe(servers)
        mine = _cost(servers, first)
        _breathe(servers)
        theirs = _cost(servers, second)
        if mine and theirs:
            ratios.append(mine[0] / theirs[0])
    print(f"\n{title}: {_spread(ratios)}")


def _spread(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.2f}  ({min(ratios):.2f} to {max(ratios):.2f})"


def _breathe(servers: dict[str, Server]) -> None:
    for name, server in [*servers.items()]:
        try:
            server.crowd.settle()
        except ConnectionError:
            _leave_out(servers, name)


def _cost(servers: dict[str, Server], name: str) -> tuple[float, Told] | None:
    server = servers[name]
    before = server.used()
    try:
        told = server.crowd.saturate(MESSAGE, SECONDS)
        if told.delivered:
            return (server.used() - before) / told.delivered * 1e6, told
    except ConnectionError:
        pass
    _leave_out(servers, name)
    return None


def _leave_out(servers: dict[str, Server], name: str) -> None:
    """A server that hangs up on its crowd or falls silent (stock does under this load) takes no part any more; ours must not."""
    if name.startswith("ours"):
        raise SystemExit(f"{name} has hung up on its crowd, or fallen silent")
    print(f"  {name} has hung up on its crowd, or fallen silent, and is left out from here on")
    del servers[name]


@contextmanager
def _standing(names: list[str], number: int) -> Iterator[dict[str, Server]]:
    """All servers up, each with its crowd inside; down again afterwards, by their process numbers."""
    servers: dict[str, Server] = {}
    try:
        for name in names:
            servers[name] = _start(name, number)
            _breathe(servers)
        yield servers
    finally:
        for server in servers.values():
            server.crowd.leave()
            for process in server.processes:
                process.terminate()
                process.wait(20)


def _start(name: str, number: int) -> Server:
    if name == "ours, two processes":
        return _start_two(number)
    port = free_port()
    process = _run(_command(name, port, number), port)
    return Server(name, [process], Crowd([port], number, is_raw=name == "picows"))


def _start_two(number: int) -> Server:
    bell, ports = free_port(), (free_port(), free_port())
    words = [
        str(redis_server.program()),
        "--port",
        str(bell),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--logfile",
        "/dev/null",
    ]
    processes = [_run(words, bell)]
    shared = {"BENCH_REDIS": f"redis://127.0.0.1:{bell}/0"}
    processes += [_run(_command("ours", port, number), port, **shared) for port in ports]
    time.sleep(1)
    return Server("ours, two processes", processes, Crowd(list(ports), number))


def _command(name: str, port: int, number: int) -> list[str]:
    if name == "node":
        return ["node", str(HERE / "node.mjs")]
    if name == "picows":
        return [sys.executable, str(HERE / "raw.py")]
    module = {"ours": "bench.fanout.ours:app", "stock": "bench.fanout.stock:app"}[name]
    threads = ["--threads", str(number + 16), "--worker-connections", str(number + 64)]
    serving = [
        "--worker-class",
        "gthread",
        "--workers",
        "1",
        *threads,
        "--log-level",
        "error",
        "--graceful-timeout",
        "1",
    ]
    return [sys.executable, "-m", "gunicorn", module, "--bind", f"127.0.0.1:{port}", *serving]


def _run(command: list[str], port: int, **more: str) -> "subprocess.Popen[bytes]":
    surroundings = os.environ | {"BENCH_PORT": str(port)} | more
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=surroundings,
        stdout=subprocess.DEVNULL,
    )
    os.sched_setaffinity(process.pid, {SERVER_CORE})
    until = time.monotonic() + 30
    while not answers(port):
        if process.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"{command} does not come up")
        time.sleep(0.05)
    return process


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return 0
    return int(fields[11]) + int(fields[12])


def _family(pid: int) -> list[int]:
    try:
        children = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return [pid]
    return [pid, *(each for child in children for each in _family(child))]


def _allow_many_files() -> None:
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    main()
