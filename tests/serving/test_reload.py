"""A reload while people talk: no line that was acknowledged is lost, none is doubled, and everybody returns, one by one."""

import os
import signal
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import socketio
import websocket

from app import db
from app.chat.models import Message
from app.realtime.parting import APART
from tests.serving.conftest import ROOM, Door
from tests.support.cast import Person, a_member, an_app, looking
from tests.support.promises import kept
from tests.support.site import Site
from tests.support.talkers import Talker

WORDS = "雨 窓 朝 夕ごはん お茶 ねこ 本 音楽 散歩 洗濯 毛布 月 星 電車 庭".split()
LINES = len(WORDS)
WINDOWS = 40
BREATH = 0.05


class Speaker(threading.Thread):
    """Says one line after the other; what was not acknowledged is said again with the same mark, as the page does."""

    def __init__(self, door: Door, person: Person) -> None:
        super().__init__(daemon=True)
        self.door, self.person = door, person
        self.acknowledged: list[str] = []
        self.returned = 0
        self.has_begun = threading.Event()

    def run(self) -> None:
        waiting = [(str(uuid.uuid4()), word) for word in WORDS]
        while waiting:
            talker = None
            try:
                talker = Talker(self.door.site, self.person, ROOM)
                talker.enter()
                while waiting:
                    if len(waiting) == 1 and not self.returned:
                        assert talker.is_cut_off(), "the last line is for the way back"
                    mark, word = waiting[0]
                    answer = talker.say(f"きょうは{word}のことを考えていました。", nonce=mark)
                    assert answer["ok"], answer
                    self.acknowledged.append(waiting.pop(0)[0])
                    self.has_begun.set()
                    time.sleep(BREATH)
            except (OSError, socketio.exceptions.SocketIOError, websocket.WebSocketException):
                self.returned += 1
            if talker:
                talker.go()


def workers(door: Door) -> set[str]:
    assert door.site.process
    return children(door.site.process.pid)


def children(pid: int) -> set[str]:
    return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def lines(door: Door) -> list[str]:
    with looking(door.app):
        return [line.nonce or "" for line in db.session().query(Message)]


def test_a_reload_loses_nothing_and_doubles_nothing(door: Callable[..., Door]) -> None:
    opened = door(threads=96)
    people = [a_member(opened.app) for _ in range(WINDOWS // 8)]
    windows = [opened.knock(people[number % len(people)]) for number in range(WINDOWS)]
    speakers = [Speaker(opened, a_member(opened.app)) for _ in range(3)]
    before = workers(opened)
    for speaker in speakers:
        speaker.start()
    for speaker in speakers:
        assert speaker.has_begun.wait(60)
    ended = Endings(windows)
    assert opened.site.process
    opened.site.process.send_signal(signal.SIGHUP)
    for speaker in speakers:
        speaker.join(120)
        assert not speaker.is_alive()
        assert speaker.returned, "the reload reached this one in the middle"
    told = [mark for speaker in speakers for mark in speaker.acknowledged]
    assert len(told) == 3 * LINES
    assert sorted(lines(opened)) == sorted(told)
    assert len(ended.wait()) == WINDOWS
    assert workers(opened).isdisjoint(before)


def test_a_reload_sends_people_home_one_by_one(door: Callable[..., Door]) -> None:
    opened = door(threads=96)
    people = [a_member(opened.app) for _ in range(WINDOWS // 8)]

    def haste() -> float:
        ended = Endings([opened.knock(people[number % len(people)]) for number in range(WINDOWS)])
        before = workers(opened)
        assert opened.site.process
        opened.site.process.send_signal(signal.SIGHUP)
        moments = ended.wait()
        while workers(opened) & before:
            time.sleep(0.02)
        return moments[0] - moments[-1]

    # All at once, it would seem, to a test that stood still meanwhile itself; so the best of some counts.
    assert kept(-APART * WINDOWS / 4, haste), "spread out, however the machine hurries"


class Endings:
    """When each of these lines ended."""

    def __init__(self, lines: list[websocket.WebSocket]) -> None:
        self.moments: list[float] = []
        self._threads = [threading.Thread(target=self._watch, args=(line,), daemon=True) for line in lines]
        for thread in self._threads:
            thread.start()

    def wait(self) -> list[float]:
        for thread in self._threads:
            thread.join(60)
        return sorted(self.moments)

    def _watch(self, line: websocket.WebSocket) -> None:
        try:
            while line.recv() not in {"", None}:
                pass
        except (OSError, websocket.WebSocketException):
            pass
        self.moments.append(time.monotonic())


def test_the_master_holds_nothing_of_the_application_so_that_a_reload_brings_new_code(
    door: Callable[..., Door],
) -> None:
    opened = door()
    assert opened.site.process
    (worker,) = workers(opened)
    assert "sqlite" in Path(f"/proc/{worker}/maps").read_text()
    assert "sqlite" not in Path(f"/proc/{opened.site.process.pid}/maps").read_text()


def test_a_stop_answers_what_was_asked_before_and_leaves_nothing_behind(door: Callable[..., Door]) -> None:
    opened = door()
    talker = Talker(opened.site, a_member(opened.app), ROOM)
    talker.enter()
    assert talker.say("おやすみなさい", nonce="n")["ok"]
    assert opened.site.process
    os.kill(opened.site.process.pid, signal.SIGTERM)
    assert talker.is_cut_off()
    opened.site.process.wait(60)
    talker.go()
    assert lines(opened) == ["n"]


def test_a_process_that_is_told_to_go_while_it_is_still_made_ready_goes_without_trouble(
    sqlite_url: str, tmp_path: Path
) -> None:
    """A stop right after a start, or two reloads one after the other: nothing falls over, and the next process serves."""
    an_app(sqlite_url)
    site = Site({"TOMOSHIBI_DATABASE_URL": sqlite_url, "SLOW_START": str(tmp_path)}, tmp_path)
    site.application = "tests.serving.slow_start:app"
    starting = threading.Thread(target=site.start, daemon=True)
    starting.start()
    until = time.monotonic() + 60
    while not (tmp_path / "reading").exists():
        assert time.monotonic() < until
        time.sleep(0.02)
    assert site.process
    (worker,) = children(site.process.pid)
    os.kill(int(worker), signal.SIGTERM)
    (tmp_path / "go-on").touch()
    starting.join(120)
    assert not starting.is_alive()
    try:
        assert site.process.poll() is None
        assert worker not in children(site.process.pid)
    finally:
        site.stop()
    said = site.log.read_text(errors="replace")
    assert "Traceback" not in said, said
    assert "AttributeError" not in said, said
