"""Redis and PostgreSQL go and come back: whoever sits in a room has everything, and nothing acknowledged is gone."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis

from tests.proofs.conftest import IS_LONG, PATIENCE, Broken, Ground, broken, check, kept, talk
from tests.proofs.speakers import Speaker, lines_of
from tests.support import postgres, promises
from tests.support.bell import Bell

AWAY = 10.0
COMPLETE_WITHIN = 5.0
DEATHS = 10 if IS_LONG else 5


@pytest.fixture
def bell(tmp_path: Path) -> Iterator[Bell]:
    made = Bell(tmp_path).start()
    yield made
    made.stop()


def people_on_two_servers(ground: Ground, bell: Bell) -> list[Speaker]:
    sites = [ground.site(TOMOSHIBI_REDIS_URL=bell.url) for _ in range(2)]
    people = [ground.speaker(site) for site in sites for _ in range(2)]
    for person in people:
        person.catch_up(time.monotonic() + PATIENCE)
    return people


def evening_without_bell(ground: Ground, bell: Bell, away: float) -> float:
    """Everybody goes on talking while Redis is away; returns how long it took until they had everything after."""
    people, before = ground.speakers, len(kept(ground.app)) // len(ground.speakers)
    redis.Redis.from_url(bell.url).flushall()
    until = time.monotonic() + away
    bell.stop()
    talking = [
        threading.Thread(target=_pace, args=(person, lines_of(who, before + 10)[before:], until))
        for who, person in enumerate(people)
    ]
    for thread in talking:
        thread.start()
    for thread in talking:
        thread.join()
    bell.start()
    redis.Redis.from_url(bell.url).flushall()
    last = kept(ground.app)[-1][1]
    began = time.monotonic()
    took = [person.wait_for(last, PATIENCE) for person in people]
    seconds = time.monotonic() - began
    broken(None in took, f"somebody has not everything after {PATIENCE} s: {took}")
    check(ground, before + 10)
    return seconds


def _pace(person: Speaker, lines: list[str], until: float) -> None:
    """One line after the other for as long as the bell is away."""
    pause = max(0.0, until - time.monotonic()) / len(lines)
    for line in lines:
        person.speak([line], time.monotonic() + PATIENCE)
        time.sleep(pause)


def test_after_ten_seconds_without_redis_everybody_on_two_servers_has_everything(
    postgres_ground: Ground, bell: Bell
) -> None:
    people_on_two_servers(postgres_ground, bell)
    assert promises.kept(COMPLETE_WITHIN, lambda: evening_without_bell(postgres_ground, bell, AWAY))


def evening_of_a_listener(ground: Ground, bell: Bell, defect: str = "", patience: float = PATIENCE) -> None:
    """One sits silent on a server where nobody speaks, so that no number is seen to be left out: only the server can tell."""
    sites = [ground.site(defect, TOMOSHIBI_REDIS_URL=bell.url) for _ in range(2)]
    speaker, listener = (ground.speaker(site) for site in sites)
    for person in (speaker, listener):
        person.catch_up(time.monotonic() + PATIENCE)
    bell.stop()
    speaker.speak(lines_of(0, 3), time.monotonic() + PATIENCE)
    bell.start()
    lines = kept(ground.app)
    broken(listener.wait_for(lines[-1][1], patience) is None, "a listener has not everything")
    broken(listener.heard.bodies() != [body for body, _seq, _key in lines], "a listener has something else")


def test_who_only_listens_has_what_was_said_on_another_server_while_redis_was_away(
    sqlite_ground: Ground, bell: Bell
) -> None:
    evening_of_a_listener(sqlite_ground, bell)


def test_the_proof_sees_servers_that_never_look_for_themselves(sqlite_ground: Ground, bell: Bell) -> None:
    with pytest.raises(Broken, match="a listener has not everything"):
        evening_of_a_listener(sqlite_ground, bell, "ring_once", 2 * COMPLETE_WITHIN)


def dying(cluster: postgres.Cluster, deaths: int, lines: int) -> Callable[[Callable[[], int]], None]:
    """Kill the database that many times, spread over the talk, and start it again each time."""

    def meanwhile(acknowledged: Callable[[], int]) -> None:
        until = time.monotonic() + 300
        for each in range(1, deaths + 1):
            while acknowledged() < lines * each // (deaths + 1) and time.monotonic() < until:
                time.sleep(0.002)
            cluster.kill()
            cluster.start()

    return meanwhile


def evening_with_deaths(ground: Ground, cluster: postgres.Cluster, defect: str = "") -> None:
    each = DEATHS * 12
    site = ground.site(defect)
    talk([ground.speaker(site) for _ in range(3)], each, dying(cluster, DEATHS, each * 3), 300.0)
    # Connections that died with the server are nobody's any more.
    ground.app.extensions["tomoshibi_db"].engine.dispose()
    check(ground, each)


def test_everything_acknowledged_is_there_after_postgresql_was_killed_again_and_again(
    safe_ground: Ground, cluster: postgres.Cluster
) -> None:
    evening_with_deaths(safe_ground, cluster)


def test_the_proof_sees_an_answer_that_did_not_wait_for_postgresql(
    safe_ground: Ground, cluster: postgres.Cluster
) -> None:
    with pytest.raises(Broken, match="acknowledged and lost"):
        evening_with_deaths(safe_ground, cluster, "answer_before_commit")
