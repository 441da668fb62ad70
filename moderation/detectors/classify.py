"""The trained classifier as one more detector; where it is absent the rules stand alone and `status()` says so."""

from collections.abc import Iterator

from moderation import classifier
from moderation.finding import Finding
from moderation.reading import Reading


def classify(reading: Reading) -> Iterator[Finding]:
    """Leaves an opinion on the reading, for `combine` to weigh with what the rules saw; finds nothing by itself."""
    reading.opinion = classifier.opinion(reading)
    yield from ()
