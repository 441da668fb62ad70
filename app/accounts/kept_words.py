"""What somebody was writing when the lock fell: sealed into the page itself for this session alone, and shown after unlocking."""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from app.keys import Keys

# What a form carries for itself, and what nobody should find lying about.
NOT_WRITTEN = frozenset({"csrf_token", "next", "kept", "offer"})
SECRET = frozenset({"passphrase", "code", "first_word", "second_word", "number"})
FOR_MACHINES = frozenset({"nonce", "choice"})
LARGEST = 150_000


@dataclass(frozen=True, slots=True)
class Kept:
    """Where it was written, whether it was being sent there, and the fields as they were typed."""

    path: str
    is_sent: bool
    fields: tuple[tuple[str, str], ...]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What a person wrote, without the marks that a form carries for itself."""
        return [(name, value) for name, value in self.fields if name not in FOR_MACHINES and value.strip()]


def from_form(path: str, fields: Iterable[tuple[str, str]], *, is_sent: bool) -> Kept:
    """The part of a form that is worth keeping; secrets are typed again."""
    worth = tuple((name, value) for name, value in fields if name not in NOT_WRITTEN | SECRET)
    return Kept(path, is_sent, worth)


def seal(keys: Keys, kept: Kept, session_id: str) -> str:
    """Only we can read it, and only for this session; an empty string when there is nothing to keep or too much."""
    if not kept.shown:
        return ""
    plain = zlib.compress(json.dumps([kept.path, kept.is_sent, kept.fields]).encode())
    sealed = base64.urlsafe_b64encode(keys.seal("kept-words", plain, session_id)).decode()
    return sealed if len(sealed) <= LARGEST else ""


def unseal(keys: Keys, sealed: str, session_id: str) -> Kept | None:
    """None when it was not sealed by us for this session."""
    try:
        plain = keys.unseal("kept-words", base64.urlsafe_b64decode(sealed), session_id)
    except (ValueError, binascii.Error):
        return None
    if plain is None:
        return None
    path, is_sent, fields = json.loads(zlib.decompress(plain))
    return Kept(path, is_sent, tuple((name, value) for name, value in fields))
