"""A push service on this machine, and browsers that can read what it is given: real sockets, real encryption."""

import os
import threading
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.support.cast import Person


@dataclass(frozen=True)
class Call:
    """One request that arrived: to which browser, with which headers, and what it says once decrypted."""

    path: str
    headers: dict[str, str]
    sealed: bytes
    plain: bytes

    @property
    def words(self) -> str:
        return self.plain.decode().rstrip()


class Browser:
    """One browser that subscribed, with the keys that never leave it."""

    def __init__(self, service: "PushService", name: str) -> None:
        self.service, self.path = service, f"/send/{name}"
        self._private = ec.generate_private_key(ec.SECP256R1())
        self._secret = os.urandom(16)

    @property
    def fields(self) -> dict[str, str]:
        """What its script sends."""
        point = self._private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.service.url + self.path, "key": _text(point), "secret": _text(self._secret)}

    @property
    def calls(self) -> list[Call]:
        return [call for call in self.service.calls if call.path == self.path]

    def read(self, sealed: bytes) -> bytes:
        plain: bytes = http_ece.decrypt(
            sealed, private_key=self._private, auth_secret=self._secret, version="aes128gcm"
        )
        return plain


@dataclass
class PushService:
    """Answers 201 unless told otherwise for a path, and keeps everything that came."""

    port: int = 0
    browsers: dict[str, Browser] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)
    tries: list[str] = field(default_factory=list)
    on_call: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def browser(self, name: str) -> Browser:
        made = Browser(self, name)
        self.browsers[made.path] = made
        return made

    def take(self, path: str, headers: dict[str, str], sealed: bytes) -> int:
        self.tries.append(path)
        self.on_call()
        status = self.answers.get(path, 201)
        if status == 201:
            self.calls.append(Call(path, headers, sealed, self.browsers[path].read(sealed)))
        return status


def subscribe(person: Person, browser: Browser, **changed: str):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    """As the page's script does it."""
    return person.post("/me/notices/devices", **(browser.fields | changed))


@contextmanager
def push_service() -> Iterator[PushService]:
    """A service that listens until the end of the test."""
    service = PushService()

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sealed = self.rfile.read(int(self.headers["Content-Length"]))
            status = service.take(self.path, {name.lower(): value for name, value in self.headers.items()}, sealed)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"{service.url}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_said: object) -> None:
            """Quietly."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Desk) as server:
        server.daemon_threads = True
        service.port = server.server_address[1]
        listening = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        listening.start()
        yield service
        server.shutdown()
        listening.join()


def _text(given: bytes) -> str:
    return urlsafe_b64encode(given).rstrip(b"=").decode()
