"""Joining, signing in, changing the passphrase, signing out."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from app import db, realtime
from app.accounts import masks, off_work, sessions, staff_record
from app.accounts.credentials import Credential
from app.accounts.locking import Stirring
from app.accounts.models import Mask, Member
from app.accounts.passphrases import passphrase_tag
from app.accounts.staff_models import StaffActKind
from app.errors import NotFound
from app.ids import new_id
from app.keys import Keys
from app.permissions import Actor, Role


@dataclass(frozen=True, slots=True)
class Joining:
    """Everything needed for a new account: the name to write under, the passphrase and its slow hash."""

    name: str
    passphrase: str
    passphrase_hash: str
    role: Role = Role.MEMBER
    badge: str | None = None


def join(keys: Keys, joining: Joining) -> Member:
    """Make a member with a credential and a first mask; raises NameTaken."""
    member_id = new_id()
    member = Member(id=member_id, role=joining.role, choices=masks.nothing_chosen(keys, member_id))
    db.session().add(member)
    db.session().flush()
    tag = passphrase_tag(keys, joining.passphrase)
    db.session().add(Credential(member_id=member.id, lookup_tag=tag, passphrase_hash=joining.passphrase_hash))
    masks.make(keys, member, joining.name, joining.badge)
    return member


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose passphrase this may be, before it is proved: nobody's when the hash is None."""

    member_id: str | None
    passphrase_hash: str | None


def claim(keys: Keys, passphrase: str) -> Claim:
    """Look up the account a passphrase would belong to. The answer must still be proved with Hashing.proves."""
    tag = passphrase_tag(keys, passphrase)
    # Two columns and no object: making one takes time, for those who are there alone.
    asked = select(Credential.member_id, Credential.passphrase_hash).where(Credential.lookup_tag == tag)
    found = db.session().execute(asked).one_or_none()
    return Claim(*found) if found else Claim(None, None)


def sign_in(member_id: str, days: int) -> str:
    """Begin a session for a member whose passphrase was proved; returns the token for the cookie."""
    _row, token = sessions.begin(db.session().get_one(Member, member_id), days)
    return token


def renew_hash(member_id: str, passphrase_hash: str) -> None:
    """Keep the same passphrase under the operator's present parameters."""
    db.session().get_one(Credential, member_id).passphrase_hash = passphrase_hash


def change_passphrase(keys: Keys, member_id: str, passphrase: str, passphrase_hash: str) -> None:
    """Put a new passphrase in the place of the old one."""
    credential = db.session().get_one(Credential, member_id)
    credential.lookup_tag, credential.passphrase_hash = passphrase_tag(keys, passphrase), passphrase_hash
    db.session().flush()


def sign_out(member: Actor) -> None:
    """End this browser's session and close its sockets."""
    if member.session_id is not None:
        off_work.leave(member)
        sessions.end(member.session_id)
        realtime.evict({member.session_id})


def sign_out_elsewhere(member: Actor) -> None:
    """End all sessions of this member but the one asking, and close their sockets."""
    if member.member_id is not None:
        realtime.evict(sessions.end_all(member.member_id, but=member.session_id))


def erase(member: Actor) -> None:
    """Delete the account with its masks and secrets; whatever still points at a mask must have been handed on before."""
    if member.is_staff:
        staff_record.add_own(StaffActKind.LEFT, member)
    db.session().execute(delete(Mask).where(Mask.id.in_(list(member.masks))))
    db.session().execute(delete(Member).where(Member.id == member.member_id))


def sign_out_all_of(member_id: str) -> None:
    """End all sessions of a member who has proved a recovery code."""
    realtime.evict(sessions.end_all(member_id))


def sign_out_there(member: Actor, session_id: str) -> None:
    """End one session of this member and close its sockets; NotFound when it is not theirs."""
    if member.member_id is None or not sessions.end_of(member.member_id, session_id):
        raise NotFound()
    realtime.evict({session_id})


def sign_out_everywhere(member: Actor) -> None:
    """End all sessions of this member and close their sockets."""
    if member.member_id is not None:
        off_work.leave(member)
        realtime.evict(sessions.end_all(member.member_id))


def lock(member: Actor, stirring: Stirring) -> None:
    """Ask for the passphrase from now on, where the device is shared; its sockets close."""
    if member.session_id is not None:
        sessions.lock(member.session_id, stirring.idle)
        stirring.forget(member.session_id)
        realtime.evict({member.session_id})


def unlock(session_id: str, member_id: str | None, stirring: Stirring) -> bool:
    """Open a locked session to its own member, whose passphrase was proved; says whether it was theirs."""
    row = sessions.get(session_id)
    if row is None or row.member_id != member_id:
        return False
    sessions.unlock(session_id, stirring.idle)
    stirring.stir(session_id)
    return True
