"""What a member has begun to write, kept for each place until it is sent, put away or grown old.

Nothing here is ever screened, shown to others or indexed. A row does not say whose it is or where it belongs: its tag is
keyed and changes from week to week, its content is sealed for that tag, and all rows are of one size.
"""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app import clock, db, tags
from app.accounts import current
from app.contributions.models import Unsent
from app.keys import Keys

PURPOSE = "draft"
# The longest text there is in the widest letters fits; whatever somebody began, the row is as long.
SIZE = 36 * 1024
WEEK = 7
KEPT_FOR = timedelta(days=4 * WEEK)
# So many at once; the one that was not touched for longest gives way.
MOST = 12
FIELDS = (
    *("body", "title", "tried", "hoped", "warning", "wants", "audience", "stage", "topic"),
    *("quotes", "mask", "fresh_name"),
)
TYPED = ("body", "title", "tried", "hoped")
TRIES = 4
_COLUMNS = Unsent.__table__.c
# Put together once: every page with a place to write asks the first.
_SEALED_WITH_TAGS = select(_COLUMNS.tag, _COLUMNS.sealed, _COLUMNS.due_on).where(tags.is_among(_COLUMNS.tag))
_WITH_TAGS = select(Unsent).where(tags.is_among(Unsent.tag)).execution_options(populate_existing=True)


class Owner(Protocol):
    """Whose drafts these are."""

    @property
    def member_id(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is begun at a place and belongs to that place: whoever works there next goes on with it."""

    name: str

    @property
    def member_id(self) -> str:
        return f"shelf:{self.name}"


@dataclass(frozen=True, slots=True)
class Kept:
    """One draft: where its form is sent, the fields as they were typed, and the day they were last touched."""

    place: str
    fields: Mapping[str, str]
    touched_on: date

    @property
    def begins(self) -> str:
        """A glimpse of it, for its author alone."""
        words = " ".join((self.fields.get("body") or self.fields.get("title") or "").split())
        return words if len(words) <= 60 else f"{words[:59]}…"


def keep(member: Owner, place: str, given: Mapping[str, str]) -> bool:
    """Keep what stands in a form; a form in which nothing is typed any more is forgotten. Says whether it is kept now."""
    fields = {name: given[name] for name in FIELDS if given.get(name)}
    if not any(fields.get(name, "").strip() for name in TYPED):
        forget(member, place)
        return False
    plain = _packed(Kept(place, fields, clock.today()))
    return plain is not None and any(_put(member, place, plain) for _try in range(TRIES))


def at(member: Owner, place: str) -> Kept | None:
    """What this member has begun to write there."""
    return next((kept for kept in _kept(member) if kept.place == place), None)


def all_of(member: Owner) -> Sequence[Kept]:
    """All that this member has begun to write, the latest first."""
    return sorted(_kept(member), key=lambda kept: kept.touched_on, reverse=True)


def forget(member: Owner, place: str | None = None) -> None:
    """It was sent or put away; without a place, everything."""
    _delete([row for row, kept in _rows(member) if place in (None, kept.place)])


def forget_expired() -> int:
    """Whatever was not touched for four weeks."""
    old = select(Unsent.tag).where(Unsent.due_on <= clock.today())
    gone = db.session().scalars(old).all()
    db.session().execute(delete(Unsent).where(Unsent.tag.in_(gone)))
    return len(gone)


def _put(member: Owner, place: str, plain: bytes) -> bool:
    """False when another window has taken the same row a moment earlier."""
    rows, this_week = _rows(member), _tags_of(member, clock.today())
    same = [row for row, kept in rows if kept.place == place]
    # Under a new tag each week, so that no row stands beside everything that one member sends in a year.
    row = next((row for row in same if row.tag in this_week), None)
    gone = [each for each in same if each is not row] or ([] if same or len(rows) < MOST else [_oldest(rows)])
    _delete(gone)
    if row is not None:
        _write(row, plain)
        return True
    taken = {each.tag for each, _kept in rows if each not in gone}
    return _add(_write(Unsent(tag=next(tag for tag in this_week if tag not in taken)), plain))


def _write(row: Unsent, plain: bytes) -> Unsent:
    row.sealed = current.keys().seal(PURPOSE, plain, row.tag.hex())
    row.due_on = clock.today() + KEPT_FOR
    return row


def _add(row: Unsent) -> bool:
    try:
        with db.session().begin_nested():
            db.session().add(row)
    except IntegrityError:
        return False
    return True


def _delete(rows: Sequence[Unsent]) -> None:
    for row in rows:
        db.session().delete(row)
    db.session().flush()


def _oldest(rows: Sequence[tuple[Unsent, Kept]]) -> Unsent:
    return min(rows, key=lambda each: each[1].touched_on)[0]


def _kept(member: Owner) -> list[Kept]:
    """What this member has begun, without the rows it lies in."""
    if member.member_id is None:
        return []
    found = db.session().execute(_SEALED_WITH_TAGS, tags.asked(_tags(member)))
    return [kept for row in found if (kept := _opened(row.tag, row.sealed)) and row.due_on > clock.today()]


def _rows(member: Owner) -> list[tuple[Unsent, Kept]]:
    """This member's rows, opened; one question, whoever has however many."""
    if member.member_id is None:
        return []
    with db.session().no_autoflush:
        found = db.session().scalars(_WITH_TAGS, tags.asked(_tags(member))).all()
    return [(row, kept) for row in found if (kept := _opened(row.tag, row.sealed)) and row.due_on > clock.today()]


def _tags(member: Owner) -> Iterator[bytes]:
    """Where a draft of this member can lie: so many rows in this week, and in each of the last ones."""
    for back in range(KEPT_FOR.days // WEEK + 1):
        yield from _tags_of(member, clock.today() - timedelta(days=back * WEEK))


def _tags_of(member: Owner, day: date) -> Sequence[bytes]:
    return _tags_in(current.keys(), str(member.member_id), day.toordinal() // WEEK)


@lru_cache(maxsize=4096)
def _tags_in(keys: Keys, member_id: str, week: int) -> Sequence[bytes]:
    return [keys.tag(PURPOSE, f"{member_id}:{week}:{slot}") for slot in range(MOST)]


def _packed(kept: Kept) -> bytes | None:
    """All of one size; None for what is longer than any text may be."""
    plain = zlib.compress(_written(kept).encode())
    return len(plain).to_bytes(4) + plain.ljust(SIZE, b"\0") if len(plain) <= SIZE else None


def _written(kept: Kept) -> str:
    return json.dumps([kept.place, kept.touched_on.isoformat(), dict(kept.fields)], ensure_ascii=False)


def _opened(tag: bytes, sealed: bytes) -> Kept | None:
    plain = current.keys().unseal(PURPOSE, sealed, tag.hex())
    if plain is None:
        return None
    place, day, fields = json.loads(zlib.decompress(plain[4 : 4 + int.from_bytes(plain[:4])]))
    return Kept(place, fields, date.fromisoformat(day))
