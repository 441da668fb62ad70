"""Names of people: a full name, or a family name with a role that tells who it is; nicknames and bare roles are left."""

from collections.abc import Iterator

from moderation.detectors.pii.found import found
from moderation.detectors.pii.names_called import called_in_chinese, called_in_japanese
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
    for span, score in _by_call(reading):
        yield found(reading.plain, span, "pii.person", score)


def _by_call(reading: Reading) -> Iterator[tuple[tuple[int, int], float]]:
    """What other words around a name call somebody."""
    text = reading.plain.text
    if reading.japanese:
        yield from called_in_japanese(text)
    if reading.draft.lang == "zh":
        yield from called_in_chinese(text)
    if reading.foreign:
        yield from told_in_pieces_elsewhere(text)
