"""The worker of gunicorn: silence keeps no thread, a goodbye loses nothing, and nonsense gets a short answer with our headers."""

import gc
import socket
import threading
import time
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.http.errors import ParseException
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import TConn, ThreadWorker

from app import realtime
from app.web import HEADERS

WORDS = "もう一度おためしください。 / Please try again."
# A whole head of a request arrives within so many seconds, or nobody waits for it any longer.
HEAD_WITHIN = 10.0
LARGEST_HEAD = 32 * 1024
END_OF_HEAD = b"\r\n\r\n"
# So many more things than before have to be in memory until somebody looks which of them only hold each other.
MANY_THINGS = 20_000


class QuietWorker(ThreadWorker):
    """As gunicorn's own, but: a connection gets a thread once its request has a whole head, so that idle strangers use none
    up; sockets are sent home in a spread-out way at the end; nothing in a log says who sent what."""

    wsgi: Any = None

    def init_process(self) -> None:
        self.heads: dict[TConn, bytes] = {}
        super().init_process()

    def load_wsgi(self) -> None:
        """What was read to serve stays for good, and is never again looked through for what nobody needs."""
        super().load_wsgi()
        gc.collect()
        gc.freeze()
        gc.set_threshold(MANY_THINGS)

    def accept(self, listener: Any) -> None:
        """A new connection waits at the poller."""
        if self.cfg.is_ssl:
            super().accept(listener)
            return
        with suppress(BlockingIOError, ConnectionAbortedError):
            client, peer = listener.accept()
            self.nr_conns += 1
            self._await_head(TConn(self.cfg, client, peer, listener.getsockname()))
            self._make_room()

    def on_client_socket_readable(self, conn: Any, client: Any) -> None:
        """A connection that was kept says something: it, too, waits until it has said everything."""
        if self.cfg.is_ssl:
            super().on_client_socket_readable(conn, client)
            return
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._await_head(conn)

    def on_pending_socket_readable(self, conn: Any, client: Any) -> None:
        """More of a head; once it is whole a thread takes over."""
        if conn not in self.heads:
            super().on_pending_socket_readable(conn, client)
            return
        try:
            part = client.recv(LARGEST_HEAD)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        self.heads[conn] += part
        if not part or END_OF_HEAD in self.heads[conn] or len(self.heads[conn]) >= LARGEST_HEAD:
            self._go_on(conn, is_over=not part)

    def murder_pending(self) -> None:
        """Whoever is still silent is let go, and what they began to say with them."""
        super().murder_pending()
        still = set(self.pending_conns)
        self.heads = {conn: head for conn, head in self.heads.items() if conn in still}

    def handle_exit(self, sig: int, frame: Any) -> None:
        """The end of this process: no new visitors, and those with open sockets are sent to the next one. While it is still
        made ready (a stop right after a start, or a second reload) there is nobody in it yet."""
        if self.alive and self.wsgi is not None:
            threading.Thread(target=realtime.send_home, args=(self.wsgi,), name="send-home", daemon=True).start()
        super().handle_exit(sig, frame)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """Answer what could not be read, or what failed before the application had it."""
        if not isinstance(exc, ParseException):
            self.log.error("request failed in the server: %s", type(exc).__name__)
        with suppress(OSError):
            write_nonblock(client, answer(400 if isinstance(exc, ParseException) else 500))

    def _await_head(self, conn: Any) -> None:
        self.heads[conn] = b""
        conn.timeout = time.monotonic() + HEAD_WITHIN
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _make_room(self) -> None:
        """Where there is no room for another connection, the longest silence ends first."""
        if self.nr_conns >= self.worker_connections and self.heads:
            self._go_on(next(iter(self.heads)), is_over=True)

    def _go_on(self, conn: Any, *, is_over: bool) -> None:
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)
        head = self.heads.pop(conn)
        if is_over:
            self.nr_conns -= 1
            conn.close()
            return
        conn.init()
        conn.parser.unreader.unread(head)
        conn.data_ready = True
        self.enqueue_req(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)


def answer(status: int) -> bytes:
    """A whole answer, as it goes over the line."""
    body = WORDS.encode()
    headers = HEADERS | {
        "Cache-Control": "no-store",
        "Connection": "close",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
    }
    lines = [f"HTTP/1.1 {status} -", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1") + body
