"""How long pages of the forum take, beside a bare Flask answer and beside what they replace, on SQLite and PostgreSQL.

A page of 50 posts and a page of 50 threads, for a visitor and for a member, asked by 16 readers at once over kept connections:
first at the pace of people (each asks twice a second), which says how long somebody waits, then as fast as they can, which
says how much work a page is (processor time of the server process, as a ratio to the bare answer, which is measured before
and after each line). “Anew” asks for another page each time, more of them than are asked for twice; “kept” for the same one.

Options: --quick (60,000 posts instead of 1,000,000) and --sqlite (one database). TOMOSHIBI_BENCH_PAGE_POSTS says how many
posts there are, TOMOSHIBI_BENCH_PAGE_SECONDS how long each part is measured.
"""

import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.filling import filled  # noqa: E402 - the repository has to be found first
from bench.replaced import cleaned_at_every_read, drawn_at_every_read  # noqa: E402 - the repository has to be found first
from bench.visits import READERS, Visit, ask, bare, paced, unlimited, work, worker_of  # noqa: E402 - the repository has to be found first
from tests.support import postgres  # noqa: E402 - the repository has to be found first
from tests.support.cast import an_app  # noqa: E402 - the repository has to be found first
from tests.support.site import Site  # noqa: E402 - the repository has to be found first

QUICK, MANY = 60_000, 1_000_000
POSTS = int(os.environ.get("TOMOSHIBI_BENCH_PAGE_POSTS", str(QUICK if "--quick" in sys.argv else MANY)))
# Measured once on two cores of the same kind with one core for the server: pages of 50 posts, pages of 50 threads per second.
PEERS = {"NodeBB 4.15.1": (70, 80), "FlaskBB 3.0.0rc5": (21, 49)}


@dataclass(frozen=True)
class Line:
    """What was measured about one page: seconds somebody waits, and seconds of work beside those of the bare answer."""

    name: str
    waits: list[float]
    anew: float
    kept: float
    floor: float


def main() -> None:
    """Both databases, then what it would be without what makes it fast."""
    print(f"pages: {POSTS} posts, {READERS} readers, {os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with bare(home) as floor:
            measure("SQLite", f"sqlite:///{home}/bench.db", home, floor)
            if "--sqlite" not in sys.argv:
                on_postgres(home, floor)
    for name, (posts, threads) in PEERS.items():
        print(
            f"  for comparison, {name} (visitor, one core, measured elsewhere): {posts} pages of 50 posts, {threads} of 50 threads per s"
        )


def on_postgres(home: Path, floor: Visit) -> None:
    try:
        with postgres.server() as server:
            url = postgres.create_database(server, None)
            measure("PostgreSQL", postgres.text(url), home, floor)
            postgres.drop_database(server, str(url.database))
    except postgres.NoPostgres as lacking:
        print(f"PostgreSQL is left out: {lacking}")


def measure(name: str, url: str, home: Path, floor: Visit) -> None:
    """Fill, serve, ask."""
    site = Site({"TOMOSHIBI_DATABASE_URL": url}, home)
    site.command("migrate")
    app = an_app(url)
    began = time.perf_counter()
    forum = filled(app, POSTS)
    print(f"{name}: {POSTS} posts in {time.perf_counter() - began:.0f} s")
    without = {way.__name__: way(app, forum.threads) for way in (cleaned_at_every_read, drawn_at_every_read)}
    app.extensions["tomoshibi_db"].engine.dispose()
    site.settings["PYTHONPATH"] = str(unlimited(home))
    site.start()
    try:
        pages = [f"/threads/{thread}{after}" for thread in forum.threads for after in ("", "?after=50", "?after=100")]
        for who, cookie in (("visitor", ""), ("member", forum.reader.cookie)):
            for what, paths in (("50 posts", pages), ("50 threads", [f"/boards/{board}" for board in forum.boards])):
                line = asked(f"{name}, {who}, {what}", Visit(site.port, worker_of(site), paths, cookie), floor)
                report(line)
                if (who, what) == ("visitor", "50 posts"):
                    beside(line, without)
    finally:
        site.stop()


def asked(name: str, visit: Visit, floor: Visit) -> Line:
    for path in visit.paths[:8]:
        ask(visit.port, path, visit.cookie)
    floors = [work(floor)]
    anew = work(visit)
    floors.append(work(floor))
    kept = work(replace(visit, paths=visit.paths[:1]))
    floors.append(work(floor))
    return Line(name, sorted(paced(visit)), anew, kept, statistics.median(floors))


def report(line: Line) -> None:
    """Waiting at the pace of people, and the work of a page drawn anew and of a kept one."""
    p50, p99 = statistics.median(line.waits) * 1000, line.waits[int(len(line.waits) * 0.99)] * 1000
    print(
        f"  {line.name:34} p50 {p50:5.1f} ms  p99 {p99:5.1f} ms   anew {line.anew * 1000:5.2f} ms = {line.anew / line.floor:4.1f} x bare"
        f"   kept {line.kept * 1000:5.2f} ms = {line.kept / line.floor:4.1f} x bare   ({1 / line.anew:4.0f} and {1 / line.kept:4.0f} per s)"
    )


def beside(line: Line, without: dict[str, float]) -> None:
    """What was taken out of every read, as work of one page."""
    for way, seconds in without.items():
        print(
            f"    {way.replace('_', ' ')}: {seconds * 1000:5.2f} ms more, {seconds / line.anew:4.1f} times the whole page now"
        )


if __name__ == "__main__":
    main()
