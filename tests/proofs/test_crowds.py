"""Five hundred (in the short form a hundred) lose the server in one moment, and all are back within twenty seconds."""

import time

import pytest

from tests.proofs.conftest import IS_LONG, PATIENCE, ROOM, Broken, Ground, broken
from tests.proofs.crowd import Crowd
from tests.proofs.workers import kill_worker, processor_seconds, worker
from tests.support.cast import a_member
from tests.support.promises import kept
from tests.support.site import Site

PEOPLE, WINDOWS = 100 if IS_LONG else 20, 5
SETTLES_WITHIN = 20.0


def crowd_of(ground: Ground, site: Site) -> Crowd:
    """Members with five windows each."""
    cookies = [a_member(ground.app).cookie for _ in range(PEOPLE)]
    return Crowd(site.port, ROOM, cookies * WINDOWS)


def storm(ground: Ground, defect: str = "", patience: float = PATIENCE) -> float:
    """Everybody is inside, the worker dies, and everybody comes back; returns how long that took."""
    site = ground.site(defect, threads=PEOPLE * WINDOWS + 64)
    crowd = crowd_of(ground, site)
    everybody = len(crowd.guests)
    try:
        crowd.run(lambda: crowd.inside() == everybody, PATIENCE)
        broken(crowd.inside() < everybody, f"only {crowd.inside()} came in at all")
        kill_worker(site)
        crowd.run(lambda: crowd.inside() == 0, PATIENCE)
        took = crowd.run(lambda: crowd.inside() == everybody, patience)
        print(
            f"the server worked {processor_seconds(worker(site)):.1f} s for it, the crowd {time.process_time():.1f} s"
        )
        broken(crowd.inside() < everybody, f"only {crowd.inside()} of {everybody} were back after {took:.0f} s")
        _is_calm(crowd, ground, site)
        return took
    finally:
        crowd.go()


def _is_calm(crowd: Crowd, ground: Ground, site: Site) -> None:
    """Back means: one line said now reaches everybody."""
    moments = crowd.listen_for("おかえりなさい")
    speaker, began = ground.speaker(site), time.monotonic()
    speaker.speak(["おかえりなさい"], began + PATIENCE)
    crowd.run(lambda: len(moments) == len(crowd.guests), PATIENCE)
    broken(len(moments) != len(crowd.guests), f"only {len(moments)} heard a line after the return")


def test_all_who_lost_the_server_are_back_within_twenty_seconds(sqlite_ground: Ground) -> None:
    assert kept(SETTLES_WITHIN, lambda: storm(sqlite_ground))


def test_the_proof_sees_a_server_that_greets_one_by_one(sqlite_ground: Ground) -> None:
    with pytest.raises(Broken, match=r"came in at all|were back"):
        storm(sqlite_ground, "greet_one_by_one", SETTLES_WITHIN)
