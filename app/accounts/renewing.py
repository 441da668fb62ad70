"""A new identifier and a new token for a browser session whose power changes: what anybody knew of the old is worth nothing."""

import hashlib
import secrets

from flask import session
from sqlalchemy import update

from app import db, realtime, web
from app.accounts import current, locking, proofs, sessions
from app.accounts.models import BrowserSession
from app.accounts.staff_models import ProofKind
from app.ids import new_id


def renew(session_id: str, proved: ProofKind | None = None) -> str:
    """Rename the session, remember what it has now proved, close its sockets; returns the token for the cookie."""
    proofs.forget({session_id})
    token, renamed = secrets.token_urlsafe(sessions.TOKEN_BYTES), new_id()
    values = {"id": renamed, "token_hash": hashlib.sha256(token.encode()).digest()}
    renewing = update(BrowserSession).where(BrowserSession.id == session_id).values(values)
    db.session().execute(renewing.execution_options(synchronize_session=False))
    if proved is not None:
        proofs.keep(renamed, proved)
    locking.stirring().stir(renamed)
    realtime.evict({session_id})
    return token


def carry_on(token: str) -> None:
    """The browser goes on with the new token, for as long as it would have with the old; nothing else is carried over."""
    is_kept = session.permanent
    web.forget_browser_session()
    session[current.COOKIE_FIELD] = token
    session.permanent = is_kept
