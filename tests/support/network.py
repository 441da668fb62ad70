"""Keeps the tests on this machine: whoever connects elsewhere fails at once."""

import ipaddress
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest


class LeftTheMachine(AssertionError):
    """A test tried to reach something that is not on this machine."""


@contextmanager
def loopback_only(given: tuple[str, ...] = ()) -> Iterator[None]:
    """Refuse every connection but to this machine and the hosts of the services that were given."""
    guard = _Guard(frozenset(urlsplit(address).hostname or "" for address in given))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guard.before(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", guard.before(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", guard.before_look_up(socket.getaddrinfo))
        yield


def is_here(host: str) -> bool:
    """Is this a name or number of this very machine?"""
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


@dataclass(frozen=True)
class _Guard:
    hosts: frozenset[str]

    def before(self, connect: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(this: socket.socket, address: Any) -> Any:
            if isinstance(address, tuple):
                self.check(address[0])
            return connect(this, address)

        return guarded

    def before_look_up(self, look_up: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(host: Any, *rest: Any, **options: Any) -> Any:
            self.check(host or "localhost")
            return look_up(host, *rest, **options)

        return guarded

    def check(self, host: str | bytes) -> None:
        name = host.decode() if isinstance(host, bytes) else host
        if not is_here(name) and name not in self.hosts:
            raise LeftTheMachine(f"a test tried to reach {name}")
