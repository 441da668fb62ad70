"""Every setting there is, read once from the environment; all of them are optional."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url

from app.capacity import LEAST_THREADS, Capacity

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
# Those of the browsers there are: Chromium, Firefox, Safari, Edge.
PUSH_SERVICES = "fcm.googleapis.com,push.services.mozilla.com,push.apple.com,notify.windows.com"
YES = {"1", "yes", "true", "on"}


class UnsafeSettings(Exception):
    """The settings contradict a promise; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator decided. Each field is `TOMOSHIBI_<NAME>` in the environment.

    database_url: SQLite file or PostgreSQL (`postgresql+psycopg://…`).
    redis_url: shared bell, limits and presence when there is more than one process; empty means one process.
    secret_key: root of all keys; made once and kept in `instance/secret_key` when not given.
    bind: address the server listens on.
    origin: what members type into their browser; decides cookie flags and who may open a socket.
    detoxify: path of a local detoxify checkpoint for the optional second opinion; empty means off.
    threads: most sockets plus requests served at once by one process; everything else about size follows (app/capacity.py).
    processes: how many processes serve the site; more than one need redis_url.
    session_days, session_unused_days: a sign-in on one's own device ends after so many days, or so many without a visit.
    shared_hours, idle_seconds: on a shared device it ends after so many hours, and asks again after so many quiet seconds.
    behind_proxy: deploy/nginx.conf stands in front and says which neighbourhood a visitor comes from, never who.
    operator_name, operator_contact: who runs this place and how to reach them, shown on /about.
    state_folder: where small files lie that must be readable while the database is away; beside an SQLite database
        or in `instance/` when not given.
    demo: the page that asks for a second factor shows the number itself; for trying out on this machine only.
    unmask_told_after_days: how many days after two people have looked which names belong together a member hears of it.
    call_minutes: how long somebody on duty has to take over a text in present danger before the next one is asked.
    worker: who does what is done after an answer was given: "inside" the server, or a process "apart" (flask worker).
    push_services: which push services notices may go to, with commas between: host names, or whole origins.
    metrics: serve /metrics (only ever expose it inside the operator's network).
    """

    database_url: str
    secret_key: str = field(repr=False)
    redis_url: str = ""
    bind: str = "127.0.0.1:8000"
    origin: str = "http://127.0.0.1:8000"
    detoxify: str = ""
    threads: int = 160
    processes: int = 1
    argon2_memory_kib: int = 65536
    argon2_passes: int = 3
    session_days: int = 30
    session_unused_days: int = 14
    shared_hours: int = 12
    idle_seconds: int = 300
    behind_proxy: bool = False
    operator_name: str = ""
    operator_contact: str = ""
    state_folder: str = ""
    unmask_told_after_days: int = 14
    call_minutes: int = 5
    worker: str = "inside"
    push_services: str = PUSH_SERVICES
    metrics: bool = False
    demo: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read `TOMOSHIBI_*`; raise UnsafeSettings when a value cannot be used."""
        given = _Reader(os.environ if environment is None else environment)
        bind = given.text("BIND", "127.0.0.1:8000")
        return cls(
            database_url=_full_url(given.text("DATABASE_URL", f"sqlite:///{ROOT}/instance/tomoshibi.db")),
            secret_key=given.text("SECRET_KEY", "") or _kept_secret(ROOT / "instance" / "secret_key"),
            redis_url=given.text("REDIS_URL", ""),
            bind=bind,
            origin=given.text("ORIGIN", f"http://{bind}").rstrip("/"),
            detoxify=given.text("DETOXIFY", ""),
            threads=given.number("THREADS", 160),
            processes=given.number("PROCESSES", 1),
            argon2_memory_kib=given.number("ARGON2_MEMORY_KIB", 65536),
            argon2_passes=given.number("ARGON2_PASSES", 3),
            session_days=given.number("SESSION_DAYS", 30),
            session_unused_days=given.number("SESSION_UNUSED_DAYS", 14),
            shared_hours=given.number("SHARED_HOURS", 12),
            idle_seconds=given.number("IDLE_SECONDS", 300),
            behind_proxy=given.text("BEHIND_PROXY", "") in YES,
            operator_name=given.text("OPERATOR_NAME", ""),
            operator_contact=given.text("OPERATOR_CONTACT", ""),
            state_folder=given.text("STATE_FOLDER", ""),
            unmask_told_after_days=given.number("UNMASK_TOLD_AFTER_DAYS", 14),
            call_minutes=given.number("CALL_MINUTES", 5),
            worker=given.text("WORKER", "inside"),
            push_services=given.text("PUSH_SERVICES", PUSH_SERVICES),
            metrics=given.text("METRICS", "") in YES,
            demo=given.text("DEMO", "") in YES,
        )

    @property
    def capacity(self) -> Capacity:
        return Capacity(self.threads, self.processes)

    @property
    def is_https(self) -> bool:
        return self.origin.startswith("https://")

    @property
    def is_loopback(self) -> bool:
        return urlsplit(self.origin).hostname in LOOPBACK

    @property
    def is_bound_here(self) -> bool:
        """Does the server listen on this machine only, at a port or at a socket file?"""
        host = self.bind if self.bind.startswith("unix:") else self.bind.rpartition(":")[0]
        return host.startswith("unix:") or host in LOOPBACK

    @property
    def socket_origins(self) -> list[str]:
        """Origins that may open a socket; on loopback both usual spellings of this machine."""
        if not self.is_loopback:
            return [self.origin]
        own = urlsplit(self.origin)
        port = own.port or (443 if self.is_https else 80)
        return [f"{own.scheme}://{host}:{port}" for host in ("127.0.0.1", "localhost")]

    @property
    def cookie_name(self) -> str:
        """Browsers accept the __Host- prefix only over TLS, so plain loopback goes without."""
        return "__Host-light" if self.is_https else "light"

    def check(self) -> None:
        """Raise UnsafeSettings when running like this would break a promise."""
        for is_unsafe, why in UNSAFE:
            if is_unsafe(self):
                raise UnsafeSettings(why)


UNSAFE: tuple[tuple[Callable[[Settings], bool], str], ...] = (
    (
        lambda given: given.demo and (given.is_https or not given.is_loopback or not given.is_bound_here),
        "TOMOSHIBI_DEMO gives second factors away and is for this machine only: unset it.",
    ),
    (lambda given: given.worker not in {"inside", "apart"}, 'TOMOSHIBI_WORKER must be "inside" or "apart".'),
    (
        lambda given: not 1 <= given.call_minutes <= 30,
        "TOMOSHIBI_CALL_MINUTES must lie between 1 and 30: somebody may be in danger meanwhile.",
    ),
    (lambda given: len(given.secret_key) < 32, "TOMOSHIBI_SECRET_KEY must have at least 32 characters."),
    (
        lambda given: not given.is_https and not given.is_loopback,
        "TOMOSHIBI_ORIGIN must begin with https:// unless it is this machine itself.",
    ),
    (
        lambda given: "*" in given.origin or not urlsplit(given.origin).hostname,
        "TOMOSHIBI_ORIGIN must be one exact address such as https://example.org.",
    ),
    (
        lambda given: not LEAST_THREADS <= given.threads <= 4096,
        "TOMOSHIBI_THREADS must lie between 32 and 4096: every open socket keeps one thread.",
    ),
    (
        lambda given: given.processes < 1 or (given.processes > 1 and not given.redis_url),
        "TOMOSHIBI_PROCESSES must be at least 1, and more than one need TOMOSHIBI_REDIS_URL.",
    ),
    (
        lambda given: len(set(given.secret_key)) < 10,
        "TOMOSHIBI_SECRET_KEY must be made by chance, for example by: openssl rand -base64 48",
    ),
    (
        lambda given: given.origin != "{0.scheme}://{0.netloc}".format(urlsplit(given.origin)) or "@" in given.origin,
        "TOMOSHIBI_ORIGIN must be an address alone: no path, no name and no password in it.",
    ),
    (
        lambda given: not given.is_https and not given.is_bound_here,
        "TOMOSHIBI_BIND listens to everybody, but TOMOSHIBI_ORIGIN has no https://: passphrases would go in the open.",
    ),
    (
        lambda given: given.behind_proxy and not given.is_bound_here,
        "With TOMOSHIBI_BEHIND_PROXY the server must listen on this machine only: others could say anything of themselves.",
    ),
    (
        lambda given: given.metrics and not given.is_bound_here,
        "TOMOSHIBI_METRICS is for this machine only: let TOMOSHIBI_BIND listen here, behind a proxy that keeps them.",
    ),
    (
        lambda given: given.argon2_memory_kib > 1048576,
        "TOMOSHIBI_ARGON2_MEMORY_KIB is more than a gigabyte: every sign-in would take that much.",
    ),
    (
        lambda given: not 1 <= given.session_unused_days <= given.session_days <= 90,
        "TOMOSHIBI_SESSION_UNUSED_DAYS and TOMOSHIBI_SESSION_DAYS must be at least 1, at most 90, and in this order.",
    ),
    (
        lambda given: not 1 <= given.shared_hours <= 24,
        "TOMOSHIBI_SHARED_HOURS must lie between 1 and 24: others use that device, too.",
    ),
    (
        lambda given: not 1 <= given.idle_seconds <= 1800 and not given.is_loopback,
        "TOMOSHIBI_IDLE_SECONDS must lie between 1 and 1800: others use that device, too.",
    ),
)


@dataclass(frozen=True)
class _Reader:
    environment: Mapping[str, str]

    def text(self, name: str, default: str) -> str:
        return self.environment.get(f"TOMOSHIBI_{name}", "").strip() or default

    def number(self, name: str, default: int) -> int:
        raw = self.text(name, str(default))
        if not raw.isdecimal():
            raise UnsafeSettings(f"TOMOSHIBI_{name} must be a whole number, not {raw!r}.")
        return int(raw)


def _full_url(raw: str) -> str:
    """Accept the short PostgreSQL spelling; psycopg 3 is the only driver we ship."""
    url = make_url(raw)
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)


def _kept_secret(path: Path) -> str:
    """Read the secret kept beside the database, making it on the first start (owner-readable only)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
