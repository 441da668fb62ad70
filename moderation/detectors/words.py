"""Solicitation, hurting words and danger: the reviewed word lists, weighed by how the words are used."""

from collections.abc import Iterator

from moderation.context import circumstances, sentence
from moderation.finding import Finding
from moderation.lexicon import Entry, Lexicon, lexicons
from moderation.normalise import Normalised
from moderation.reading import Reading
from moderation.who import settle

EXCUSES: dict[str, frozenset[str]] = {
    "scam": frozenset(("warning", "reported", "negated")),
    "abuse": frozenset(("reported", "quoted", "negated", "self", "media")),
    "crisis": frozenset(("negated", "media", "past", "hypothetical", "idiom")),
    # Games are what parents here are blamed for, and “I'll find you” is about oneself in grammar only.
    "abuse.blame": frozenset(("reported", "quoted", "negated", "self")),
    "abuse.threat": frozenset(("reported", "quoted", "negated", "media")),
    "abuse.sexual": frozenset(("reported", "quoted", "negated", "media")),
    "abuse.doxx": frozenset(("reported", "quoted", "negated", "media")),
}
"""Circumstances under which words of a family or kind do not count; an entry may name its own."""


def words(reading: Reading) -> Iterator[Finding]:
    """What the word lists find, minus what is excused, with danger settled on the person it is about."""
    for _entry, finding in found_by(reading, *lexicons()):
        yield finding


def found_by(reading: Reading, compact: Lexicon, spaced: Lexicon) -> Iterator[tuple[Entry, Finding]]:
    """The same for any two lists: the entries that count, each with what it found."""
    views = [(compact, reading.compact)] if reading.foreign else []
    if reading.latin or not reading.japanese:
        views.append((spaced, reading.folded))
    for lexicon, view in views:
        for entry, start, end in lexicon.search(view):
            if _counts(entry, view, start, end):
                yield entry, settle(_finding(entry, view, start, end), view.text, start, end)


def _counts(entry: Entry, view: Normalised, start: int, end: int) -> bool:
    if "only_disguised" in entry.tags and not _disguised(view, start, end):
        return False
    if entry.unless is not None:
        first, last = sentence(view.text, start, end)
        if entry.unless.search(view.text, first, last):
            return False
    excuses = entry.excuses
    if excuses is None:
        excuses = EXCUSES.get(entry.kind) or EXCUSES[entry.kind.split(".")[0]]
    return not excuses or not (excuses & circumstances(view.text, start, end))


def _finding(entry: Entry, view: Normalised, start: int, end: int) -> Finding:
    first, last = view.span(start, end)
    return Finding(entry.kind, entry.severity, first, last, entry.score, f"words.{entry.lang}", entry.tags)


def _disguised(view: Normalised, start: int, end: int) -> bool:
    """Whether letters were typed apart or padded: the original is much longer than what is left of it."""
    first, last = view.span(start, end)
    return last - first >= (end - start) + 2
