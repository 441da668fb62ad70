"""Those who talk in a room while bench/bench_room.py watches: one thread, one socket each, acknowledgements read."""

import itertools
import json
import re
import select
import socket
import time
import uuid

from bench.fanout.reader import PING, PONG, come, masked
from tests.support.cast import Person

ABOUT = "雨 窓 朝 夕ごはん お茶 ねこ 本 音楽 散歩 洗濯 毛布 月 星 電車 庭 花 手紙 写真 靴 傘 机 時計 空 海 山".split()
WAYS = (
    "きょうは{}のことを考えていました。",
    "{}の話をしてもいいですか。",
    "むかしの{}を思い出します。",
    "{}があると、すこし落ち着きます。",
    "窓のそばに{}を置いてみました。",
    "娘は{}が好きだと言っていました。",
    "このまえ、{}の夢を見ました。",
    "{}といえば、母がよく笑っていました。",
    "夕方になると、{}がなつかしいです。",
    "息子と{}の絵をかきました。",
    "{}を見ると、ほっとします。",
)
ANSWER = re.compile(rb'43/chat,(\d+)\[\{"ok": ?true.*?"seq": ?(\d+)')
QUIET = 3.0
WARM = 1_000_000


class Speakers:
    """`talk` says lines at even intervals; the answer is the moment of sending by the number that each line was given."""

    def __init__(self, port: int, origin: str, people: list[Person], room: str) -> None:
        self._lines = [come(port, origin, person.cookie) for person in people]
        self._room = room
        self._sent: dict[int, float] = {}
        self._told: dict[int, float] = {}
        self._rests = dict.fromkeys(self._lines, b"")
        # Eleven ways and ten people: nobody says nearly the same twice, which would be asked about.
        self._texts = (way.format(word) for word, way in itertools.product(ABOUT, WAYS))

    def warm_up(self) -> None:
        """One line each that does not count: what is loaded with the first text is not what is measured."""
        for number, line in enumerate(self._lines):
            self._say(WARM + number, line)
        while len(self._told) < len(self._lines):
            self.be_quiet(0.1)
        self._told.clear()

    def talk(self, per_second: float, seconds: float) -> dict[int, float]:
        """Say so many lines, and wait until they are acknowledged."""
        began, number = time.monotonic(), int(per_second * seconds)
        for each in range(number):
            self.be_quiet(began + each / per_second - time.monotonic())
            self._say(each, self._lines[each % len(self._lines)])
        until = time.monotonic() + QUIET
        while len(self._told) < number and time.monotonic() < until:
            self.be_quiet(0.1)
        self.be_quiet(QUIET)
        return self._told

    def be_quiet(self, seconds: float) -> None:
        """Read what comes meanwhile."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            for line in select.select(self._lines, [], [], left)[0]:
                self._hear(line)

    def _say(self, number: int, line: socket.socket) -> None:
        words = {"room": self._room, "body": next(self._texts), "nonce": str(uuid.uuid4())}
        self._sent[number] = time.monotonic()
        line.sendall(masked(f"42/chat,{number}{json.dumps(['say', words])}"))

    def _hear(self, line: socket.socket) -> None:
        heard = self._rests[line] + line.recv(1 << 16)
        if PING in heard:
            line.sendall(PONG)
        read = 0
        for answer in ANSWER.finditer(heard):
            self._told[int(answer[2])], read = self._sent[int(answer[1])], answer.end()
        self._rests[line] = heard[read:][-4096:]
