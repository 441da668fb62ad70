"""Many readers at once: a few are let in at a time, in the order in which they came, and nobody is kept out for ever."""

import threading
from concurrent.futures import ThreadPoolExecutor

from app.admission import AT_ONCE, EXTENSION, Admission
from tests.support.cast import an_app

LONG = 60.0


def waiting_line(door: Admission, number: int, arrived: list[int]) -> list[threading.Thread]:
    """So many who come one after the other; each notes when it was let in, and goes."""

    def come(place: int) -> None:
        assert door.enter()
        arrived.append(place)
        door.leave()

    line = []
    for place in range(number):
        line.append(threading.Thread(target=come, args=(place,)))
        line[-1].start()
        while len(door._waiting) <= place:
            threading.Event().wait(0.001)
    return line


def places(door: Admission) -> int:
    """How many could go in at this moment."""
    taken = 0
    while door._free and door.enter():
        taken += 1
    for _each in range(taken):
        door.leave()
    return taken


def test_whoever_asks_first_is_let_in_first() -> None:
    door, arrived = Admission(at_once=1, patience=LONG), list[int]()
    assert door.enter()
    line = waiting_line(door, 6, arrived)
    assert arrived == []
    door.leave()
    for each in line:
        each.join(LONG)
    assert arrived == [0, 1, 2, 3, 4, 5]
    assert places(door) == 1


def test_nobody_waits_for_ever_and_no_place_is_lost() -> None:
    door = Admission(at_once=1, patience=0.01)
    assert door.enter()
    with ThreadPoolExecutor(8) as crowd:
        assert not any(crowd.map(lambda _number: door.enter(), range(24)))
    door.leave()
    assert places(door) == 1


def test_every_page_gives_its_place_back(migrated_database_url: str) -> None:
    """Those that do not exist, those that are refused and those that fail included."""

    app = an_app(migrated_database_url)

    @app.get("/fails")
    def fails() -> str:
        raise ZeroDivisionError

    fails.access = "public"  # type: ignore[attr-defined]  # as the routes of the site say it
    for path in ("/", "/boards", "/nowhere", "/notices", "/fails", "/static/css/base.css"):
        app.test_client().get(path).close()
    assert places(app.extensions[EXTENSION]) == AT_ONCE


def test_help_waits_for_nobody(migrated_database_url: str) -> None:
    app = an_app(migrated_database_url)
    door = app.extensions[EXTENSION] = Admission(at_once=1, patience=LONG)
    assert door.enter()
    with ThreadPoolExecutor(2) as readers:
        page = readers.submit(lambda: app.test_client().get("/boards").status_code)
        assert readers.submit(lambda: app.test_client().get("/help").status_code).result(LONG / 2) == 200
        assert not page.done()
        door.leave()
        assert page.result(LONG) == 200
