"""The reviewed word lists: what each entry is, how the files are read, and which entries are found in a text."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick

from moderation.anchors import anchors, folded
from moderation.finding import Severity
from moderation.normalise import Normalised

FOLDER = Path(__file__).parent / "lexicons" / "words"
SCORES = {Severity.WEAK: 0.55, Severity.STRONG: 0.8, Severity.GRAVE: 0.93}
WORDY = frozenset(("en", "es", "pt", "fr", "de", "vi", "tl"))
MOST = 12
"""Matches of one entry in one text that are looked at; who repeats himself more says nothing new."""
SPACELESS = frozenset(("ja", "zh", "th"))
"""Languages looked up in the compact view; the others keep their spaces."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One reviewed pattern.

    unless: a pattern that, anywhere in the same sentence, shows that something else is meant.
    excuses: the circumstances (see context.py) under which the entry does not count; None means those of its category.
    """

    kind: str
    severity: Severity
    lang: str
    pattern: re.Pattern[str]
    source: str
    score: float
    tags: frozenset[str]
    unless: re.Pattern[str] | None
    excuses: frozenset[str] | None
    example: str
    counter_example: str
    note: str


class Lexicon:
    """All entries of one view behind one automaton over the words they cannot do without."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        keys: dict[str, list[int]] = {}
        self._always: list[int] = []
        for index, entry in enumerate(entries):
            words = anchors(entry.pattern.pattern)
            if not words:
                self._always.append(index)
            for word in words or ():
                keys.setdefault(word, []).append(index)
        self._owners = list(keys.values())
        self._automaton = AhoCorasick(list(keys)) if keys else None

    def search(self, view: Normalised) -> Iterator[tuple[Entry, int, int]]:
        """Every entry that matches, with the places of its matches in the view."""
        for index in self._candidates(view.text):
            entry = self.entries[index]
            for match in islice(entry.pattern.finditer(view.text), MOST):
                yield entry, match.start(), match.end()

    def _candidates(self, text: str) -> list[int]:
        if self._automaton is None:
            return self._always
        hits = {hit[0] for hit in self._automaton.find_matches_as_indexes(text, overlapping=True)}
        return sorted({index for hit in hits for index in self._owners[hit]}.union(self._always))


@lru_cache(maxsize=1)
def lexicons() -> tuple[Lexicon, Lexicon]:
    """The entries for languages without spaces, and those for languages with spaces."""
    entries = read_entries()
    compact = tuple(entry for entry in entries if entry.lang in SPACELESS)
    spaced = tuple(entry for entry in entries if entry.lang not in SPACELESS)
    return Lexicon(compact), Lexicon(spaced)


def read_entries(folder: Path = FOLDER) -> tuple[Entry, ...]:
    """Every entry of every file; ValueError names the file and entry that cannot be used."""
    found: list[Entry] = []
    for path in sorted(folder.glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        classes = {f"{{{name}}}": f"(?:{words})" for name, words in table.get("classes", {}).items()}
        for row in table.get("entry", ()):
            try:
                found.append(entry_of(row, str(row.get("lang", table["lang"])), classes))
            except (KeyError, re.error) as problem:
                raise ValueError(f"{path.name}: {row.get('pattern')!r}: {problem!r}") from None
    return tuple(found)


def entry_of(row: dict[str, Any], lang: str, classes: dict[str, str]) -> Entry:
    """One row of a list as an entry; KeyError for a column that is missing, re.error for no pattern."""
    severity = Severity[str(row["severity"]).upper()]
    excuses = row.get("excuses")
    return Entry(
        kind=row["kind"],
        severity=severity,
        lang=lang,
        pattern=_compiled(row["pattern"], classes),
        source=row["pattern"],
        score=float(row.get("score", SCORES[severity])),
        tags=frozenset(row.get("tags", ())),
        unless=_compiled(_whole_words(row["unless"], lang), classes) if "unless" in row else None,
        excuses=None if excuses is None else frozenset(excuses),
        example=row["example"],
        counter_example=row["counter_example"],
        note=row.get("note", ""),
    )


def _whole_words(source: str, lang: str) -> str:
    """Where words are parted by spaces, “cat” must not be found in “location”."""
    return rf"(?<!\w)(?:{source})" if lang in WORDY else source


def _compiled(source: str, classes: dict[str, str]) -> re.Pattern[str]:
    """A pattern with its word classes filled in; … stands for a short gap and ⋯ for a longer one within a sentence."""
    for name, words in classes.items():
        source = source.replace(name, words)
    source = source.replace("…{0,1}", "…").replace("…", r"[^。！？!?\n]{0,12}").replace("⋯", r"[^。！？!?\n]{0,30}")
    return re.compile(folded(source))
