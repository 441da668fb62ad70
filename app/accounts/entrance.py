"""What every way in has in common: the new browser session, the slow proof, the troubles of an asked word."""

from datetime import timedelta
from typing import Any

from flask import current_app, session

from app import throttle, web
from app.accounts import current, forms, locking, services, sessions
from app.accounts.offers import Offer
from app.accounts.passphrases import Hashing


def let_in(token: str, *, is_own_device: bool) -> None:
    """A new browser session with nothing of the old one in it (session fixation).

    On one's own device it lasts while it is used; on any other it ends soon, and asks again when it was quiet.
    """
    settings = current_app.extensions["tomoshibi_settings"]
    if is_own_device:
        sessions.keep_while_used(token, timedelta(days=settings.session_unused_days))
    else:
        sessions.lend(token, timedelta(hours=settings.shared_hours), locking.stirring().idle)
    web.forget_browser_session()
    session[current.COOKIE_FIELD] = token
    session.permanent = is_own_device


def hashing() -> Hashing:
    """The slow hash of this application."""
    return current_app.extensions["tomoshibi_hashing"]


def take_turn() -> None:
    """Count a try to prove who one is; who was wrong often waits longer each time, whatever was tried."""
    throttle.take_turn(throttle.SIGN_IN, throttle.SIGN_IN_OF_ALL)


def proves(kept: str | None, typed: str | None) -> bool:
    """The slow proof, computed exactly once, for known and unknown alike; a right one forgives the tries before."""
    web.rest()
    is_proved = hashing().proves(kept, typed or "")
    if is_proved:
        throttle.forgive(throttle.SIGN_IN)
    return is_proved


def keep_up_to_date(claim: services.Claim, passphrase: str) -> None:
    """After a proof: when the operator chose other parameters since, keep the passphrase under the new ones."""
    if claim.member_id and claim.passphrase_hash and hashing().is_outdated(claim.passphrase_hash):
        web.rest()
        services.renew_hash(claim.member_id, hashing().hash(passphrase))


def session_days() -> int:
    """How long a sign-in holds."""
    return current_app.extensions["tomoshibi_settings"].session_days


def troubles_of(form: Any, offer: Offer) -> dict[str, Any]:
    """What to look at again in a form that repeats two words of an offered passphrase."""
    form.validate()
    troubles = {name: errors[0] for name, errors in form.errors.items()}
    if "first_word" not in troubles and not offer.is_confirmed_by([form.first_word.data, form.second_word.data]):
        troubles["first_word"] = forms.WRONG_WORDS
    return troubles
