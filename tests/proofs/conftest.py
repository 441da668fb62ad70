"""Where proofs are made: a real server, shipped or with a planted defect, people who speak, and a watch on both."""

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import db
from app.chat.models import Message
from tests.chat.conftest import a_room
from tests.proofs.speakers import Speaker, lines_of
from tests.support import postgres
from tests.support.cast import a_member, an_app, looking
from tests.support.databases import MakeDatabase
from tests.support.site import Site, environment, flask_command

ROOM = "yoru"
IS_LONG = os.environ.get("TOMOSHIBI_PROOFS", "") == "long"
PLANTED = "tests.proofs.planted:app"
PATIENCE = 60.0


class Broken(AssertionError):
    """A promise was not kept."""


@dataclass
class Ground:
    """A database, servers on it, and everybody who speaks there."""

    app: Flask
    url: str
    home: Path
    sites: list[Site] = field(default_factory=list)
    speakers: list[Speaker] = field(default_factory=list)
    under: list[str] = field(default_factory=list)

    def site(self, defect: str = "", dies: str = "", threads: int = 64, **settings: str) -> Site:
        """A server of the proofs: without a defect it is the shipped one, with limits for people set aside."""
        given = {"TOMOSHIBI_DATABASE_URL": self.url, "PROOF_PLANTED": defect} | settings
        if dies:
            given["PROOF_DIES"] = f"{self.home / 'died'}|{dies}"
        site = Site(given, self.home)
        site.application, site.threads, site.under = PLANTED, threads, self.under
        self.sites.append(site)
        return site.start()

    def speaker(self, site: Site) -> Speaker:
        self.speakers.append(Speaker(site, a_member(self.app), ROOM))
        return self.speakers[-1]

    def await_deaths(self, number: int) -> None:
        """Return once that many processes have killed themselves where they were asked to."""
        until = time.monotonic() + PATIENCE
        while len(list(self.home.glob("died-*"))) < number:
            assert time.monotonic() < until, "every death happens"
            time.sleep(0.01)

    def end(self) -> None:
        for speaker in self.speakers:
            speaker.go()
        for site in self.sites:
            site.stop()
            print(f"--- {site.url}\n{site.log.read_text(errors='replace')[-3000:]}")  # shown if the proof failed


@pytest.fixture
def ground(migrated_database_url: str, tmp_path: Path) -> Iterator[Ground]:
    """On SQLite, and on PostgreSQL."""
    yield from _ground(migrated_database_url, tmp_path)


@pytest.fixture
def sqlite_ground(sqlite_url: str, tmp_path: Path) -> Iterator[Ground]:
    """On SQLite alone, where the kind of database does not matter."""
    yield from _ground(sqlite_url, tmp_path)


@pytest.fixture
def postgres_ground(make_migrated_database: MakeDatabase, tmp_path: Path) -> Iterator[Ground]:
    """On PostgreSQL alone."""
    with make_migrated_database("postgresql") as url:
        yield from _ground(url, tmp_path)


@pytest.fixture
def cluster() -> Iterator[postgres.Cluster]:
    """A PostgreSQL as an operator has it: with everything that makes it safe."""
    home = Path(tempfile.mkdtemp(prefix="tomoshibi-pg-"))
    try:
        made = postgres.Cluster(home).start()
    except postgres.NoPostgres as lacking:
        pytest.skip(str(lacking))
    yield made
    made.stop()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def safe_ground(cluster: postgres.Cluster, tmp_path: Path) -> Iterator[Ground]:
    """On that PostgreSQL."""
    url = postgres.text(postgres.create_database(cluster.url))
    flask_command(environment({"TOMOSHIBI_DATABASE_URL": url}), "migrate")
    yield from _ground(url, tmp_path)


def _ground(url: str, home: Path) -> Iterator[Ground]:
    app = an_app(url)
    a_room(app, ROOM)
    made = Ground(app, url, home)
    yield made
    made.end()
    app.extensions["tomoshibi_db"].engine.dispose()


def talk(speakers: list[Speaker], each: int, meanwhile: Callable[[Callable[[], int]], None], patience: float) -> None:
    """Let everybody say that many lines while something happens to the server; then everybody looks once more."""
    until = time.monotonic() + patience
    talking = [
        threading.Thread(target=speaker.speak, args=(lines_of(who, each), until), daemon=True)
        for who, speaker in enumerate(speakers)
    ]
    for thread in talking:
        thread.start()
    meanwhile(lambda: sum(len(speaker.acknowledged) for speaker in speakers))
    for thread in talking:
        thread.join(patience)
    for speaker in speakers:
        speaker.catch_up(time.monotonic() + PATIENCE)


def check(ground: Ground, each: int) -> None:
    """Nothing acknowledged is lost, nothing stands twice, and everybody sees the same in the same order."""
    speakers, rows = ground.speakers, kept(ground.app)
    bodies = [body for body, _seq, _key in rows]
    said = {body for speaker in speakers for body in speaker.acknowledged}
    broken(len(said) != each * len(speakers), f"only {len(said)} lines were acknowledged")
    broken(not said <= set(bodies), f"acknowledged and lost: {sorted(said - set(bodies))[:5]}")
    broken(len(bodies) != len(set(bodies)), "lines stand twice in the database")
    broken([seq for _body, seq, _key in rows] != list(range(1, len(rows) + 1)), "numbers are missing or double")
    keys = {body: key for body, _seq, key in rows}
    for who, speaker in enumerate(speakers):
        wrong = [body for body, answer in speaker.acknowledged.items() if answer["id"] not in {keys[body], None}]
        broken(bool(wrong), f"{who} was told of another line than the one that stands: {wrong[:5]}")
        broken(bool(speaker.heard.twice), f"{who} saw two lines at one number: {speaker.heard.twice[:5]}")
        shown = speaker.heard.bodies()
        broken(shown != bodies, f"{who} sees {len(shown)} lines of {len(bodies)}, or another order")


def kept(app: Flask) -> list[tuple[str, int, str]]:
    """Every line of the room in its order."""
    with looking(app):
        rows = db.session().execute(select(Message.body, Message.seq, Message.id).order_by(Message.seq))
        return [(body, seq, key) for body, seq, key in rows]


def broken(is_broken: bool, how: str) -> None:
    if is_broken:
        raise Broken(how)
