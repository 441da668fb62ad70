"""How `accounts` tells us whose socket it is, without our importing accounts."""

from collections.abc import Callable


class Recognition:
    """How `accounts` tells us whose socket it is: filled in by `recognise_with`, nobody until then."""

    recognise: Callable[[], str | None] = staticmethod(lambda: None)
    still_valid: Callable[[set[str]], set[str]] = staticmethod(lambda session_ids: session_ids)
    whose: Callable[[], str] = staticmethod(lambda: "")


def recognise_with(
    recognise: Callable[[], str | None], still_valid: Callable[[set[str]], set[str]], whose: Callable[[], str]
) -> None:
    """Install them: one makes the member current and gives the session's id or None, one keeps ids that hold, one says
    which member is current (to count the sockets of one person; kept in memory only)."""
    Recognition.recognise = staticmethod(recognise)
    Recognition.still_valid = staticmethod(still_valid)
    Recognition.whose = staticmethod(whose)
