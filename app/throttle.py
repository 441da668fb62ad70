"""Limits keyed on the member, or on a keyed hash of the address that lives in memory and rotates hourly."""

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request
from flask_limiter import Limiter
from limits import parse
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from app import clock
from app.config import Settings
from app.errors import TooOften


@dataclass(frozen=True, slots=True)
class Limit:
    """How often one member (or one unknown visitor) may do one thing, in the notation of the limits library."""

    name: str
    rate: str


SIGN_IN = Limit("sign-in", "10/minute;60/hour")
JOIN = Limit("join", "20/hour")
RECOVERY = Limit("recovery", "6/10 minutes;20/hour")
ENTRY = Limit("entry", "5/minute;20/hour")
ENTRY_OF_ALL = Limit("entry-of-all", "60/minute")
SAY = Limit("say", "20/10 seconds;120/minute")
WRITE = Limit("write", "12/minute;120/hour")
EXPORT = Limit("export", "6/10 minutes")
REPORT = Limit("report", "10/minute;40/hour")
EVENT = Limit("event", "60/10 seconds")


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


class Throttle:
    """One per application. Redis carries shared counts, and memory takes over when it is away."""

    def __init__(self, settings: Settings) -> None:
        self.addresses = AddressTag()
        self._memory = MemoryStorage()
        self._shared: Any = storage_from_string(settings.redis_url) if settings.redis_url else None

    def check(self, limit: Limit, key: str) -> None:
        """Count one act of `key`; raise TooOften with the seconds to wait."""
        for item in (parse(part) for part in limit.rate.split(";")):
            if not self._hit(item, limit.name, key):
                raise TooOften(seconds=int(item.get_expiry()))

    def _hit(self, item: object, *names: str) -> bool:
        if self._shared is not None:
            try:
                return MovingWindowRateLimiter(self._shared).hit(item, *names)  # type: ignore[arg-type]  # its own item type, from parse
            except Exception:  # noqa: BLE001 - any storage failure means the same: count here
                current_app.logger.warning("limits are counted in memory while the shared store is away")
        return MovingWindowRateLimiter(self._memory).hit(item, *names)  # type: ignore[arg-type]  # as above


def visitor_key() -> str:
    """Who is asking, for limits only: the member when known, else the rotating tag."""
    member_id = getattr(g, "member_id", None)
    if member_id:
        return f"member:{member_id}"
    return f"tag:{of_app().addresses.of(request.remote_addr or '')}"


def of_app() -> Throttle:
    """The throttle of the current application."""
    return current_app.extensions["tomoshibi_throttle"]


def check(limit: Limit, key: str | None = None) -> None:
    """Count one act against `limit` for `key`, or for whoever is asking."""
    of_app().check(limit, key or visitor_key())


def register(app: Flask, settings: Settings) -> Limiter:
    """A generous ceiling for every request by Flask-Limiter; finer limits are checked where the act happens."""
    app.extensions["tomoshibi_throttle"] = Throttle(settings)
    key: Callable[[], str] = visitor_key
    return Limiter(
        key,
        app=app,
        default_limits=["600/minute"],
        storage_uri=settings.redis_url or "memory://",
        in_memory_fallback_enabled=True,
        in_memory_fallback=["600/minute"],
        headers_enabled=False,
    )
