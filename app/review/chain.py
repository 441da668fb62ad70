"""The record of rulings: every row carries the hash of the one before, so that a changed or missing row shows."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select, text

from app import db
from app.review.models import Ruling

BEGINNING = bytes(32)
READ_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Verification:
    """What a walk along the chain found.

    length, head: how many rows hold, and the hash of the last of them. broken_at: the first position that does not hold.
    has_noted: whether a hash that somebody noted earlier was met; a chain that lost its end cannot know by itself.
    """

    length: int
    head: bytes
    broken_at: int | None = None
    has_noted: bool = False


def append(ruling: Ruling) -> None:
    """Add a ruling at the end of the chain; all its other fields must be set."""
    _take_turn()
    last = db.session().scalar(select(Ruling).order_by(Ruling.position.desc()).limit(1))
    ruling.position = last.position + 1 if last else 1
    ruling.before_hash = last.hash if last else BEGINNING
    ruling.hash = digest(ruling)
    db.session().add(ruling)
    db.session().flush()


def digest(ruling: Ruling) -> bytes:
    """SHA-256 over the hash before and the fields in one fixed form."""
    fields = {
        "position": ruling.position,
        "id": ruling.id,
        "contribution": ruling.contribution_id,
        "mask": ruling.mask_id,
        "outcome": ruling.outcome.value,
        "reason": ruling.reason,
        "words": ruling.words,
        "note": ruling.note,
        "made_at": ruling.made_at.isoformat(timespec="microseconds"),
    }
    canonical = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(ruling.before_hash + canonical.encode()).digest()


def verify(noted: bytes = BEGINNING) -> Verification:
    """Walk the whole chain from its beginning, looking out for a hash noted earlier."""
    return walk(_in_order(), noted)


def walk(rulings: Iterable[Ruling], noted: bytes = BEGINNING) -> Verification:
    """Check rulings in their order; stops at the first that does not follow from the one before."""
    length, head, has_noted = 0, BEGINNING, noted == BEGINNING
    for ruling in rulings:
        follows = ruling.position == length + 1 and ruling.before_hash == head
        if not follows or ruling.hash != digest(ruling):
            return Verification(length, head, length + 1, has_noted)
        length, head = length + 1, ruling.hash
        has_noted = has_noted or head == noted
    return Verification(length, head, None, has_noted)


def _in_order() -> Iterator[Ruling]:
    """All rulings, a few at a time: the record only grows."""
    rows, last = select(Ruling).order_by(Ruling.position).limit(READ_AT_ONCE), 0
    while found := db.session().scalars(rows.where(Ruling.position > last)).all():
        yield from found
        last = found[-1].position


def _take_turn() -> None:
    """One writer at the end of the chain. SQLite has one writer anyway; PostgreSQL needs to be told, also for an empty table."""
    if db.session().get_bind().dialect.name == "postgresql":
        db.session().execute(text("LOCK TABLE rulings IN EXCLUSIVE MODE"))
