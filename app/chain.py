"""Records that only grow: every row carries the hash of the one before, so that a changed or missing row shows."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import LargeBinary, select, text
from sqlalchemy.orm import Mapped, mapped_column

from app import db

BEGINNING = bytes(32)
READ_AT_ONCE = 500


class Link:
    """What makes a table such a record; `said` is what a row says, in a form that never changes."""

    __tablename__: str

    position: Mapped[int] = mapped_column(unique=True)
    before_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))

    def said(self) -> dict[str, str | int]:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Verification:
    """What a walk along a record found.

    length, head: how many rows hold, and the hash of the last of them. broken_at: the first position that does not hold.
    has_noted: whether a hash that somebody noted earlier was met; a chain that lost its end cannot know by itself.
    """

    length: int
    head: bytes
    broken_at: int | None = None
    has_noted: bool = False


def append(link: Link) -> None:
    """Add a row at the end of its record; all its other fields must be set."""
    _take_turn(link.__tablename__)
    last = db.session().scalar(select(type(link)).order_by(type(link).position.desc()).limit(1))
    link.position = last.position + 1 if last else 1
    link.before_hash = last.hash if last else BEGINNING
    link.hash = digest(link)
    db.session().add(link)
    db.session().flush()


def digest(link: Link) -> bytes:
    """SHA-256 over the hash before and the fields in one fixed form."""
    fields = {"position": link.position, **link.said()}
    canonical = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(link.before_hash + canonical.encode()).digest()


def verify(kind: type[Link], noted: bytes = BEGINNING) -> Verification:
    """Walk a whole record from its beginning, looking out for a hash noted earlier."""
    return walk(_in_order(kind), noted)


def walk(links: Iterable[Link], noted: bytes = BEGINNING) -> Verification:
    """Check rows in their order; stops at the first that does not follow from the one before."""
    length, head, has_noted = 0, BEGINNING, noted == BEGINNING
    for link in links:
        follows = link.position == length + 1 and link.before_hash == head
        if not follows or link.hash != digest(link):
            return Verification(length, head, length + 1, has_noted)
        length, head = length + 1, link.hash
        has_noted = has_noted or head == noted
    return Verification(length, head, None, has_noted)


def _in_order(kind: type[Link]) -> Iterator[Link]:
    """All rows, a few at a time: a record only grows."""
    rows, last = select(kind).order_by(kind.position).limit(READ_AT_ONCE), 0
    while found := db.session().scalars(rows.where(kind.position > last)).all():
        yield from found
        last = found[-1].position


def _take_turn(table: str) -> None:
    """One writer at the end of a record. SQLite has one writer anyway; PostgreSQL needs to be told, also for an empty table."""
    if db.session().get_bind().dialect.name == "postgresql":
        db.session().execute(text(f"LOCK TABLE {table} IN EXCLUSIVE MODE"))
