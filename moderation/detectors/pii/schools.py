"""To be filled."""

from collections.abc import Iterator

from moderation.finding import Finding
from moderation.reading import Reading


def schools(reading: Reading) -> Iterator[Finding]:
    """Nothing yet."""
    yield from ()
