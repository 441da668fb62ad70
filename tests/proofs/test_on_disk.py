"""What is acknowledged is on disk: the kernel is watched while lines are said, and asked when it wrote what."""

import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from app import examination
from tests.proofs.conftest import Broken, Ground, broken
from tests.support import postgres
from tests.support.cast import an_app
from tests.support.talkers import Talker

LINES = 8
WRITTEN = re.compile(r"^(\d+\.\d+) f(?:data)?sync\(\d+<([^>]*)>\)\s+= 0 <(\d+\.\d+)>", re.M)


@pytest.fixture
def watch(tmp_path_factory: pytest.TempPathFactory) -> "Watch":
    """strace, where it may look on."""
    made = Watch(tmp_path_factory.mktemp("watch"))
    if not made.can_look():
        pytest.skip("no strace, or it may not look on here (on Debian: apt-get install strace)")
    return made


class Watch:
    """Writes down every moment at which the kernel said that a file is on disk, one file per thread."""

    def __init__(self, home: Path) -> None:
        self._home = home
        for each in (home, *list(home.parents)[:-2]):
            each.chmod(each.stat().st_mode | 0o011)
        home.chmod(0o777)  # PostgreSQL writes here as nobody

    def command(self) -> list[str]:
        """What a program is started under; the program stays the one we started."""
        words = "strace -D -ff --seccomp-bpf -qq -y -ttt -T -e trace=fsync,fdatasync -e signal=none -o"
        return [*words.split(), str(self._home / "seen")]

    def can_look(self) -> bool:
        if shutil.which("strace") is None:
            return False
        return subprocess.run([*self.command(), "true"], capture_output=True, check=False).returncode == 0

    def writes(self, of: str) -> list[float]:
        """When a file whose path holds these letters was on disk."""
        said = "\n".join(each.read_text(errors="replace") for each in self._home.glob("seen*"))
        return [float(at) + float(took) for at, path, took in WRITTEN.findall(said) if of in path]


def says_lines(ground: Ground, watch: Watch, log: str) -> None:
    """Between the sending of a line and its acknowledgement, the log of the database has reached the disk."""
    speaker = Talker(ground.sites[0], ground.speaker(ground.sites[0]).person, "yoru")
    assert speaker.enter()["ok"]
    spans = []
    for number in range(LINES):
        began = time.time()
        assert speaker.say(f"{'あ' * number}ね")["ok"]
        spans.append((began, time.time()))
    speaker.go()
    writes = watch.writes(log)
    without = [span for span in spans if not any(span[0] < at <= span[1] for at in writes)]
    broken(bool(without), f"{len(without)} of {LINES} lines were acknowledged before they were on disk")


@pytest.mark.optional
def test_on_sqlite_the_log_is_on_disk_before_every_answer(sqlite_ground: Ground, watch: Watch) -> None:
    sqlite_ground.under = watch.command()
    sqlite_ground.site()
    says_lines(sqlite_ground, watch, "site.db-wal")


@pytest.mark.optional
@pytest.mark.parametrize("defect", ["write_without_disk", "answer_before_commit"])
def test_the_proof_sees_what_does_not_wait_on_sqlite(sqlite_ground: Ground, watch: Watch, defect: str) -> None:
    sqlite_ground.under = watch.command()
    sqlite_ground.site(defect)
    with pytest.raises(Broken, match="before they were on disk"):
        says_lines(sqlite_ground, watch, "site.db")


@pytest.mark.optional
@pytest.mark.parametrize("defect", ["", "write_without_disk"])
def test_on_postgresql_the_log_is_on_disk_before_every_answer_and_the_proof_sees_when_it_is_not(
    cluster: postgres.Cluster, safe_ground: Ground, watch: Watch, defect: str
) -> None:
    safe_ground.app.extensions["tomoshibi_db"].engine.dispose()
    cluster.stop()
    cluster.start(under=watch.command())
    safe_ground.site(defect)
    if not defect:
        says_lines(safe_ground, watch, "pg_wal")
        return
    with pytest.raises(Broken, match="before they were on disk"):
        says_lines(safe_ground, watch, "pg_wal")


def test_every_connection_to_sqlite_waits_for_the_disk(sqlite_ground: Ground) -> None:
    """What the watch shows for some lines holds for all: FULL in WAL mode is one fsync for each commit."""
    with sqlite_ground.app.extensions["tomoshibi_db"].engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2


def test_the_doctor_finds_a_postgresql_that_does_not_wait_for_its_disk(
    safe_ground: Ground, postgres_ground: Ground
) -> None:
    """That of the tests is in a hurry; the other is as PostgreSQL comes."""
    assert not list(examination.of_keeping(safe_ground.app))
    hasty = " ".join(examination.of_keeping(postgres_ground.app))
    assert all(name in hasty for name in ("fsync=off", "synchronous_commit=off", "full_page_writes=off"))
    assert not list(examination.of_keeping(an_app("postgresql+psycopg://nobody@127.0.0.1:1/nothing")))
