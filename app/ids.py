"""Opaque identifiers: random, unordered, safe to show."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 14  # 31^14 is a little over 69 bits


def new_id() -> str:
    """Return a fresh identifier of LENGTH characters; says nothing about when or by whom it was made."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
