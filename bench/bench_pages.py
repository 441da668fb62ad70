"""How long pages of the forum take, beside a bare Flask answer in the same run, on SQLite and PostgreSQL.

A page of 50 posts and a page of 50 threads, for a visitor and for a member, asked by 16 readers at once over kept connections:
first at the pace of people (each asks twice a second), which says how long somebody waits, then as fast as they can, which
says how much work a page is (processor time of the server process, as a ratio to the bare answer). “Drawn anew” asks for
another page each time, more of them than are kept; “kept” asks for the same one.
TOMOSHIBI_BENCH_PAGE_POSTS says how many posts there are (60,000 unless told otherwise; the promise is for 1,000,000).
"""

import http.client
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select, text

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app import clock, db  # noqa: E402 - the repository has to be found first
from app.contributions.models import Contribution  # noqa: E402 - the repository has to be found first
from app.forum.models import Board, Reply, Thread  # noqa: E402 - the repository has to be found first
from app.markup import to_html  # noqa: E402 - the repository has to be found first
from tests.support import postgres  # noqa: E402 - the repository has to be found first
from tests.support.cast import Person, a_member, an_app, at_work  # noqa: E402 - the repository has to be found first
from tests.support.processes import free_port, start, stop, wait_until  # noqa: E402 - the repository has to be found first
from tests.support.site import Site, environment  # noqa: E402 - the repository has to be found first

POSTS = int(os.environ.get("TOMOSHIBI_BENCH_PAGE_POSTS", "60000"))
SECONDS = float(os.environ.get("TOMOSHIBI_BENCH_PAGE_SECONDS", "3"))
READERS = 16
PACE = 0.5
PER_THREAD = 200
BOARDS = 12
AT_ONCE = 20_000
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


def main() -> None:
    """The bare answer, then both databases."""
    print(f"pages: {POSTS} posts, {READERS} readers, {os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with bare(home) as (port, process):
            floor = work(Visit(port, process, ["/"]))
        print(f"  bare Flask: {1 / floor:7.0f} pages per second of one core ({floor * 1000:.2f} ms each)")
        measure("SQLite", f"sqlite:///{home}/bench.db", home, floor)
        try:
            with postgres.server() as server:
                url = postgres.create_database(server, None)
                measure("PostgreSQL", postgres.text(url), home, floor)
                postgres.drop_database(server, str(url.database))
        except postgres.NoPostgres as lacking:
            print(f"PostgreSQL is left out: {lacking}")


def measure(name: str, url: str, home: Path, floor: float) -> None:
    """Fill, serve, ask."""
    site = Site({"TOMOSHIBI_DATABASE_URL": url}, home)
    site.command("migrate")
    app = an_app(url)
    began = time.perf_counter()
    member, threads = fill(app)
    print(f"{name}: filled in {time.perf_counter() - began:.0f} s")
    app.extensions["tomoshibi_db"].engine.dispose()
    site.settings["PYTHONPATH"] = str(unlimited(home))
    site.start()
    try:
        pages = [f"/threads/{thread}{after}" for thread in threads for after in ("", "?after=50", "?after=100")]
        boards = [f"/boards/b{number}" for number in range(BOARDS)]
        for who, cookie in (("visitor", ""), ("member", member.cookie)):
            for what, paths in (("50 posts", pages), ("50 threads", boards)):
                report(f"{name}, {who}, {what}", Visit(site.port, worker_of(site), paths, cookie), floor)
    finally:
        site.stop()


def report(name: str, visit: Visit, floor: float) -> None:
    """One line: waiting at the pace of people, and the work of a page drawn anew and of a kept one."""
    for path in visit.paths[:8]:
        ask(visit.port, path, visit.cookie)
    waits = sorted(paced(visit))
    anew, kept = work(visit), work(replace(visit, paths=visit.paths[:1]))
    p50, p99 = statistics.median(waits) * 1000, waits[int(len(waits) * 0.99)] * 1000
    print(
        f"  {name:34} p50 {p50:6.1f} ms  p99 {p99:6.1f} ms   drawn anew {anew * 1000:5.1f} ms = {anew / floor:4.1f} x bare"
        f"   kept {kept * 1000:5.1f} ms = {kept / floor:4.1f} x bare"
    )


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


def together(act: object) -> None:
    crowd = [threading.Thread(target=act, args=(number,)) for number in range(READERS)]  # type: ignore[arg-type]  # a function
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
def bare(home: Path) -> Iterator[tuple[int, int]]:
    """The same server with an answer of two kilobytes and nothing else."""
    (home / "bare.py").write_text(BARE)
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "bare:app", "--worker-class", "gthread", "--workers", "1"]
    command += ["--threads", "64", "--log-level", "error", "--bind", f"127.0.0.1:{port}"]
    log = home / "bare.log"
    process: subprocess.Popen[bytes] = start(command, log, cwd=home, env=environment({}))
    try:
        wait_until(lambda: is_there(port), process, log)
        yield port, child_of(process.pid)
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


