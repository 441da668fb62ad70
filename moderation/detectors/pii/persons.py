"""Names of people: a full name, or a family name with a role that tells who it is; nicknames and bare roles are left."""

from collections.abc import Iterator

from moderation.detectors.pii.found import found
from moderation.detectors.pii.names_elsewhere import named_elsewhere
from moderation.detectors.pii.names_japanese import named_in_japanese
from moderation.detectors.pii.names_told import told_in_pieces_elsewhere
from moderation.finding import Finding
from moderation.reading import Reading


def persons(reading: Reading) -> Iterator[Finding]:
    """Named teachers, doctors, children and writers."""
    if reading.japanese:
        yield from named_in_japanese(reading)
    if reading.latin or not reading.japanese:
        yield from named_elsewhere(reading)
    if reading.foreign:
        for span, score in told_in_pieces_elsewhere(reading.plain.text):
            yield found(reading.plain, span, "pii.person", score)
