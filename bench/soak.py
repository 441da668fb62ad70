"""An evening's load for as long as asked: does the server give back the memory it takes?

Some people talk, leave and come back, others listen and read pages; meanwhile the memory of the server's process (what is
its own, without files) is noted. Said is by how much it grew from the second fifth of the evening to the last, and what that
is per thousand lines: caches fill in the beginning and then stay as large as they are allowed to become.

Use: python bench/soak.py [--minutes 10]
"""

import argparse
import os
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.chat.conftest import a_room  # noqa: E402 - the repository has to be found first
from tests.proofs.crowd import Crowd  # noqa: E402 - the repository has to be found first
from tests.proofs.speakers import Speaker, lines_of  # noqa: E402 - the repository has to be found first
from tests.proofs.workers import worker  # noqa: E402 - the repository has to be found first
from tests.support.cast import Person, a_member, an_app  # noqa: E402 - the repository has to be found first
from tests.support.site import Site, environment, flask_command  # noqa: E402 - the repository has to be found first

ROOM = "yoru"
TALKERS, LISTENERS = 6, 40
STAYS_FOR = 40
PLENTY = 10_000
MEBIBYTE = 1024.0
# What ten minutes may add: fragments of the heap, nothing that grows with what is said.
MOST_PER_THOUSAND = 4.0


@dataclass(frozen=True)
class Sample:
    """The memory of the server (MiB) after so many lines."""

    lines: int
    memory: float


@dataclass(frozen=True)
class Evening:
    """What was noted."""

    samples: list[Sample]
    seconds: float

    @property
    def growth(self) -> float:
        """MiB from the second fifth to the last."""
        fifth = max(1, len(self.samples) // 5)
        early, late = self.samples[fifth : 2 * fifth], self.samples[-fifth:]
        return statistics.median(each.memory for each in late) - statistics.median(each.memory for each in early)

    @property
    def per_thousand_lines(self) -> float:
        return self.growth / max(1, self.samples[-1].lines * 0.7) * 1000

    def said(self) -> str:
        first, last = self.samples[0], self.samples[-1]
        return (
            f"{last.lines} lines in {self.seconds:.0f} s; memory {first.memory:.1f} MiB at first, {last.memory:.1f} at last;"
            f" {self.growth:+.1f} MiB from the second fifth to the last, {self.per_thousand_lines:+.2f} per 1,000 lines"
        )


Over = Callable[[int], bool]


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--minutes", type=float, default=float(os.environ.get("TOMOSHIBI_SOAK_MINUTES", "10")))
    seconds = min(given.parse_args().minutes, 120) * 60
    with tempfile.TemporaryDirectory() as home:
        url = f"sqlite:///{home}/soak.db"
        flask_command(environment({"TOMOSHIBI_DATABASE_URL": url}), "migrate")
        until = time.monotonic() + seconds
        evening = spend(url, Path(home), lambda _lines: time.monotonic() > until)
    print(f"soak: {evening.said()}")
    is_flat = evening.per_thousand_lines <= MOST_PER_THOUSAND
    print("soak: flat" if is_flat else f"soak: more than {MOST_PER_THOUSAND} MiB per 1,000 lines")
    return 0 if is_flat else 1


def spend(url: str, home: Path, is_over: Over, defect: str = "") -> Evening:
    """An evening on a migrated database, until `is_over(lines)`."""
    app = an_app(url)
    a_room(app, ROOM)
    site = Site({"TOMOSHIBI_DATABASE_URL": url, "PROOF_PLANTED": defect}, home)
    site.application, site.threads = "tests.proofs.planted:app", 128
    people = [a_member(app) for _ in range(TALKERS)]
    site.start()
    try:
        return _talk(site, people, is_over)
    finally:
        site.stop()
        app.extensions["tomoshibi_db"].engine.dispose()


def _talk(site: Site, people: list[Person], is_over: Over) -> Evening:
    ended = threading.Event()
    speakers = [Speaker(site, person, ROOM) for person in people]
    crowd = Crowd(site.port, ROOM, [person.cookie for person in people for _ in range(LISTENERS // len(people))])
    acts = [lambda who=who, each=each: _speak(who, each, ended) for who, each in enumerate(speakers)]
    acts += [lambda: crowd.run(ended.is_set, 2 * 3600), lambda: _read(site, people[0], ended)]
    threads = [threading.Thread(target=act, daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    try:
        return _watch(worker(site), speakers, is_over)
    finally:
        ended.set()
        for thread in threads:
            thread.join(30)
        crowd.go()
        for speaker in speakers:
            speaker.go()


def _watch(process: int, speakers: list[Speaker], is_over: Over) -> Evening:
    began, samples = time.monotonic(), []
    while True:
        lines = sum(len(speaker.acknowledged) for speaker in speakers)
        samples.append(Sample(lines, memory_of(process)))
        if is_over(lines):
            return Evening(samples, time.monotonic() - began)
        time.sleep(0.25)


def _speak(who: int, speaker: Speaker, ended: threading.Event) -> None:
    """Lines at the pace of a lively room; every so often the connection is left and made anew."""
    for number, line in enumerate(lines_of(who, PLENTY)):  # at that pace enough for twenty minutes and more
        if ended.wait(0.1):
            return
        speaker.speak([line], time.monotonic() + 30)
        speaker.forget()
        if number % STAYS_FOR == STAYS_FOR - 1:
            speaker.go()


def _read(site: Site, person: Person, ended: threading.Event) -> None:
    """Somebody who reads by refresh."""
    page = urllib.request.Request(f"{site.url}/rooms/{ROOM}", headers={"Cookie": person.cookie})
    while not ended.wait(0.5):
        with urllib.request.urlopen(page, timeout=30) as answer:
            answer.read()


def memory_of(process: int) -> float:
    """MiB that a process holds for itself."""
    said = Path(f"/proc/{process}/status").read_text()
    return int(next(line for line in said.splitlines() if line.startswith("RssAnon")).split()[1]) / MEBIBYTE


if __name__ == "__main__":
    sys.exit(main())
