"""Which browsers may be called: one for each session on a device of one's own, sealed, and gone with the session."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from app import clock, db
from app.accounts import sessions
from app.accounts.models import BrowserSession
from app.keys import Keys
from app.notices.models import PushSubscription

PURPOSE, TAG = "push-subscription", "push-endpoint"
SIZE = 2048
LONGEST = 1200
MOMENTS = ("told_at", "rang_at")


@dataclass(frozen=True, slots=True)
class Subscription:
    """endpoint, key, secret: as the browser gave them (RFC 8291). language: of the sentence.

    told_at: up to when this device knows. rang_at: when it was last called. failures: how often its push service did
    not answer since.
    """

    endpoint: str
    key: str
    secret: str
    language: str
    told_at: datetime
    rang_at: datetime | None = None
    failures: int = 0


def is_possible(session_id: str | None) -> bool:
    """Only where nobody else looks at the screen: on a device of one's own."""
    session = sessions.get(session_id) if session_id else None
    return session is not None and session.locks_at is None


def keep(keys: Keys, session_id: str, subscription: Subscription) -> None:
    """Remember where this browser can be called; whoever used it under another session is called there no longer."""
    tag = keys.tag(TAG, subscription.endpoint)
    others = (PushSubscription.tag == tag, PushSubscription.session_id != session_id)
    db.session().execute(delete(PushSubscription).where(*others))
    row = PushSubscription(session_id=session_id, tag=tag, sealed=_sealed(keys, session_id, subscription))
    db.session().merge(row)


def of_session(keys: Keys, session_id: str | None) -> Subscription | None:
    """How this browser is called, if it is."""
    row = db.session().get(PushSubscription, session_id) if session_id else None
    return _opened(keys, row) if row else None


def of_member(keys: Keys, member_id: str) -> Sequence[tuple[str, Subscription]]:
    """Every device that may be called now, by its session: sessions that hold, and that no stranger shares."""
    own = [session.id for session in sessions.of_member(member_id) if session.locks_at is None]
    rows = db.session().scalars(select(PushSubscription).where(PushSubscription.session_id.in_(own)))
    opened = [(row.session_id, _opened(keys, row)) for row in rows]
    return [(session_id, found) for session_id, found in opened if found]


def members() -> Sequence[str]:
    """Everybody who has a device that may be called."""
    joined = select(BrowserSession.member_id).join(PushSubscription, PushSubscription.session_id == BrowserSession.id)
    return db.session().scalars(joined.distinct()).all()


def change(keys: Keys, session_id: str, **changes: Any) -> None:
    """Note what became of a call; nothing to do when the session has ended meanwhile."""
    row = db.session().scalar(
        select(PushSubscription).where(PushSubscription.session_id == session_id).with_for_update()
    )
    known = _opened(keys, row) if row else None
    if row and known:
        row.sealed = _sealed(keys, session_id, replace(known, **changes))


def remove(session_id: str) -> None:
    """Call this browser no more."""
    db.session().execute(delete(PushSubscription).where(PushSubscription.session_id == session_id))


def made(endpoint: str, key: str, secret: str, language: str) -> Subscription:
    """A subscription from now on: what was told before calls nobody."""
    return Subscription(endpoint, key, secret, language, clock.now())


def _sealed(keys: Keys, session_id: str, subscription: Subscription) -> bytes:
    plain = json.dumps(asdict(subscription), default=datetime.isoformat).encode()
    return keys.seal(PURPOSE, plain.ljust(SIZE), session_id)


def _opened(keys: Keys, row: PushSubscription) -> Subscription | None:
    plain = keys.unseal(PURPOSE, row.sealed, row.session_id)
    if plain is None:
        return None
    written = json.loads(plain)
    moments = {name: datetime.fromisoformat(written[name]) for name in MOMENTS if written[name]}
    return Subscription(**(written | moments))
