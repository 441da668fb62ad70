"""A number for a second browser of the same member: one minute, one time."""

import secrets
import unicodedata
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from app import clock, db
from app.accounts.credentials import EntryCode
from app.keys import Keys

DIGITS = 8
HOLDS_FOR = timedelta(minutes=1)


def offer(keys: Keys, member_id: str) -> str:
    """A fresh number for this member; an earlier one no longer holds."""
    db.session().execute(delete(EntryCode).where(EntryCode.member_id == member_id))
    forget_expired()
    while True:
        number = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
        if _insert(EntryCode(lookup_tag=_tag(keys, number), member_id=member_id, expires_at=clock.now() + HOLDS_FOR)):
            return number


def redeem(keys: Keys, typed: str) -> str | None:
    """Use a number up; returns whose it was, or None when it does not hold (any more)."""
    holding = (EntryCode.lookup_tag == _tag(keys, digits_of(typed)), EntryCode.expires_at > clock.now())
    return db.session().scalar(delete(EntryCode).where(*holding).returning(EntryCode.member_id))


def forget_expired() -> int:
    """Delete numbers whose minute is over; returns how many."""
    over = delete(EntryCode).where(EntryCode.expires_at <= clock.now()).returning(EntryCode.lookup_tag)
    return len(db.session().execute(over).all())


def digits_of(typed: str) -> str:
    """The digits of what was typed, in whatever width and with whatever between them."""
    return "".join(character for character in unicodedata.normalize("NFKC", typed) if character in "0123456789")


def _insert(code: EntryCode) -> bool:
    """False when somebody else holds the same number at this moment."""
    try:
        with db.session().begin_nested():
            db.session().add(code)
    except IntegrityError:
        return False
    return True


def _tag(keys: Keys, number: str) -> bytes:
    return keys.tag("entry-code", number)
