"""Sending socket events as somebody, through the real handlers."""

from collections.abc import Mapping
from typing import Any

from tests.security.walking import NOTHING, Seen, Walker, let_breathe


def send(walker: Walker, who: str, event: str, payload: Mapping[str, str] = NOTHING) -> Seen:
    """Connect, send one event, read the acknowledgement; whatever it changed is put back."""
    namespace, name = event.split(" ")
    let_breathe(walker.app)
    server = walker.app.extensions["socketio"]
    line = server.test_client(walker.app, namespace=namespace, flask_test_client=walker.browser(who))
    if not line.is_connected(namespace):
        return Seen("s", 401, "", walker.settle())
    answer: dict[str, Any] = line.emit(name, dict(payload), namespace=namespace, callback=True) or {}
    heard = str(line.get_received(namespace)) + str(answer)
    line.disconnect(namespace)
    return Seen(_letter_of(answer), 200, heard, walker.settle())


def _letter_of(answer: Mapping[str, Any]) -> str:
    if answer.get("ok"):
        return "+"
    refusals = {"not_allowed": "x", "not_found": "-", "second_factor_first": "2", "signed_out": "s", "invalid": "+"}
    return refusals.get(str(answer.get("error")), "?")
