"""Keys and devices that sign a challenge (WebAuthn): bound to this site's address, so that no copy of it can borrow them."""

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit

import webauthn
from flask import current_app
from sqlalchemy import delete, func, select
from webauthn.helpers import exceptions, options_to_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from app import db
from app.accounts import proofs
from app.accounts.staff_models import SecurityKey
from app.errors import Invalid
from app.keys import Keys
from app.permissions import Actor

ADD, SHOW = "add", "show"
MOST = 10
LONGEST_NAME = 40
# What the browser shows while it asks; it must not say what the site is about.
SITE_NAME = "Tomoshibi"
REFUSED = (exceptions.WebAuthnException, ValueError, KeyError, TypeError)


def can_be_used() -> bool:
    """Browsers know keys by the name of a site; an address of numbers has none."""
    try:
        ipaddress.ip_address(_site())
    except ValueError:
        return True
    return False


def of_member(member_id: str) -> Sequence[SecurityKey]:
    """The keys of a member, the oldest first."""
    mine = select(SecurityKey).where(SecurityKey.member_id == member_id)
    return db.session().scalars(mine.order_by(SecurityKey.added_on, SecurityKey.id)).all()


def number(member_id: str) -> int:
    """How many keys a member has."""
    mine = select(func.count()).select_from(SecurityKey).where(SecurityKey.member_id == member_id)
    return db.session().scalar(mine) or 0


def ask_to_add(keys: Keys, member: Actor) -> str:
    """What the browser needs to make a new key, as JSON; the challenge is kept for this session."""
    member_id, session_id = _names_of(member)
    options = webauthn.generate_registration_options(
        rp_id=_site(),
        rp_name=SITE_NAME,
        user_name=SITE_NAME,
        user_id=keys.tag("webauthn-user", member_id),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=UserVerificationRequirement.PREFERRED
        ),
        exclude_credentials=_descriptors(member_id),
    )
    proofs.challenge(session_id, ADD, options.challenge)
    return options_to_json(options)


def add(member: Actor, name: str, answer: str) -> SecurityKey | None:
    """Keep the key the browser has made; None when it does not answer the challenge of this session."""
    member_id, session_id = _names_of(member)
    challenge = proofs.take_challenge(session_id, ADD)
    if challenge is None:
        return None
    try:
        made = webauthn.verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=_site(), expected_origin=_origin()
        )
    except REFUSED:
        return None
    if number(member_id) >= MOST or _known(made.credential_id) is not None:
        return None
    return _keep(member_id, name, made)


def ask_to_show(member: Actor) -> str:
    """What the browser needs to let a key sign, as JSON; the challenge is kept for this session."""
    member_id, session_id = _names_of(member)
    options = webauthn.generate_authentication_options(
        rp_id=_site(),
        allow_credentials=_descriptors(member_id),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    proofs.challenge(session_id, SHOW, options.challenge)
    return options_to_json(options)


def shows(member: Actor, answer: str) -> bool:
    """Did a key of this member sign the challenge of this session? Uses the challenge up either way."""
    member_id, session_id = _names_of(member)
    challenge = proofs.take_challenge(session_id, SHOW)
    key = _answering(member_id, answer)
    if challenge is None or key is None:
        return False
    try:
        seen = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_site(),
            expected_origin=_origin(),
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
        )
    except REFUSED:
        return False
    key.sign_count = seen.new_sign_count
    return True


def remove(member_id: str, key_id: str) -> bool:
    """Forget one key if it belongs to this member; says whether it did."""
    own = delete(SecurityKey).where(SecurityKey.id == key_id, SecurityKey.member_id == member_id)
    return db.session().scalar(own.returning(SecurityKey.id)) is not None


def remove_all(member_id: str) -> None:
    """Forget every key of this member."""
    db.session().execute(delete(SecurityKey).where(SecurityKey.member_id == member_id))


def _keep(member_id: str, name: str, made: VerifiedRegistration) -> SecurityKey:
    key = SecurityKey(member_id=member_id, name=name, credential_id=made.credential_id)
    key.public_key, key.sign_count = made.credential_public_key, made.sign_count
    db.session().add(key)
    db.session().flush()
    return key


def _answering(member_id: str, answer: str) -> SecurityKey | None:
    """The key that says it signed, if it is one of this member's."""
    try:
        credential = webauthn.helpers.parse_authentication_credential_json(answer)
    except REFUSED:
        return None
    found = _known(credential.raw_id)
    return found if found is not None and found.member_id == member_id else None


def _known(credential_id: bytes) -> SecurityKey | None:
    return db.session().scalar(select(SecurityKey).where(SecurityKey.credential_id == credential_id))


def _descriptors(member_id: str) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=key.credential_id) for key in of_member(member_id)]


def _names_of(member: Actor) -> tuple[str, str]:
    if member.member_id is None or member.session_id is None:
        raise Invalid()
    return member.member_id, member.session_id


def _origin() -> str:
    return str(current_app.extensions["tomoshibi_settings"].origin)


def _site() -> str:
    return urlsplit(_origin()).hostname or ""
