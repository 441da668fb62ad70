"""The second factor of staff: what they have, who may add to it, and showing it. It can be reset by an operator only."""

from flask_babel import gettext as _

from app import db
from app.accounts import authenticators, proofs, renewing, security_keys, staff_record
from app.accounts.staff_models import ProofKind, StaffActKind
from app.errors import Invalid, NotAllowed, NotFound
from app.keys import Keys
from app.permissions import Actor


def number(member_id: str) -> int:
    """How many ways to show a second factor a member has."""
    return security_keys.number(member_id) + authenticators.is_kept(member_id)


def may_keep(member: Actor) -> bool:
    """May this session add a factor? The first one only after bringing an invitation: a stolen passphrase is not enough."""
    if not member.is_staff:
        return False
    return proofs.holds(member.session_id) or (number(_id(member)) == 0 and proofs.is_invited(member.session_id))


def require_keeping(member: Actor) -> None:
    """Raise NotAllowed unless `may_keep`."""
    if not may_keep(member):
        raise NotAllowed(_("ここから先は、もう一つの確認をしてから進めます。"))


def added(member: Actor) -> str:
    """A factor has just been added, and thereby shown; returns the new token of this session."""
    staff_record.add_own(StaffActKind.FACTOR_ADDED, member)
    return shown(member)


def shown(member: Actor) -> str:
    """A factor was shown: powers come into this session, under a new identifier; returns its new token."""
    return renewing.renew(str(member.session_id), ProofKind.SHOWN)


def remove_key(member: Actor, key_id: str) -> None:
    """Forget one of one's own keys, unless it is the last factor."""
    _refuse_last(member)
    if not security_keys.remove(_id(member), key_id):
        raise NotFound()
    staff_record.add_own(StaffActKind.FACTOR_REMOVED, member)


def remove_authenticator(member: Actor) -> None:
    """Forget one's app, unless it is the last factor."""
    _refuse_last(member)
    if not authenticators.is_kept(_id(member)):
        raise NotFound()
    authenticators.remove(_id(member))
    staff_record.add_own(StaffActKind.FACTOR_REMOVED, member)


def add_authenticator(keys: Keys, member: Actor, secret: str, typed: str) -> str | None:
    """Keep an app that has shown a right number; returns the new token of this session, or None."""
    require_keeping(member)
    if not authenticators.add(keys, _id(member), secret, typed):
        return None
    return added(member)


def forget_all(member_id: str) -> None:
    """Every factor of this member goes."""
    security_keys.remove_all(member_id)
    authenticators.remove(member_id)
    db.session().flush()


def _refuse_last(member: Actor) -> None:
    require_keeping(member)
    if number(_id(member)) < 2:
        raise Invalid(_("最後のひとつは消せません。先に、もうひとつ加えてください。"))


def _id(member: Actor) -> str:
    return str(member.member_id)
