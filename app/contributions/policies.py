"""The policy in force: read from the record whenever its number has changed, in every process, with or without Redis."""

import logging
import threading
import time
from dataclasses import dataclass

from flask import Flask, current_app, has_app_context
from sqlalchemy import select

from app import chain, db
from app.contributions.policy_models import PolicyVersion
from moderation import Policy
from moderation.amending import Amendments, amended

log = logging.getLogger(__name__)

EXTENSION = "tomoshibi_policy"
# How old may be what a process knows? A change is everywhere within this and the length of one request.
LOOK_EVERY = 2.0


@dataclass(frozen=True, slots=True)
class InForce:
    """position: of the last version in the record, 0 for none. trouble: why the shipped policy stands in for it, or nothing."""

    position: int
    policy: Policy
    trouble: str = ""


class Shelf:
    """The policy of one application, as this process knows it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known = InForce(0, Policy())
        self._look_at = 0.0

    def in_force(self) -> InForce:
        """What is followed now; asks the database for the number at most every two seconds."""
        if time.monotonic() >= self._look_at:
            with self._lock:
                self._look()
        return self._known

    def known_last(self) -> InForce:
        """The same, and no failure where nothing can be asked."""
        try:
            return self.in_force()
        except Exception:  # noqa: BLE001 - whoever asks how things are is told of the database elsewhere
            return self._known

    def look_again(self) -> None:
        """Something has changed, or may have."""
        self._look_at = 0.0

    def _look(self) -> None:
        next_look = time.monotonic() + LOOK_EVERY
        with db.session().no_autoflush:
            position = db.session().scalar(
                select(PolicyVersion.position).order_by(PolicyVersion.position.desc()).limit(1)
            )
        if (position or 0) != self._known.position:
            self._known = _read(position or 0)
        self._look_at = next_look


def register(app: Flask) -> None:
    """Every application has a shelf of its own."""
    app.extensions[EXTENSION] = Shelf()
    app.jinja_env.globals["policy_is_damaged"] = trouble


def shelf() -> Shelf:
    """That of the application at work."""
    found: Shelf = current_app.extensions[EXTENSION]
    return found


def in_force() -> Policy:
    """The policy to screen with; the shipped one where there is no application."""
    return shelf().in_force().policy if has_app_context() else Policy()


def status() -> str:
    """Which policy is followed, in words for operators; what was known last while the database is away."""
    known = shelf().known_last()
    if known.trouble:
        return f"{Policy().version}, as shipped: version {known.position} cannot be used: {known.trouble}"
    return known.policy.version


def trouble() -> bool:
    """Does the shipped policy stand in for one that is damaged?"""
    return bool(shelf().known_last().trouble)


def latest() -> PolicyVersion | None:
    """The last row of the record."""
    return db.session().scalar(select(PolicyVersion).order_by(PolicyVersion.position.desc()).limit(1))


def live_after_commit() -> None:
    """This process follows a new version at once; the others look within two seconds."""
    db.after_commit(shelf().look_again)


def _read(position: int) -> InForce:
    if not position:
        return InForce(0, Policy())
    with db.session().no_autoflush:
        found = db.session().scalar(select(PolicyVersion).where(PolicyVersion.position == position))
    try:
        return InForce(position, _opened(found, position))
    except Exception as error:  # noqa: BLE001 - whatever was done to it, the site goes on with what is shipped
        log.error("policy %d cannot be used: %s", position, type(error).__name__)
        return InForce(position, Policy(), f"{type(error).__name__}: {error}"[:200])


def _opened(found: PolicyVersion | None, position: int) -> Policy:
    if found is None or found.hash != chain.digest(found):
        raise ValueError("it is not as it was written")
    return amended(Amendments.read(found.amendments), f"{Policy().version}+{position}")
