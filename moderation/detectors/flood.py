"""Too much of the same: repeats, one text by many, shouting, link after link."""

from collections.abc import Iterator

from moderation.finding import Finding
from moderation.reading import Reading


def floods(reading: Reading) -> Iterator[Finding]:
    """Nothing yet."""
    yield from ()
