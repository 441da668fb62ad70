"""Recovery codes: ten ways back for who has lost the passphrase, each good for one time."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from app import clock, db
from app.accounts.credentials import RecoveryCode
from app.accounts.offers import Offer
from app.accounts.passphrases import normalise
from app.ids import ALPHABET
from app.keys import Keys

CODES = 10
GROUPS, GROUP = 3, 6
LENGTH = GROUPS * GROUP  # 31^18 is a little over 89 bits


@dataclass(frozen=True, slots=True)
class CodeClaim:
    """Whose recovery code this may be, before it is proved: nobody's when the hash is None."""

    member_id: str | None
    code_hash: str | None


def make() -> Offer:
    """Ten fresh codes; any of them may be typed back, so none is asked for by its place."""
    return Offer([_draw() for _ in range(CODES)], [], clock.now())


def is_one_of(offer: Offer, typed: str) -> bool:
    """Is this one of the offered codes, in any reasonable spelling?"""
    return normalise(typed) in {normalise(code) for code in offer.words}


def place(keys: Keys, member_id: str) -> str:
    """Where an offer of codes holds: for this member, and only until they keep a set or use a code.

    A page that is sent a second time therefore cannot bring back codes that were used meanwhile.
    """
    state = "".join(sorted(tag.hex() for tag in _tags_of(member_id)))
    return f"recovery:{member_id}:{keys.tag('recovery-state', state).hex()}"


def keep(keys: Keys, member_id: str, hashed: Sequence[tuple[str, str]]) -> None:
    """Keep these codes, given with their slow hashes, instead of all earlier ones."""
    db.session().execute(delete(RecoveryCode).where(RecoveryCode.member_id == member_id))
    db.session().add_all(
        RecoveryCode(lookup_tag=tag(keys, code), member_id=member_id, code_hash=code_hash) for code, code_hash in hashed
    )
    db.session().flush()


def left(member_id: str) -> int:
    """How many codes this member can still use."""
    mine = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.member_id == member_id)
    return db.session().scalar(mine) or 0


def claim(keys: Keys, code: str) -> CodeClaim:
    """Look up the account a code would open. The answer must still be proved with Hashing.proves."""
    # As in services.claim: columns and no object, so that a code that is there takes no longer.
    asked = select(RecoveryCode.member_id, RecoveryCode.code_hash).where(RecoveryCode.lookup_tag == tag(keys, code))
    found = db.session().execute(asked).one_or_none()
    return CodeClaim(*found) if found else CodeClaim(None, None)


def spend(keys: Keys, code: str) -> str | None:
    """Use a proved code up; returns whose it was, or None when somebody was faster."""
    used = delete(RecoveryCode).where(RecoveryCode.lookup_tag == tag(keys, code)).returning(RecoveryCode.member_id)
    return db.session().scalar(used)


def tag(keys: Keys, code: str) -> bytes:
    """The keyed tag by which a code is found."""
    return keys.tag("recovery-code", normalise(code))


def _draw() -> str:
    """A code with letters and digits both, so that no plain word in a text can look like one."""
    while True:
        letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if not letters.isalpha() and not letters.isdigit():
            return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def _tags_of(member_id: str) -> Sequence[bytes]:
    return db.session().scalars(select(RecoveryCode.lookup_tag).where(RecoveryCode.member_id == member_id)).all()
