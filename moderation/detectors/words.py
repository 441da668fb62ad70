"""Solicitation, hurting words and danger: the reviewed word lists, weighed by how the words are used."""

from collections.abc import Iterator

from moderation.finding import Finding
from moderation.reading import Reading


def words(reading: Reading) -> Iterator[Finding]:
    """First version: the plainest words only."""
    import re

    view = reading.compact
    for match in re.finditer(r"死にたい|消えてしまいたい|消えたい|wanttodie|killmyself", view.text):
        from moderation.finding import Severity

        start, end = view.span(*match.span())
        yield Finding("crisis.suicide_self", Severity.STRONG, start, end, 0.8, "words")
