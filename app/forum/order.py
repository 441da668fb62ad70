"""The order of a board: by when an answer was last needed, never by how much is going on.

A thread stands at the moment of its author's last word; answers of others do not lift it. One that was begun at night and
that nobody has answered rises gently: for every hour that it waits it stands half an hour higher, up to three days, until
somebody has answered. Answered or closed, it is back at its own moment.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import ColumnElement, and_, or_

from app.forum.models import Thread

SHARE = 2  # one second of lift for so many of waiting
HIGHEST = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reading of a board has come to: the moment at which it began, and the last thread that was seen."""

    at: datetime
    stirred_at: datetime
    rises: bool
    thread_id: str

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.stirred_at.isoformat()} {int(self.rises)} {self.thread_id}"

    @classmethod
    def read(cls, written: str) -> "Place":
        """What str() wrote."""
        at, stirred, rises, thread_id = written.split(" ")
        return cls(datetime.fromisoformat(at), datetime.fromisoformat(stirred), rises == "1", thread_id)


class Standing(Protocol):
    """What the order needs to know of a thread."""

    @property
    def id(self) -> str: ...
    @property
    def stirred_at(self) -> datetime: ...
    @property
    def rises(self) -> bool: ...


def standing(stirred_at: datetime, at: datetime, *, rises: bool) -> datetime:
    """The rule: where a thread stands on its board at the moment `at`."""
    return stirred_at + min((at - stirred_at) / SHARE, HIGHEST) if rises else stirred_at


def key(thread: "Standing", at: datetime) -> tuple[datetime, bool, datetime, str]:
    """The rule as an order of threads, the largest first; equals are told apart, so that pages never overlap."""
    return standing(thread.stirred_at, at, rises=thread.rises), not thread.rises, thread.stirred_at, thread.id


def after(place: Place, *, rises: bool) -> ColumnElement[bool]:
    """The rule as a condition: of the threads that rise, or of those that do not, the ones that stand below `place`.

    Within each of the two the order is that of `stirred_at`, so an index answers, however long the board is.
    """
    if rises == place.rises:
        same = and_(Thread.stirred_at == place.stirred_at, Thread.id < place.thread_id)
        return or_(Thread.stirred_at < place.stirred_at, same)
    if place.rises:
        return Thread.stirred_at < standing(place.stirred_at, place.at, rises=True)
    # A rising thread stands at `place` or below: the rule turned round.
    bound = place.stirred_at
    return Thread.stirred_at <= max(bound - (place.at - bound) * (SHARE - 1), bound - HIGHEST)
