"""Signed-in browsers: a random token in the cookie, its hash in the database, nothing about the device."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from app import clock, db
from app.accounts.locking import Stirring
from app.accounts.models import BrowserSession, Member

TOKEN_BYTES = 32
_WITH_MEMBER = (
    select(BrowserSession, Member)
    .join(Member, Member.id == BrowserSession.member_id)
    .where(
        BrowserSession.token_hash == bindparam("token_hash"),
        BrowserSession.expires_at > bindparam("now"),
        BrowserSession.ends_at > bindparam("now"),
    )
)


def begin(member: Member, days: int) -> tuple[BrowserSession, str]:
    """Start a session on the member's own device; returns the row and the token for the cookie."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    end = clock.to_the_hour(clock.now()) + timedelta(days=days)
    row = BrowserSession(token_hash=_hash(token), member_id=member.id, expires_at=end, ends_at=end)
    db.session().add(row)
    db.session().flush()
    return row, token


def keep_while_used(token: str, unused: timedelta) -> None:
    """Let a session that was just begun end earlier when nobody comes back for so long."""
    row = find(token)
    if row is not None:
        row.expires_at = min(row.ends_at, clock.to_the_hour(clock.now()) + unused)


def lend(token: str, lasts: timedelta, idle: timedelta) -> None:
    """The session that was just begun is on a device that others use, too: it ends soon, and asks again when it is quiet."""
    row = find(token)
    if row is not None:
        row.expires_at = row.ends_at = clock.to_the_hour(clock.now()) + lasts
        row.locks_at = clock.now() + idle


def find(token: str) -> BrowserSession | None:
    """The session a cookie's token belongs to, while it holds; it may be locked."""
    return db.session().scalar(select(BrowserSession).where(BrowserSession.token_hash == _hash(token), *_holding()))


def find_with_member(token: str) -> tuple[BrowserSession, Member] | None:
    """The same, with whose it is: every page asks this first."""
    now = clock.now()
    row = db.session().execute(_WITH_MEMBER, {"token_hash": _hash(token), "now": now}).one_or_none()
    return (row[0], row[1]) if row else None


def get(session_id: str) -> BrowserSession | None:
    """A session that holds, by its identifier; it may be locked."""
    return db.session().scalar(select(BrowserSession).where(BrowserSession.id == session_id, *_holding()))


def end(session_id: str) -> None:
    """End one session."""
    db.session().execute(delete(BrowserSession).where(BrowserSession.id == session_id))


def of_member(member_id: str) -> Sequence[BrowserSession]:
    """The sessions of a member that still hold, the newest first."""
    mine = select(BrowserSession).where(BrowserSession.member_id == member_id, *_holding())
    return db.session().scalars(mine.order_by(BrowserSession.began_at.desc())).all()


def end_of(member_id: str, session_id: str) -> bool:
    """End one session if it belongs to this member; says whether it did."""
    own = delete(BrowserSession).where(BrowserSession.id == session_id, BrowserSession.member_id == member_id)
    return db.session().scalar(own.returning(BrowserSession.id)) is not None


def end_all(member_id: str, but: str | None = None) -> set[str]:
    """End every session of a member (but one, where given); returns their identifiers so that their sockets can be closed."""
    meant = [BrowserSession.member_id == member_id]
    if but is not None:
        meant.append(BrowserSession.id != but)
    return set(db.session().scalars(delete(BrowserSession).where(*meant).returning(BrowserSession.id)))


def begin_anew(member_id: str) -> set[str]:
    """The same browsers under new identifiers; returns the old ones, so that their sockets end in every process.

    What hung on the old ones (proofs of a second factor, being called) goes with them.
    """
    old = db.session().scalars(select(BrowserSession).where(BrowserSession.member_id == member_id)).all()
    kept = ("token_hash", "member_id", "began_at", "expires_at", "ends_at", "locks_at")
    again = [BrowserSession(**{name: getattr(row, name) for name in kept}) for row in old]
    ids = end_all(member_id)
    db.session().add_all(again)
    db.session().flush()
    return ids


def forget_ended() -> int:
    """Delete sessions past their end; returns how many."""
    past = or_(BrowserSession.expires_at <= clock.now(), BrowserSession.ends_at <= clock.now())
    return len(db.session().execute(delete(BrowserSession).where(past).returning(BrowserSession.id)).all())


def still_awake(session_ids: set[str], stirring: Stirring) -> set[str]:
    """Those of `session_ids` that hold and are not locked: only they may keep a socket."""
    found = db.session().execute(
        select(BrowserSession.id, BrowserSession.locks_at).where(BrowserSession.id.in_(session_ids), *_holding())
    )
    return {session_id for session_id, locks_at in found if not stirring.is_locked(session_id, locks_at)}


def lock(session_id: str, idle: timedelta) -> None:
    """Ask again from now on, also in processes that remember a visit; sessions on one's own device do not lock."""
    shared = (BrowserSession.id == session_id, BrowserSession.locks_at.is_not(None))
    db.session().execute(update(BrowserSession).where(*shared).values(locks_at=clock.now() - idle))


def unlock(session_id: str, idle: timedelta) -> None:
    """Whoever holds the passphrase is back."""
    shared = (BrowserSession.id == session_id, BrowserSession.locks_at.is_not(None))
    db.session().execute(update(BrowserSession).where(*shared).values(locks_at=clock.now() + idle))


def slide(stirs: Mapping[str, datetime], idle: timedelta, unused: timedelta) -> None:
    """Write down what was remembered in memory: visits put the lock off, and on one's own device the end of disuse."""
    rows = db.session().scalars(select(BrowserSession).where(BrowserSession.id.in_(list(stirs))))
    for row in rows:
        stirred = stirs[row.id]
        if row.locks_at is None:
            row.expires_at = max(row.expires_at, min(row.ends_at, clock.to_the_hour(stirred) + unused))
        elif row.locks_at > clock.now() - idle:
            row.locks_at = max(row.locks_at, stirred + idle)


def _holding() -> tuple[ColumnElement[bool], ...]:
    return BrowserSession.expires_at > clock.now(), BrowserSession.ends_at > clock.now()


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
