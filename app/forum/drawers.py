"""One member's own lists about reading: how far they have read, bookmarks, muted names, hidden threads.

What somebody reads at night is as private as what they write. All of it lies sealed in one row that does not say whose it
is, padded so that its length says little; a stolen database can tell neither who read what nor which masks read alike.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.exc import IntegrityError

from app import clock, db
from app.accounts import current
from app.forum import models
from app.permissions import Actor

PURPOSE = "drawer"
STEP = 2048
# How many days a place of reading is remembered, and how many of each kind at most; the oldest give way.
REMEMBERED_FOR = timedelta(days=60)
MOST = 400

Kept = Mapping[str, date]
_COLUMNS = models.Drawer.__table__.c
# Asked by every page of a member.
_SEALED = select(_COLUMNS.sealed).where(_COLUMNS.tag == bindparam("tag"))


@dataclass(frozen=True, slots=True)
class Drawer:
    """reached: thread → (number of the last reply seen, day). The others: what, and the day it was put in.

    is_forgetful: the member does not want places of reading to be remembered.
    """

    reached: Mapping[str, tuple[int, date]] = field(default_factory=dict)
    bookmarks: Kept = field(default_factory=dict)
    muted: Kept = field(default_factory=dict)
    hidden: Kept = field(default_factory=dict)
    is_forgetful: bool = False

    def last_seen(self, thread_id: str) -> int | None:
        """The number of the last reply that was seen; None where nothing is remembered."""
        reached = self.reached.get(thread_id)
        return reached[0] if reached and reached[1] + REMEMBERED_FOR > clock.today() else None


EMPTY = Drawer()


def of(member: Actor) -> Drawer:
    """What this member keeps; nothing for visitors."""
    if member.member_id is None:
        return EMPTY
    tag = _tag(member.member_id)
    sealed = db.session().scalar(_SEALED, {"tag": tag})
    return _opened(tag, sealed) if sealed else EMPTY


def reach(member: Actor, thread_id: str, seq: int) -> None:
    """Remember that this member has read up to this reply; never backwards, and not at all if they do not want it."""
    drawer = _for_change(member)
    if not drawer.is_forgetful and seq >= (drawer.last_seen(thread_id) or 0):
        _put(member, replace(drawer, reached=_with(drawer.reached, thread_id, (seq, clock.today()))))


def put(member: Actor, what: str, identifier: str) -> None:
    """Add to one of the lists: bookmarks, muted or hidden."""
    drawer = _for_change(member)
    changes: dict[str, Any] = {what: _with(getattr(drawer, what), identifier, clock.today())}
    _put(member, replace(drawer, **changes))


def take_out(member: Actor, what: str, identifier: str) -> None:
    """Remove from one of the lists; nothing happens, and nothing is written, where it is not in there."""
    if identifier not in getattr(of(member), what):
        return
    drawer = _for_change(member)
    changes: dict[str, Any] = {what: {name: day for name, day in getattr(drawer, what).items() if name != identifier}}
    _put(member, replace(drawer, **changes))


def be_forgetful(member: Actor) -> None:
    """Forget where this member has read, and remember it no more."""
    _put(member, replace(_for_change(member), reached={}, is_forgetful=True))


def remember_again(member: Actor) -> None:
    """Remember from now on."""
    _put(member, replace(_for_change(member), is_forgetful=False))


def forget(member: Actor) -> None:
    """Leave nothing of this member."""
    if member.member_id is not None:
        db.session().execute(delete(models.Drawer).where(models.Drawer.tag == _tag(member.member_id)))


def forget_expired() -> int:
    """Take out the places of reading whose time is over, in every drawer that has one."""
    due = select(models.Drawer).where(models.Drawer.due_on <= clock.today()).with_for_update()
    rows = db.session().scalars(due).all()
    for row in rows:
        _write(row, _opened(row.tag, row.sealed))
    return len(rows)


def _tag(member_id: str) -> bytes:
    return current.keys().tag(PURPOSE, member_id)


def _for_change(member: Actor) -> Drawer:
    """The drawer, locked until the end of the transaction, so that two windows lose nothing of each other's."""
    tag = _tag(str(member.member_id))
    row = select(models.Drawer).where(models.Drawer.tag == tag).execution_options(populate_existing=True)
    found = db.session().scalar(row.with_for_update())
    if found is None:
        try:
            with db.session().begin_nested():
                db.session().add(_write(models.Drawer(tag=tag), EMPTY))
        except IntegrityError:
            found = db.session().scalar(row.with_for_update())
    return _opened(found.tag, found.sealed) if found else EMPTY


def _put(member: Actor, drawer: Drawer) -> None:
    _write(db.session().get_one(models.Drawer, _tag(str(member.member_id))), drawer)


def _write(row: models.Drawer, drawer: Drawer) -> models.Drawer:
    today = clock.today()
    reached = {name: place for name, place in drawer.reached.items() if place[1] + REMEMBERED_FOR > today}
    plain = json.dumps(as_written(replace(drawer, reached=reached)), separators=(",", ":")).encode()
    row.sealed = current.keys().seal(PURPOSE, plain.ljust(-(-len(plain) // STEP) * STEP), row.tag.hex())
    row.due_on = min((day for _seq, day in reached.values()), default=today) + REMEMBERED_FOR if reached else None
    return row


def _opened(tag: bytes, sealed: bytes) -> Drawer:
    plain = current.keys().unseal(PURPOSE, sealed, tag.hex())
    if plain is None:
        return EMPTY
    written = json.loads(plain)
    return Drawer(
        reached={name: (seq, date.fromisoformat(day)) for name, (seq, day) in written["reached"].items()},
        **{what: _days(written[what]) for what in ("bookmarks", "muted", "hidden")},
        is_forgetful=written["is_forgetful"],
    )


def as_written(drawer: Drawer) -> dict[str, Any]:
    """The drawer in plain values, for its owner's export and for sealing."""
    return {
        "reached": {name: [seq, day.isoformat()] for name, (seq, day) in drawer.reached.items()},
        **{
            what: {name: day.isoformat() for name, day in getattr(drawer, what).items()}
            for what in ("bookmarks", "muted", "hidden")
        },
        "is_forgetful": drawer.is_forgetful,
    }


def _days(written: Mapping[str, str]) -> Kept:
    return {name: date.fromisoformat(day) for name, day in written.items()}


def _with(kept: Mapping[str, Any], name: str, value: object) -> dict[str, Any]:
    """Newest last; the oldest gives way when there is no more room."""
    rest = [each for each in kept.items() if each[0] != name]
    return dict([*rest, (name, value)][-MOST:])
