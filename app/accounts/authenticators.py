"""Numbers from an app, one every half minute (RFC 6238): the secret is kept sealed, and no number is good twice."""

import hmac
import unicodedata

import pyotp
import segno
from sqlalchemy import delete, select, update

from app import clock, db
from app.accounts.staff_models import Authenticator
from app.keys import Keys

STEP = 30
# One half minute early or late: telephones and servers do not agree on the time.
NEIGHBOURS = (-1, 0, 1)
ISSUER = "Tomoshibi"
OFFER, SECRET = "authenticator-offer", "authenticator"


def make() -> str:
    """A fresh secret (160 bits), in the letters that apps take."""
    return pyotp.random_base32()


def seal_offer(keys: Keys, secret: str, session_id: str) -> str:
    """The secret as the page carries it back: nothing is kept for who only looks, and it opens in this session only."""
    return keys.seal(OFFER, secret.encode(), session_id).hex()


def unseal_offer(keys: Keys, sealed: str, session_id: str) -> str | None:
    """The secret a page offered in this session, or None."""
    try:
        opened = keys.unseal(OFFER, bytes.fromhex(sealed), session_id)
    except ValueError:
        return None
    return opened.decode() if opened else None


def add(keys: Keys, member_id: str, secret: str, typed: str) -> bool:
    """Keep the secret once the app has shown a number of it; an earlier secret goes. False when the number is wrong."""
    step = _step_of(secret, typed)
    if step is None:
        return False
    remove(member_id)
    sealed = keys.seal(SECRET, secret.encode(), member_id)
    db.session().add(Authenticator(member_id=member_id, secret_sealed=sealed, last_step=step))
    db.session().flush()
    return True


def shows(keys: Keys, member_id: str, typed: str) -> bool:
    """Is this a number of the member's app that was not used before? Uses it up."""
    kept = db.session().get(Authenticator, member_id)
    opened = keys.unseal(SECRET, kept.secret_sealed, member_id) if kept else None
    step = _step_of(opened.decode(), typed) if opened else None
    if step is None:
        return False
    # One statement, so that of two windows with the same number only one gets in.
    newer = (Authenticator.member_id == member_id, Authenticator.last_step < step)
    used = update(Authenticator).where(*newer).values(last_step=step).returning(Authenticator.member_id)
    return db.session().scalar(used) is not None


def is_kept(member_id: str) -> bool:
    """Has this member an app?"""
    return db.session().scalar(select(Authenticator.member_id).where(Authenticator.member_id == member_id)) is not None


def remove(member_id: str) -> None:
    """Forget the app of this member."""
    db.session().execute(delete(Authenticator).where(Authenticator.member_id == member_id))


def demo_number(keys: Keys, member_id: str) -> str | None:
    """What this member's app shows now. Only for trying the site out; settings that are not local refuse it."""
    kept = db.session().get(Authenticator, member_id)
    opened = keys.unseal(SECRET, kept.secret_sealed, member_id) if kept else None
    return number_now(opened.decode()) if opened else None


def number_now(secret: str) -> str:
    """What an app with this secret shows at this moment."""
    return pyotp.TOTP(secret).generate_otp(_now())


def picture(secret: str) -> tuple[int, str]:
    """The QR code of a secret for apps: its side in squares, and the dark squares as the path of an SVG."""
    code = segno.make(pyotp.TOTP(secret).provisioning_uri(name=ISSUER, issuer_name=ISSUER), error="m", micro=False)
    border = 4  # the quiet zone scanners need
    squares = [
        f"M{x + border} {y + border}h1v1h-1z"
        for y, row in enumerate(code.matrix)
        for x, is_dark in enumerate(row)
        if is_dark
    ]
    return len(code.matrix) + 2 * border, "".join(squares)


def _step_of(secret: str, typed: str) -> int | None:
    """The half minute a typed number belongs to, looking at the present one and its neighbours."""
    digits = "".join(each for each in unicodedata.normalize("NFKC", typed) if each in "0123456789")
    app = pyotp.TOTP(secret)
    near = [_now() + away for away in NEIGHBOURS]
    return next((step for step in near if hmac.compare_digest(app.generate_otp(step), digits)), None)


def _now() -> int:
    return int(clock.now().timestamp()) // STEP
