"""Limits keyed on the member, or on a keyed hash of the address that lives in memory and rotates hourly."""

import hashlib
import hmac
import ipaddress
import math
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request
from flask_limiter import Limiter
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from app import clock
from app.config import Settings
from app.errors import TooOften

SWEPT_EVERY = 5.0


@dataclass(frozen=True, slots=True)
class Limit:
    """How often one member (or one unknown visitor) may do one thing, in the notation of the limits library."""

    name: str
    rate: str


JOIN = Limit("join", "20/hour")
RECOVERY = Limit("recovery", "6/10 minutes;20/hour")
ENTRY_OF_ALL = Limit("entry-of-all", "60/minute")
SAY = Limit("say", "20/10 seconds;120/minute")
WRITE = Limit("write", "12/minute;120/hour")
EXPORT = Limit("export", "6/10 minutes")
SEARCH = Limit("search", "60/minute")
NEAR = Limit("near", "40/minute")
DRAFT = Limit("draft", "40/minute")
CHECK = Limit("check", "40/minute")
REPORT = Limit("report", "10/minute;40/hour")
APPEAL = Limit("appeal", "6/10 minutes;20/hour")
FACTOR_CHALLENGE = Limit("factor-challenge", "10/minute;60/hour")
EVENT = Limit("event", "60/10 seconds")


@dataclass(frozen=True, slots=True)
class Delay:
    """How long to wait between tries: not at all for the first `free` ones, then twice as long each time.

    longest: the most seconds to wait. forgotten_after: seconds without a try after which counting begins anew.
    """

    name: str
    free: int
    longest: int
    forgotten_after: int = 3600

    def after(self, tries: int) -> int:
        """Seconds to wait before the next try, when this many were made."""
        beyond = tries - self.free
        return min(2 ** min(beyond, 20), self.longest) if beyond > 0 else 0


SIGN_IN = Delay("sign-in", free=5, longest=900)
# A flood from everywhere slows everybody a little, and locks nobody out.
SIGN_IN_OF_ALL = Delay("sign-in-of-all", free=60, longest=4, forgotten_after=60)
ENTRY = Delay("entry", free=5, longest=900)
INVITATION = Delay("invitation", free=5, longest=900)
SECOND_FACTOR = Delay("second-factor", free=4, longest=900)


