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
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
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
    for _ in range(ROUNDS):
        for name, each in costs.items():
            _breathe(servers)
            if name in servers and (cost := _cost(servers, name)):
                each.append(cost[0])
                own.append(cost[1].own / cost[1].seconds)
    print(
        f"\n{number} browsers in one room, as fast as it goes: µs of processor time per delivered message (median; ratio in the same round)"
    )
    for name, each in costs.items():
        if each:
            # Not strict: one that was left out has the first rounds alone, and is compared with ours in those.
            ratios = [mine / theirs for mine, theirs in zip(costs["ours"], each, strict=False)]
            print(f"  {name:8} {statistics.median(each):7.2f}   ours / it: {_spread(ratios)}")
    print(f"  the crowd itself used {statistics.median(own):.0%} of its core")


def _evenly(servers: dict[str, Server], number: int, per_second: float) -> None:
    print(f"\n{number} browsers, {per_second:g} messages a second: ms until each browser has it (median of the rounds)")
    found: dict[str, list[tuple[float, float]]] = {"ours": [], "node": []}
    at_a_rate = lambda crowd: crowd.at_a_rate(MESSAGE, per_second, SECONDS * 2)
    for _ in range(ROUNDS):
        for name, each in found.items():
            _breathe(servers)
            if name in servers and (told := _told(servers, name, at_a_rate)):
                delays = sorted(told.delays)
                each.append((delays[len(delays) // 2], delays[int(len(delays) * 0.99)]))
    _tell_delays(found)


def _tell_delays(found: dict[str, list[tuple[float, float]]]) -> None:
    for name, each in found.items():
        if not each:
            print(f"  {name:8} was left out, and has no times")
            continue
        p50, p99 = (statistics.median(times) for times in zip(*each, strict=True))
        print(f"  {name:8} p50 {p50:6.1f}   p99 {p99:6.1f}")
    # Not strict, as above.
    if ratios := [mine[1] / theirs[1] for mine, theirs in zip(found["ours"], found["node"], strict=False)]:
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
    told = _told(servers, name, lambda crowd: crowd.saturate(MESSAGE, SECONDS))
    return ((server.used() - before) / told.delivered * 1e6, told) if told else None


def _told(servers: dict[str, Server], name: str, tell: Callable[[Crowd], Told]) -> Told | None:
    """What its crowd was told; None where that was nothing, and from then on the server is left out."""
    try:
        if (told := tell(servers[name].crowd)).delivered:
            return told
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
    """All servers up, each with its crowd inside; down again afterwards, those left out meanwhile as well."""
    with ExitStack() as up:
        servers: dict[str, Server] = {}
        for name in names:
            servers[name] = _start(name, number, up)
            _breathe(servers)
        yield servers


def _start(name: str, number: int, up: ExitStack) -> Server:
    if name == "ours, two processes":
        return _start_two(number, up)
    port = free_port()
    process = _run(_command(name, port, number), port, up)
    return Server(name, [process], _crowd([port], number, up, is_raw=name == "picows"))


def _start_two(number: int, up: ExitStack) -> Server:
    bell, ports = free_port(), [free_port(), free_port()]
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
    processes = [_run(words, bell, up)]
    shared = {"BENCH_REDIS": f"redis://127.0.0.1:{bell}/0"}
    processes += [_run(_command("ours", port, number), port, up, **shared) for port in ports]
    time.sleep(1)
    return Server("ours, two processes", processes, _crowd(ports, number, up))


def _crowd(ports: list[int], number: int, up: ExitStack, *, is_raw: bool = False) -> Crowd:
    crowd = Crowd(ports, number, is_raw=is_raw)
    up.callback(crowd.leave)
    return crowd


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


def _run(command: list[str], port: int, up: ExitStack, **more: str) -> "subprocess.Popen[bytes]":
    surroundings = os.environ | {"BENCH_PORT": str(port)} | more
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=surroundings,
        stdout=subprocess.DEVNULL,
    )
    up.callback(_stop, process)
    os.sched_setaffinity(process.pid, {SERVER_CORE})
    until = time.monotonic() + 30
    while not answers(port):
        if process.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"{command} does not come up")
        time.sleep(0.05)
    return process


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


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
