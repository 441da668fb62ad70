"""The server of the proofs: the shipped application, with defects planted and deaths arranged in this process alone.

gunicorn starts `tests.proofs.planted:app` in the place of `wsgi:app`. Nothing of this can be asked of the product: what is
done here is done from outside, to functions of the application, and only by tests.

PROOF_PLANTED names defects, each the loss of one guard: a proof that stays green with its defect proves nothing.
PROOF_DIES is `file|where:number|where:number…`: the process that comes to such a place with its line of that number kills
itself there, once each; files beside the one that is named remember what has happened.
"""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from flask import copy_current_request_context
from sqlalchemy import event
from sqlalchemy.orm import Session

from app import throttle
from app.chat import queries
from app.chat.events import ChatNamespace
from app.chat.models import Message
from app.contributions import queries as contributed
from app.realtime import bell, fanout, sweep
from app.realtime.wire import Wire
from wsgi import app

PLANTED = set(filter(None, os.environ.get("PROOF_PLANTED", "").split(",")))
FILE, *DEATHS = os.environ.get("PROOF_DIES", "").split("|")
SHORT = 0.2
kept: list[bytes] = []


def main() -> None:
    """Proofs speak faster than people; what slows people down has tests of its own."""
    throttle.SAY = throttle.EVENT = throttle.Limit("proof", "1000000/minute")
    for name in PLANTED:
        DEFECTS[name]()
    for place, number in (death.split(":") for death in DEATHS):
        PLACES[place](Death(f"{FILE}-{place}", int(number)))


class Death:
    """Kills this process at its line of a given number, unless an earlier process has died of it."""

    def __init__(self, file: str, number: int) -> None:
        self._file, self._left = file, number

    def comes_closer(self) -> None:
        self._left -= 1
        if self._left:
            return
        with contextlib.suppress(FileExistsError), open(self._file, "x", encoding="utf-8"):
            os.kill(os.getpid(), signal.SIGKILL)


# --- where a process can die ----------------------------------------------------------------------


def die_before_commit(death: Death) -> None:
    event.listen(Session, "after_flush", _remember_line)
    event.listen(Session, "before_commit", lambda session: death.comes_closer() if _ends_with_line(session) else None)


def die_after_commit(death: Death) -> None:
    event.listen(Session, "after_flush", _remember_line)
    event.listen(Session, "after_commit", lambda session: death.comes_closer() if _ends_with_line(session) else None)


def die_before_answer(death: Death) -> None:
    server = app.extensions["socketio"].server
    send = server._send_packet

    def answer(connection: str, packet: Any) -> Any:
        if packet.packet_type == 3 and packet.data and "receipt" in packet.data[0]:  # 3: an acknowledgement
            death.comes_closer()
        return send(connection, packet)

    server._send_packet = answer


def _remember_line(session: Session, _context: object) -> None:
    if any(isinstance(each, Message) for each in session.new):
        session.info["has_line"] = True


def _ends_with_line(session: Session) -> bool:
    """At the very end: a savepoint is no commit, although the same events speak of it."""
    return bool(session.info.get("has_line")) and not session.in_nested_transaction()


# --- what can be broken ---------------------------------------------------------------------------


def answer_before_commit() -> None:
    """A line is acknowledged, and kept a moment later."""
    say: Callable[..., Any] = ChatNamespace.on_say

    def on_say(self: ChatNamespace, *given: Any) -> dict[str, Any]:
        threading.Timer(SHORT, copy_current_request_context(say), (self, *given)).start()
        return {"ok": True, "id": None, "state": "visible", "seq": None, "receipt": ""}

    on_say.is_guarded = True
    ChatNamespace.on_say = on_say


def know_no_marks() -> None:
    """Nobody looks whether the mark of a line is known; the index that would catch it is dropped by the test."""
    contributed.by_nonce = lambda *_given: None


def stumble_after_commit() -> None:
    """The first line is kept, and then something goes wrong before anybody is answered."""
    event.listen(Session, "after_flush", _remember_line)
    stumbled = threading.Event()

    def stumble(session: Session) -> None:
        if _ends_with_line(session) and not stumbled.is_set():
            stumbled.set()
            raise OSError("the line to the database is gone")

    event.listen(Session, "after_commit", stumble)


def forget_the_gap() -> None:
    """Who comes back is told that nothing was missed."""
    queries.since = lambda room, _after: queries.CatchUp([], [], room.last_seq)


def never_sweep() -> None:
    """Nobody looks whose session has ended, nor who must stay outside."""
    sweep._sweep = lambda _app: None
    bell.Lookouts.keep = lambda _self, _app: None


def ring_once() -> None:
    """While the bell is away nobody looks, and nobody is told that it is back."""
    bell.Lookouts.keep = lambda _self, _app: None
    bell.SharedFanOut._pay_back = lambda self: self.redis.ping()
    manager = app.extensions["socketio"].server.manager
    manager._on_gap = lambda: None


def write_without_disk() -> None:
    """The database says that it is kept before it is."""
    engine = app.extensions["tomoshibi_db"].engine

    @event.listens_for(engine, "connect")
    def hurry(connection: Any, _record: Any) -> None:
        is_sqlite = engine.dialect.name == "sqlite"
        connection.execute("PRAGMA synchronous=OFF" if is_sqlite else "SET synchronous_commit = off")
        if not is_sqlite:
            connection.commit()

    engine.dispose()  # those that were opened at the start


def keep_every_frame() -> None:
    """Memory that is never given back."""
    frame = fanout.frame

    def frame_and_keep(contents: str | bytes) -> bytes:
        kept.append(bytes(100_000))
        return frame(contents)

    fanout.frame = frame_and_keep


def greet_one_by_one() -> None:
    """Whoever returns waits for everybody before."""
    turn, meet = threading.Lock(), app.extensions["socketio"].server.eio.handlers["connect"]

    def slowly(*given: Any) -> Any:
        with turn:
            time.sleep(0.3)
            return meet(*given)

    app.extensions["socketio"].server.eio.on("connect", slowly)


def wait_for_everybody() -> None:
    """A frame is written when its reader takes it, however slow."""

    def send(self: Wire, data: bytes) -> None:
        with self._news, contextlib.suppress(OSError):
            self._out.sendall(data)

    Wire.send = send


DEFECTS: dict[str, Callable[[], None]] = {
    made.__name__: made
    for made in (
        answer_before_commit,
        know_no_marks,
        stumble_after_commit,
        forget_the_gap,
        never_sweep,
        ring_once,
        write_without_disk,
        keep_every_frame,
        greet_one_by_one,
        wait_for_everybody,
    )
}
PLACES = {
    "before_commit": die_before_commit,
    "after_commit": die_after_commit,
    "before_answer": die_before_answer,
}
main()
