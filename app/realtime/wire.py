"""The way out to one browser: frames go straight to its socket, and wait, bounded, where the network does not take them.

A frame is a finished WebSocket frame (RFC 6455, section 5.2). Whoever has a frame writes it without blocking, under the
lock of that connection alone, so that nobody waits for a slow reader; what the network did not take is written, in order,
by the thread that Engine.IO keeps for each connection anyway.
"""

import contextlib
import socket
import struct
import threading
import time
from collections import deque

from app import gauges

MOST_WAITING = 512 * 1024
# A peer that takes nothing for this long, or says nothing for this long, is gone.
STALLED_AFTER = 45
GOODBYE_WITHIN = 1.0
TEXT, BINARY = 0x1, 0x2


def frame(contents: str | bytes) -> bytes:
    """One whole message of a server as one unmasked frame."""
    payload, kind = (contents, BINARY) if isinstance(contents, bytes) else (contents.encode(), TEXT)
    first, length = 0x80 | kind, len(payload)
    if length < 126:
        head = struct.pack("!BB", first, length)
    elif length < 1 << 16:
        head = struct.pack("!BBH", first, 126, length)
    else:
        head = struct.pack("!BBQ", first, 127, length)
    return head + payload


class Wire:
    """`send` from any thread; `drain` in one thread of its own, until `finish` or `cut`."""

    def __init__(self, out: socket.socket, most: int = MOST_WAITING) -> None:
        self._out, self._most = out, most
        self._write = out.send
        # Taken for every frame to everybody: the bare lock costs a third of what the condition over it does.
        self._turn = threading.Lock()
        self._news = threading.Condition(self._turn)
        self._waiting: deque[bytes] = deque()
        self._size = 0
        self._is_draining = self._is_finishing = self._is_cut = False
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            # The kernel's own timeouts: Python's would put a poll before every write.
            out.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", STALLED_AFTER, 0))

    def send(self, data: bytes) -> None:
        """Write now what the network takes and keep the rest; a reader with too much waiting is cut off and catches up later."""
        with self._turn:
            if self._waiting or self._is_draining:
                self._keep(data)
                return
            try:
                taken = self._write(data, socket.MSG_DONTWAIT)
            except BlockingIOError:
                taken = 0
            except OSError:  # the other end is gone, or we have hung up already
                self._hang_up()
                return
            if taken < len(data):
                self._keep(data[taken:])

    def drain(self) -> None:
        """Write what waits, for as long as this connection lives; run by one thread, which blocks instead of others."""
        while chunk := self._next_chunk():
            try:
                self._out.sendall(chunk)
            except OSError:
                self.cut()
            with self._news:
                self._is_draining = False
                self._size -= len(chunk)
                self._news.notify_all()

    def finish(self) -> None:
        """Let `drain` end once everything that waits is written."""
        with self._news:
            self._is_finishing = True
            self._news.notify_all()

    def finished(self, within: float = GOODBYE_WITHIN) -> None:
        """Wait until everything is written; whoever takes nothing even then is cut off."""
        until = time.monotonic() + within
        with self._news:
            while self._is_behind and not self._is_cut:
                if not self._news.wait(until - time.monotonic()):
                    break
            is_late = self._is_behind
        if is_late:
            self.cut()

    def hear_no_more(self) -> None:
        """Let the reading thread come to an end after what has arrived already; its answers still go out."""
        with contextlib.suppress(OSError):  # it may be gone already
            self._out.shutdown(socket.SHUT_RD)

    def cut(self) -> None:
        """End the connection at once. The reading thread wakes up and cleans up; the browser comes back and asks for the gap."""
        with self._turn:
            self._hang_up()

    @property
    def _is_behind(self) -> bool:
        return bool(self._waiting) or self._is_draining

    def _hang_up(self) -> None:
        self._is_cut = True
        self._waiting.clear()
        self._news.notify_all()
        with contextlib.suppress(OSError):  # it may be gone already
            self._out.shutdown(socket.SHUT_RDWR)

    def _keep(self, data: bytes) -> None:
        if self._is_cut:
            return
        self._waiting.append(data)
        self._size += len(data)
        self._news.notify_all()
        if self._size > self._most:
            gauges.FELL_BEHIND.inc()
            self._hang_up()

    def _next_chunk(self) -> bytes:
        with self._news:
            while not (self._waiting or self._is_cut or self._is_finishing):
                self._news.wait()
            chunk = b"".join(self._waiting)
            self._waiting.clear()
            self._is_draining = bool(chunk)
            return chunk
