"""Keys derived from the one secret: sealing (AES-GCM) and keyed tags (HMAC-SHA256).

What is sealed or tagged here cannot be linked or read from a stolen database without the secret
(NIST SP 800-38D, RFC 5869).
"""

import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12


class Keys:
    """Purpose-bound keys: `seal` binds a ciphertext to its place, `tag` makes a value findable only with the key."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._derived: dict[str, bytes] = {}

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose (HKDF-SHA256), derived once: every request looks for its masks with them."""
        if purpose not in self._derived:
            info = f"tomoshibi/{purpose}".encode()
            self._derived[purpose] = HKDF(hashes.SHA256(), 32, salt=None, info=info).derive(self._secret)
        return self._derived[purpose]

    def seal(self, purpose: str, plain: bytes, place: str) -> bytes:
        """Encrypt `plain` so that it opens only at the same `place` (associated data)."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.derive(purpose)).encrypt(nonce, plain, place.encode())

    def unseal(self, purpose: str, sealed: bytes, place: str) -> bytes | None:
        """Decrypt; None when key, place or bytes do not belong together."""
        try:
            return AESGCM(self.derive(purpose)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError):
            return None

    def tag(self, purpose: str, value: str) -> bytes:
        """A keyed fingerprint of 16 bytes."""
        return hmac.digest(self.derive(purpose), value.encode(), "sha256")[:16]
