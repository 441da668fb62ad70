"""The way to a browser's push service (RFC 8030): the message is encrypted for the browser alone, and always the same.

What the service learns is in docs/privacy.md: which browser, when, from which site. Nothing else leaves here.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app import clock
from app.config import Settings
from app.keys import Keys
from app.notices.subscriptions import LONGEST, Subscription

# The order of P-256 (FIPS 186-5): private keys are the numbers below it.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
KEY_BYTES, SECRET_BYTES = 65, 16
# Every sentence is made as long as this, so that its length does not tell the language.
LENGTH = 96
WAITS_FOR = 5.0
KEPT_FOR = 12 * 3600


class Outcome(StrEnum):
    """TOLD: the service has it. GONE: the browser is not there any more. LATER: nobody could say."""

    TOLD = "told"
    GONE = "gone"
    LATER = "later"


class Carrier:
    """One application's voice to push services: its key (RFC 8292) comes from the secret, and so lies in no database."""

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self._settings = settings
        number = int.from_bytes(keys.derive("web-push"), "big") % (ORDER - 1) + 1
        self._private = ec.derive_private_key(number, ec.SECP256R1())

    @property
    def public_key(self) -> str:
        """What browsers ask for when they subscribe."""
        point = self._private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return urlsafe_b64encode(point).rstrip(b"=").decode()

    def goes_to(self, endpoint: str) -> bool:
        """Is this one of the push services we call? Anything else could be a machine that should not hear from us."""
        if len(endpoint) > LONGEST or not endpoint.isascii() or not endpoint.isprintable():
            return False
        try:
            place = urlsplit(endpoint)
            port = place.port
        except ValueError:
            return False
        services = [each.strip() for each in self._settings.push_services.split(",") if each.strip()]
        if f"{place.scheme}://{place.netloc}" in services:
            return True
        is_plain = place.scheme == "https" and port in {None, 443} and "@" not in place.netloc
        name = place.hostname or ""
        return is_plain and any(name == each or name.endswith(f".{each}") for each in services)

    def carry(self, subscription: Subscription, sentence: str) -> Outcome:
        """Hand one sentence over; whatever goes wrong on the way is LATER, and is never logged with where it went."""
        if not self.goes_to(subscription.endpoint):
            return Outcome.GONE
        try:
            answer = requests.post(
                subscription.endpoint,
                data=_encrypted(subscription, sentence),
                headers=self._headers(subscription.endpoint),
                timeout=WAITS_FOR,
                allow_redirects=False,
            )
        except requests.RequestException:
            return Outcome.LATER
        if answer.status_code in {404, 410}:
            return Outcome.GONE
        return Outcome.TOLD if answer.ok and answer.status_code < 300 else Outcome.LATER

    def _headers(self, endpoint: str) -> dict[str, str]:
        # The same topic replaces what still waits at the service: one call, however often somebody replied.
        told = {"TTL": str(KEPT_FOR), "Urgency": "normal", "Topic": "notice", "Content-Encoding": "aes128gcm"}
        return told | self._signed(endpoint)

    def _signed(self, endpoint: str) -> dict[str, str]:
        from py_vapid import Vapid02

        place = urlsplit(endpoint)
        claims = {
            "aud": f"{place.scheme}://{place.netloc}",
            "exp": int(clock.now().timestamp()) + KEPT_FOR,
            "sub": f"https://{urlsplit(self._settings.origin).hostname}"
            if self._settings.is_https
            else "https://localhost",
        }
        signed: dict[str, str] = Vapid02(self._private).sign(claims)
        return signed


def is_key(given: str) -> bool:
    """Is this a point on the curve, as a browser gives it?"""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(given))
    except ValueError:
        return False
    return len(_bytes(given)) == KEY_BYTES


def is_secret(given: str) -> bool:
    """Are these the sixteen bytes that browser and site share?"""
    try:
        return len(_bytes(given)) == SECRET_BYTES
    except ValueError:
        return False


def _encrypted(subscription: Subscription, sentence: str) -> bytes:
    from pywebpush import WebPusher

    keys = {"p256dh": subscription.key, "auth": subscription.secret}
    pusher: Any = WebPusher({"endpoint": subscription.endpoint, "keys": keys})
    body: bytes = pusher.encode(sentence.encode().ljust(LENGTH), "aes128gcm")["body"]
    return body


def _bytes(given: str) -> bytes:
    return urlsafe_b64decode(given + "=" * (-len(given) % 4))
