"""The trained classifier as one more detector; where it is absent the rules stand alone and `status()` says so."""

from collections.abc import Iterator

from moderation.finding import Finding
from moderation.reading import Reading


def classify(reading: Reading) -> Iterator[Finding]:
    """Nothing yet."""
    yield from ()
