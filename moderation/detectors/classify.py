"""The trained classifier as one more detector; where it is absent the rules stand alone and `status()` says so."""

from collections.abc import Iterator

from moderation import classifier
from moderation.draft import Channel
from moderation.finding import Finding
from moderation.reading import Reading


def classify(reading: Reading) -> Iterator[Finding]:
    """Leaves an opinion on the reading, for `combine` to weigh with what the rules saw; finds nothing by itself.

    It has learned from messages. Two words that are somebody's name say too little for it, so names are left to the rules.
    """
    if reading.draft.channel not in {Channel.NAME, Channel.TOPIC}:
        reading.opinion = classifier.opinion(reading)
    yield from ()
