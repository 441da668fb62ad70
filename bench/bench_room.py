"""The site itself, with moderation, database and fsync on: from sending a line to the moment the last browser has it.

A thousand browsers sit in one room and ten people say five lines a second between them. What is told: p50, p95, p99 of
"send to last delivery", the processor time of the server (and of nginx) per delivery, and of the browsers, which read in
processes of their own. One scenario alone: bench/bench_room.py --only sqlite; all of them otherwise.
TOMOSHIBI_BENCH_BROWSERS (1000) and TOMOSHIBI_BENCH_SECONDS (20) say how much.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.capacity import THREADS_FOR_PAGES  # noqa: E402 - the root must be on the path first
from bench.fanout.speaker import Speakers  # noqa: E402 - as above
from tests.chat.conftest import a_room  # noqa: E402 - as above
from tests.support import nginx, postgres, processes, redis_server  # noqa: E402 - as above
from tests.support.cast import Person, a_member, an_app  # noqa: E402 - as above
from tests.support.processes import answers, start, stop, wait_until  # noqa: E402 - as above
from tests.support.site import Site, environment, flask_command  # noqa: E402 - as above

BROWSERS = int(os.environ.get("TOMOSHIBI_BENCH_BROWSERS", "1000"))
SECONDS = float(os.environ.get("TOMOSHIBI_BENCH_SECONDS", "20"))
PER_SECOND = 5
READERS = 4
SPEAKERS = 10
OF_ONE = 8
ROOM = "yoru"
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Scenario:
    """What stands between people; `twofold`: two processes and Redis."""

    database: str = "sqlite"
    browsers: int = BROWSERS
    twofold: bool = False
    proxied: bool = False


SCENARIOS = {
    "sqlite": Scenario(),
    "postgresql": Scenario("postgresql"),
    "nginx": Scenario(proxied=True),
    "two": Scenario(twofold=True),
    "two-nginx": Scenario(twofold=True, proxied=True),
    "two-postgresql": Scenario("postgresql", twofold=True),
    "full": Scenario(browsers=2 * BROWSERS),
}


def main() -> None:
    processes.PATIENCE = 120.0  # a busy machine starts things slowly; nothing of that is measured
    chosen = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    chosen.add_argument("--only", choices=[*SCENARIOS], action="append")
    for name in chosen.parse_args().only or SCENARIOS:
        with ExitStack() as everything:
            print(f"{name:15}", measure(SCENARIOS[name], everything), flush=True)


def measure(scenario: Scenario, everything: ExitStack) -> str:
    """Everything up, everybody in, lines said, everything down."""
    home = Path(everything.enter_context(tempfile.TemporaryDirectory()))
    url = everything.enter_context(database(scenario.database, home))
    app = an_app(url)
    everything.callback(app.extensions["tomoshibi_db"].engine.dispose)
    a_room(app, ROOM)
    people = [a_member(app) for _ in range(scenario.browsers // OF_ONE)]
    voices = [a_member(app) for _ in range(SPEAKERS)]
    settings = {"TOMOSHIBI_DATABASE_URL": url}
    front = nginx.place(home / "nginx") if scenario.proxied else None
    if front:
        settings |= {"TOMOSHIBI_ORIGIN": f"http://127.0.0.1:{front.port}", "TOMOSHIBI_BEHIND_PROXY": "1"}
    if scenario.twofold:
        settings |= {"TOMOSHIBI_PROCESSES": "2", "TOMOSHIBI_REDIS_URL": everything.enter_context(redis_server.server())}
    site = Site(settings, home, threads=scenario.browsers + SPEAKERS + 4 * THREADS_FOR_PAGES)
    site.start()
    everything.callback(site.stop)
    proxy = everything.enter_context(in_front(front, site)) if front else None
    readers = enter(people, front.port if front else site.port, settings.get("TOMOSHIBI_ORIGIN", site.url))
    everything.callback(lambda: [stop(reader) for reader in readers])
    return talk(
        Speakers(front.port if front else site.port, settings.get("TOMOSHIBI_ORIGIN", site.url), voices, ROOM),
        site,
        proxy,
        readers,
    )


def enter(people: list[Person], port: int, origin: str) -> list["subprocess.Popen[str]"]:
    """The browsers of these people, shared out over reading processes; back when all are inside."""
    command = [sys.executable, str(ROOT / "bench" / "fanout" / "reader.py"), str(port), origin, ROOM]
    readers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(READERS)
    ]
    for number, reader in enumerate(readers):
        assert reader.stdin
        reader.stdin.write("".join(f"{one.cookie}\n" * OF_ONE for one in people[number::READERS]) + "\n")
        reader.stdin.flush()
    for reader in readers:
        assert reader.stdout
        assert reader.stdout.readline() == "in\n"
    return readers


def talk(
    speakers: Speakers, site: Site, proxy: "subprocess.Popen[bytes] | None", readers: list["subprocess.Popen[str]"]
) -> str:
    assert site.process
    speakers.warm_up()
    speakers.be_quiet(3)  # everybody has heard who came in
    before, proxy_before, began = used(site.process.pid), used(proxy.pid) if proxy else 0.0, time.monotonic()
    told = speakers.talk(PER_SECOND, SECONDS)
    seconds = time.monotonic() - began
    server, front = used(site.process.pid) - before, used(proxy.pid) - proxy_before if proxy else 0.0
    heard = []
    for reader in readers:
        reader.terminate()
        assert reader.stdout
        heard.append(json.loads(reader.stdout.readline()))
    return words(told, heard, (server, front, seconds))


def words(told: dict[int, float], heard: list[dict[str, object]], costs: tuple[float, float, float]) -> str:
    """One line about a run. Deliveries that never came would show as a number below the browsers."""
    delays, deliveries = [], 0
    for number, sent in told.items():
        found = [each["heard"][str(number)] for each in heard if str(number) in each["heard"]]  # type: ignore[operator,index]  # JSON
        deliveries += sum(count for count, _last in found)
        delays.append((max(last for _count, last in found) - sent) * 1000)
    delays.sort()
    server, front, seconds = costs
    busiest = max(float(each["used"]) for each in heard) / seconds  # type: ignore[arg-type]  # JSON
    at = lambda share: delays[min(int(len(delays) * share), len(delays) - 1)]
    return (
        f"{len(told)} lines to {deliveries / len(told):.1f} browsers; ms to the last: p50 {statistics.median(delays):.0f}"
        f"  p95 {at(0.95):.0f}  p99 {at(0.99):.0f}  most {delays[-1]:.0f}; µs a delivery: server"
        f" {server / deliveries * 1e6:.1f}, nginx {front / deliveries * 1e6:.1f}; server {server / seconds:.0%} of a core,"
        f" busiest reader at most {busiest:.0%}"
    )


@contextmanager
def database(kind: str, home: Path) -> Iterator[str]:
    """An empty site whose every commit is on disk before it is acknowledged."""
    if kind == "sqlite":
        url = f"sqlite:///{home}/site.db"
        flask_command(environment({"TOMOSHIBI_DATABASE_URL": url}), "migrate")
        yield url
        return
    postgres.HASTE.clear()  # the tests' own server does not wait for a disk; this one does
    with postgres.server() as server:
        url = postgres.text(postgres.create_database(server))
        flask_command(environment({"TOMOSHIBI_DATABASE_URL": url}), "migrate")
        yield url


@contextmanager
def in_front(front: nginx.Front, site: Site) -> Iterator["subprocess.Popen[bytes]"]:
    """nginx with the operators' file, but without TLS, which the readers would have to undo."""
    text = re.sub(r" ssl;", ";", nginx.fitted(front, site.port, {}))
    text = re.sub(r"^.*ssl_.*$", "", text, flags=re.M)
    configuration, log = front.folder / "nginx.conf", front.folder / "said.log"
    configuration.write_text(text)
    process = start([nginx.program(), "-p", str(front.folder), "-c", str(configuration), "-g", "daemon off;"], log)
    try:
        wait_until(lambda: answers(front.port), process, log)
        yield process
    finally:
        stop(process)


def used(pid: int) -> float:
    """Processor seconds of a process and its children so far."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK + sum(used(int(child)) for child in children)


if __name__ == "__main__":
    main()
