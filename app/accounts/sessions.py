"""Signed-in browsers: a random token in the cookie, its hash in the database, nothing about the device."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select

from app import clock, db
from app.accounts.models import BrowserSession, Member

TOKEN_BYTES = 32


def begin(member: Member, days: int) -> tuple[BrowserSession, str]:
    """Start a session; returns the row and the token for the cookie."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = BrowserSession(
        token_hash=_hash(token), member_id=member.id, expires_at=clock.to_the_hour(clock.now()) + timedelta(days=days)
    )
    db.session().add(row)
    db.session().flush()
    return row, token


def find(token: str) -> BrowserSession | None:
    """The session a cookie's token belongs to, while it holds."""
    return db.session().scalar(
        select(BrowserSession).where(BrowserSession.token_hash == _hash(token), BrowserSession.expires_at > clock.now())
    )


def end(session_id: str) -> None:
    """End one session."""
    db.session().execute(delete(BrowserSession).where(BrowserSession.id == session_id))


def of_member(member_id: str) -> Sequence[BrowserSession]:
    """The sessions of a member that still hold, the newest first."""
    holding = (BrowserSession.member_id == member_id, BrowserSession.expires_at > clock.now())
    return db.session().scalars(select(BrowserSession).where(*holding).order_by(BrowserSession.began_at.desc())).all()


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


def forget_ended() -> int:
    """Delete sessions past their end; returns how many."""
    ended = delete(BrowserSession).where(BrowserSession.expires_at <= clock.now()).returning(BrowserSession.id)
    return len(db.session().execute(ended).all())


def still_valid(session_ids: set[str]) -> set[str]:
    """Those of `session_ids` that still hold."""
    return set(
        db.session().scalars(
            select(BrowserSession.id).where(BrowserSession.id.in_(session_ids), BrowserSession.expires_at > clock.now())
        )
    )


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
