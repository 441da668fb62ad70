"""Where the next page of threads begins, sealed: the address of a page must not tell when somebody wrote."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from app.forum.models import Board
from app.keys import Keys

PURPOSE = "forum.page"


def seal(keys: Keys, board: Board, after: str | None) -> str | None:
    """The cursor as it may stand in an address."""
    return urlsafe_b64encode(keys.seal(PURPOSE, after.encode(), board.id)).decode() if after else None


def unseal(keys: Keys, board: Board, given: str | None) -> str | None:
    """The cursor again, or None (the first page) for anything we did not seal for this board."""
    try:
        sealed = urlsafe_b64decode((given or "").encode())
    except ValueError:
        return None
    plain = keys.unseal(PURPOSE, sealed, board.id) if sealed else None
    return plain.decode() if plain else None
