"""A line to the server as a phone in a lift has it: it delays, swallows answers, resets, and is closed for a while."""

import contextlib
import socket
import struct
import threading
import time

AT_ONCE = 65536
RESET = struct.pack("ii", 1, 0)


class RoughLine:
    """A TCP proxy on loopback; the browser knows only its port. While `flows` is not set, what is on its way waits."""

    def __init__(self) -> None:
        self.target, self.delay, self.opened_at = 0, 0.0, 0.0
        self.swallows_answers = self.is_closed = False
        self.flows = threading.Event()
        self.flows.set()
        self._guard = threading.Lock()
        self._open: set[socket.socket] = set()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def reset(self) -> None:
        """Break every connection, without goodbye to either side."""
        with self._guard:
            broken, self._open = self._open, set()
        for each in broken:
            _break(each)

    def close(self) -> None:
        """Nobody comes through any more."""
        self.is_closed = True
        self.reset()

    def open(self) -> None:
        """Everything comes through again; `opened_at` says when the first one did."""
        self.is_closed = self.swallows_answers = False
        self.delay, self.opened_at = 0.0, 0.0

    def end(self) -> None:
        self.close()
        self._door.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # the door was closed
            while True:
                browser, _address = self._door.accept()
                threading.Thread(target=self._lead, args=(browser,), daemon=True).start()

    def _lead(self, browser: socket.socket) -> None:
        if self.is_closed:
            _break(browser)
            return
        try:
            server = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            _break(browser)
            return
        self.opened_at = self.opened_at or time.monotonic()
        with self._guard:
            self._open |= {browser, server}
        with browser, server:
            asks = threading.Thread(target=self._carry, args=(browser, server), daemon=True)
            asks.start()
            self._carry(server, browser, are_answers=True)
            asks.join()

    def _carry(self, source: socket.socket, goal: socket.socket, *, are_answers: bool = False) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(AT_ONCE):
                self.flows.wait()
                time.sleep(self.delay)
                if not (are_answers and self.swallows_answers):
                    goal.sendall(data)
        with self._guard:
            self._open -= {source, goal}
        for each in (source, goal):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


def _break(connection: socket.socket) -> None:
    """What waits in the buffers is thrown away, and the other side is told so by a reset."""
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RD)  # wakes whoever reads from it
    connection.close()