def fill(app: object) -> tuple[Person, list[str]]:
    """Boards with threads of 200 replies each, by forty names; the answer is a reader and the threads to read."""
    writers = [a_member(app) for _number in range(40)]  # type: ignore[arg-type]  # an application
    number_of_threads = max(POSTS // (PER_THREAD + 1), 60 * BOARDS // 4)
    per_thread = max(POSTS // number_of_threads - 1, 150)
    with at_work(app):  # type: ignore[arg-type]  # as above
        boards = [
            {
                "slug": f"b{n}",
                "position": n,
                "name_ja": "夜",
                "name_en": "Night",
                "purpose_ja": "夜",
                "purpose_en": "Night",
            }
            for n in range(BOARDS)
        ]
        db.session().add_all(Board(**board) for board in boards)
        db.session().flush()
        places = db.session().scalars(select(Board.id)).all()
    ids = [f"t{number:07}" for number in range(number_of_threads)]
    texts: list[dict[str, object]] = []
    threads: list[dict[str, object]] = []
    replies: list[dict[str, object]] = []
    for number, thread in enumerate(ids):
        texts.append(words(thread, "thread", writers[number % 40], number))
        threads.append(
            {"id": thread, "board_id": places[number % BOARDS], "wants": "listening", "last_seq": per_thread}
            | {"reply_count": per_thread, "stirred_at": texts[-1]["written_at"], "rises": number % 10 == 0}
        )
        for seq in range(1, per_thread + 1):
            reply = f"r{number:06}{seq:05}"
            texts.append(words(reply, "reply", writers[(number + seq) % 40], number + seq))
            replies.append({"id": reply, "thread_id": thread, "seq": seq})
        if len(texts) > AT_ONCE or thread == ids[-1]:
            put(app, texts, threads, replies)
    with app.extensions["tomoshibi_db"].engine.connect() as connection:  # type: ignore[attr-defined]  # as above
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    return a_member(app), ids[: min(len(ids), 400)]  # type: ignore[arg-type]  # as above


def put(app: object, *rows: list[dict[str, object]]) -> None:
    with at_work(app):  # type: ignore[arg-type]  # an application
        for table, some in zip((Contribution, Thread, Reply), rows, strict=True):
            if some:
                db.session().execute(insert(table.__table__), some)
            some.clear()


def words(name: str, kind: str, writer: Person, number: int) -> dict[str, object]:
    """A post of a usual length."""
    body = "きょうも部屋の前にごはんを置きました。朝は起立性調節障害のことで電話がありました。\n\n" * (1 + number % 3)
    return {
        "id": name,
        "kind": kind,
        "mask_id": writer.mask_id,
        "state": "visible",
        "title": f"夜 {number}" if kind == "thread" else "",
        "body": body,
        "html": HTML.setdefault(body, to_html(body.strip())),
        "written_at": clock.now() - timedelta(minutes=number % 40_000),
    }


HTML: dict[str, str] = {}


if __name__ == "__main__":
    main()
