"""The worker of gunicorn: what is no proper request gets a short answer with our headers, and leaves no line in a log."""

import socket
from contextlib import suppress
from typing import Any

from gunicorn.http.errors import ParseException
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from app.web import HEADERS

WORDS = "もう一度おためしください。 / Please try again."


class QuietWorker(ThreadWorker):
    """gunicorn's own pages repeat what was sent and carry no headers of ours, and its warnings say who sent it."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """Answer what could not be read, or what failed before the application had it."""
        if not isinstance(exc, ParseException):
            self.log.error("request failed in the server: %s", type(exc).__name__)
        with suppress(OSError):
            write_nonblock(client, answer(400 if isinstance(exc, ParseException) else 500))


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
