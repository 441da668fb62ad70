"""What a browser session has proved beyond the passphrase: powers come into it only then, and only for a while."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import delete, select

from app import clock, db
from app.accounts.models import BrowserSession, Member
from app.accounts.staff_models import FactorChallenge, ProofKind, SessionProof
from app.permissions import Role

# A long evening of work; whoever comes back the next day shows the factor again.
HOLDS_FOR = timedelta(hours=12)
# Somebody who has just brought an invitation adds the first factor in one sitting.
INVITED_FOR = timedelta(hours=1)
CHALLENGE_FOR = timedelta(minutes=5)


def holds(session_id: str | None) -> bool:
    """Has this session shown a second factor that still counts?"""
    return _holds(session_id, ProofKind.SHOWN)


def still_at_work(session_ids: Collection[str], roles: Collection[Role]) -> set[str]:
    """Those sessions that belong to somebody with one of these roles and have shown a second factor that still counts."""
    owner = select(SessionProof.session_id).join(BrowserSession, BrowserSession.id == SessionProof.session_id)
    shown = owner.where(SessionProof.kind == ProofKind.SHOWN, SessionProof.until > clock.now())
    here = shown.where(SessionProof.session_id.in_(list(session_ids)))
    return set(
        db.session().scalars(here.join(Member, Member.id == BrowserSession.member_id).where(Member.role.in_(roles)))
    )


def is_invited(session_id: str | None) -> bool:
    """Has this session just brought an invitation, so that a first factor may be added?"""
    return _holds(session_id, ProofKind.INVITED)


def keep(session_id: str, kind: ProofKind) -> None:
    """Remember what this session has proved."""
    length = HOLDS_FOR if kind is ProofKind.SHOWN else INVITED_FOR
    db.session().merge(SessionProof(session_id=session_id, kind=kind, until=clock.now() + length))
    db.session().flush()


def forget(session_ids: set[str]) -> None:
    """These sessions have proved nothing any more."""
    for kept in (SessionProof, FactorChallenge):
        db.session().execute(delete(kept).where(kept.session_id.in_(session_ids)))


def challenge(session_id: str, purpose: str, words: bytes) -> None:
    """What a key must sign next in this session; an earlier challenge no longer counts."""
    made = FactorChallenge(session_id=session_id, purpose=purpose, challenge=words)
    made.expires_at = clock.now() + CHALLENGE_FOR
    db.session().merge(made)
    db.session().flush()


def take_challenge(session_id: str, purpose: str) -> bytes | None:
    """Use the challenge of this session up; None when there is none for this purpose, or its minutes are over."""
    used = delete(FactorChallenge).where(FactorChallenge.session_id == session_id)
    found = (
        db.session()
        .execute(used.returning(FactorChallenge.challenge, FactorChallenge.purpose, FactorChallenge.expires_at))
        .one_or_none()
    )
    if found is None or found.purpose != purpose or found.expires_at <= clock.now():
        return None
    return found.challenge


def forget_expired() -> None:
    """Delete what no longer counts."""
    db.session().execute(delete(SessionProof).where(SessionProof.until <= clock.now()))
    db.session().execute(delete(FactorChallenge).where(FactorChallenge.expires_at <= clock.now()))


def _holds(session_id: str | None, kind: ProofKind) -> bool:
    if session_id is None:
        return False
    asked = (SessionProof.session_id == session_id, SessionProof.kind == kind, SessionProof.until > clock.now())
    return db.session().scalar(select(SessionProof.session_id).where(*asked)) is not None
