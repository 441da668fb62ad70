"""Words on a counsellors' desk: under a key outside the database, bound to their row, and of lengths that tell little."""

from app.accounts import current

PURPOSE = "desk-words"
BLOCK = 512


def sealed(row_id: str, words: str) -> bytes:
    """As it is kept."""
    plain = words.encode()
    return current.keys().seal(PURPOSE, plain.ljust(-(-len(plain) // BLOCK) * BLOCK, b"\0"), row_id)


def opened(row_id: str, kept: bytes | None) -> str:
    """As it was written; empty when the key is another one."""
    plain = current.keys().unseal(PURPOSE, kept, row_id) if kept is not None else None
    return plain.rstrip(b"\0").decode() if plain is not None else ""


def tag(row_id: str, words: str) -> bytes:
    """A mark of these words, good for nothing but to see whether they are still the same."""
    return current.keys().tag(PURPOSE, f"{row_id}:{words}")
