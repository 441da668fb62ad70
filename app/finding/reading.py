"""What an opening means, worked out once, after the commit that let it be read, and kept in two bytes a number."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
from flask import current_app, has_app_context
from numpy.typing import NDArray
from sqlalchemy import select

from app import db, meaning
from app.db import Database
from app.finding.letters import folded
from app.finding.models import Entry, Meaning

log = logging.getLogger(__name__)
MIDDLE = Path(__file__).parent / "data" / "middle.npy"
EXTENSION = "tomoshibi_reader"
SHORTEST = 60

Vector = NDArray[np.float32]


def meaning_of(title: str, body: str) -> Vector:
    """One vector of length 1. The heading counts as much as the whole text, because it says what matters most.

    What all our texts have in common is taken off first; otherwise every long text is near to every other one.
    """
    texts = [f"{title}\n{body}", title] if title.strip() and body.strip() else [title or body]
    return _to_length_1(_to_length_1(meaning.vectors(texts) - _middle()).sum(axis=0, keepdims=True))[0]


def says_enough(title: str, body: str) -> bool:
    """A greeting is near to everything and about nothing: such an opening is compared with nothing."""
    return len(title) + len(body) >= SHORTEST


def packed(vector: Vector) -> bytes:
    """As it is stored."""
    return vector.astype("<f2").tobytes()


def unpacked(stored: bytes) -> Vector:
    """As it is compared."""
    return np.frombuffer(stored, dtype="<f2").astype(np.float32)


class Reader:
    """Reads openings; at once unless it was told to read aside, in a thread of its own."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._aside: ThreadPoolExecutor | None = None

    def aside(self) -> None:
        """From now on nobody waits while a text is read. What is begun is finished before the process ends."""
        self._aside = self._aside or ThreadPoolExecutor(1, thread_name_prefix="reader")

    def read(self, number: int, title: str, body: str) -> None:
        """Work out and keep what an entry means."""
        self.do(lambda: self._keep(number, title, body))

    def do(self, act: Callable[[], None]) -> None:
        """Now or aside; what fails is logged, and `flask --app wsgi search rebuild` makes up for it."""
        if self._aside is None:
            _safely(act)
        else:
            self._aside.submit(_safely, act)

    def _keep(self, number: int, title: str, body: str) -> None:
        vector = packed(meaning_of(title, body))
        with self.database.writing() as session:
            entry = session.get(Entry, number, with_for_update={"read": True})
            # The text may have been changed or taken back meanwhile.
            if entry is None or (entry.title, entry.body) != (folded(title), folded(body)):
                return
            if session.scalar(select(Meaning.id).where(Meaning.number == number)) is None:
                session.add(Meaning(number=number, vector=vector))


def read_later(number: int, title: str, body: str) -> None:
    """Read an entry once what it says is on disk."""
    if has_app_context():
        reader: Reader = current_app.extensions[EXTENSION]
        db.after_commit(lambda: reader.read(number, title, body))


def _safely(act: Callable[[], None]) -> None:
    try:
        act()
    except Exception:
        log.exception("a text could not be read for its meaning")


@cache
def _middle() -> Vector:
    return np.asarray(np.load(MIDDLE), dtype=np.float32)


def _to_length_1(vectors: Vector) -> Vector:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, np.maximum(lengths, np.float32(1e-9)), dtype=np.float32)