class AddressTag:
    """Turns a network prefix into a tag under a random key that lasts one hour and never leaves memory."""

    def __init__(self) -> None:
        self._hour = -1
        self._key = b""

    def of(self, address: str) -> str:
        hour = int(clock.now().timestamp() // 3600)
        if hour != self._hour:
            self._hour, self._key = hour, secrets.token_bytes(32)
        return hmac.new(self._key, _prefix(address).encode(), hashlib.sha256).hexdigest()[:24]


def _prefix(address: str) -> str:
    """/24 for IPv4 and /48 for IPv6: enough to slow a flood, too little to point at a home."""
    try:
        length = 24 if ipaddress.ip_address(address).version == 4 else 48
        return str(ipaddress.ip_network(f"{address}/{length}", strict=False))
    except ValueError:
        return "unknown"


class Memory(MemoryStorage):
    """Counts in the memory of this process. What is over is swept away every few seconds, and not, as the library does, by a
    thread of its own for every request, which looks through everything that is counted."""

    STORAGE_SCHEME = ["swept-seldom"]

    @property
    def timer(self) -> Any:
        """What the library asks whether it is sweeping, and starts where it is not."""
        return self._sweep

    @timer.setter
    def timer(self, timer: threading.Timer) -> None:
        self._sweep = _Sweep(timer)


class _Sweep:
    """One sweep, and the rest after it."""

    def __init__(self, timer: threading.Timer) -> None:
        self._timer = timer
        self._rests_until = time.monotonic() + SWEPT_EVERY

    def start(self) -> None:
        with suppress(RuntimeError):  # two requests at once: the other one has started it
            self._timer.start()

    def is_alive(self) -> bool:
        return time.monotonic() < self._rests_until or self._timer.is_alive()


class Throttle:
    """One per application. Redis carries shared counts, and memory takes over when it is away."""

    def __init__(self, settings: Settings) -> None:
        self.addresses = AddressTag()
        self.behind_proxy = settings.behind_proxy
        self._memory = Memory()
        self._shared: Any = storage_from_string(settings.redis_url) if settings.redis_url else None

    def check(self, limit: Limit, key: str) -> None:
        """Count one act of `key`; raise TooOften with the seconds to wait."""
        for item in (parse(part) for part in limit.rate.split(";")):
            if not self._hit(item, limit.name, key):
                raise TooOften(seconds=int(item.get_expiry()))

    def take_turn(self, delay: Delay, key: str) -> None:
        """Count one try of `key`; raise TooOften with the seconds to wait when it comes too soon after the ones before."""
        tries, gate = _names_of(delay, key)
        if self._counted(lambda storage: storage.get(gate)):
            raise TooOften(seconds=self._seconds_until(gate))
        made = self._counted(lambda storage: storage.incr(tries, delay.forgotten_after))
        wait = delay.after(made)
        # Of several tries at the same moment only the first one finds the gate open.
        if wait and self._counted(lambda storage: storage.incr(gate, wait)) > 1:
            raise TooOften(seconds=wait)

    def forgive(self, delay: Delay, key: str) -> None:
        """A try was right: the ones before no longer count."""
        tries, gate = _names_of(delay, key)
        self._counted(lambda storage: storage.clear(tries))
        self._counted(lambda storage: storage.clear(gate))

    def _seconds_until(self, gate: str) -> int:
        opens = self._counted(lambda storage: storage.get_expiry(gate))
        return max(1, math.ceil(opens - clock.now().timestamp()))

    def _hit(self, item: RateLimitItem, *names: str) -> bool:
        hit: bool = self._counted(lambda storage: MovingWindowRateLimiter(storage).hit(item, *names))
        return hit

    def _counted(self, act: Callable[[Any], Any]) -> Any:
        if self._shared is not None:
            try:
                return act(self._shared)
            except Exception:  # noqa: BLE001 - any storage failure means the same: count here
                current_app.logger.warning("limits are counted in memory while the shared store is away")
        return act(self._memory)


def _names_of(delay: Delay, key: str) -> tuple[str, str]:
    return f"{delay.name}/{key}/tries", f"{delay.name}/{key}/gate"


def visitor_key() -> str:
    """Who is asking, for limits only: the member when known, else the rotating tag."""
    member_id = getattr(g, "member_id", None)
    if member_id:
        return f"member:{member_id}"
    return f"tag:{of_app().addresses.of(_neighbourhood())}"


def _neighbourhood() -> str:
    """Where somebody comes from; behind our proxy its word for it, which is a network prefix already."""
    if of_app().behind_proxy:
        return request.headers.get("X-Neighbourhood", "")
    return request.remote_addr or ""


def of_app() -> Throttle:
    """The throttle of the current application."""
    return current_app.extensions["tomoshibi_throttle"]


def check(limit: Limit, key: str | None = None) -> None:
    """Count one act against `limit` for `key`, or for whoever is asking."""
    of_app().check(limit, key or visitor_key())


def take_turn(delay: Delay, of_all: Delay | None = None) -> None:
    """Count one try of whoever is asking, and one of everybody together where that is limited too."""
    of_app().take_turn(delay, visitor_key())
    if of_all is not None:
        of_app().take_turn(of_all, "everybody")


def forgive(delay: Delay) -> None:
    """Whoever is asking was right."""
    of_app().forgive(delay, visitor_key())


def register(app: Flask, settings: Settings) -> Limiter:
    """A generous ceiling for every request by Flask-Limiter; finer limits are checked where the act happens."""
    app.extensions["tomoshibi_throttle"] = Throttle(settings)
    key: Callable[[], str] = visitor_key
    return Limiter(
        key,
        app=app,
        default_limits=["600/minute"],
        storage_uri=settings.redis_url or f"{Memory.STORAGE_SCHEME[0]}://",
        in_memory_fallback_enabled=True,
        in_memory_fallback=["600/minute"],
        headers_enabled=False,
    )
