"""Which year it is: the one thing about time a detector may ask, because a child born lately cannot be at school."""

from datetime import UTC, datetime


def this_year() -> int:
    """The present year, in UTC; a night more or less does not matter here."""
    return datetime.now(UTC).year
