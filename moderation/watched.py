"""Words that the lead of one site watches for, beside the shipped lists: the same kind of entry, tried in the same ways."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from re import _constants as codes  # type: ignore[attr-defined]  # the parse tree has no public name
from re import _parser as parser  # type: ignore[attr-defined]  # as above
from typing import Any

from moderation.anchors import anchors, compiles_safely
from moderation.detectors.words import found_by
from moderation.finding import KINDS, Category, Finding
from moderation.lexicon import SPACELESS, Entry, Lexicon, entry_of
from moderation.reading import Reading
from moderation.unfit import Unfit

LANGUAGES = ("ja", "en", "zh", "ko", "es", "pt", "fr", "de", "th", "vi", "hi", "tl")
WATCHABLE = tuple(kind for category in Category if category is not Category.FLOOD for kind in KINDS[category])
LONGEST_PATTERN, LONGEST_WORDS = 200, 300
WIDEST = 1_000
"""In how many ways a pattern may be tried at one place of a text; two long gaps are fewer."""
COLUMNS = ("lang", "kind", "severity", "pattern", "note", "example", "counter_example")


@dataclass(frozen=True, slots=True)
class Watched:
    """The watched words of a policy, each known by a mark that stands in what it finds."""

    compact: Lexicon
    spaced: Lexicon

    @classmethod
    def of(cls, rows: tuple[Mapping[str, str], ...]) -> "Watched":
        """The words, ready to be looked for; raises Unfit for the first that is none."""
        entries = [entry(row) for row in rows]
        compact = tuple(each for each in entries if each.lang in SPACELESS)
        return cls(Lexicon(compact), Lexicon(tuple(each for each in entries if each.lang not in SPACELESS)))

    def findings(self, reading: Reading) -> Iterator[Finding]:
        """What they find in a text; never doubted by the classifier, because a person asked for them."""
        for seen, found in found_by(reading, self.compact, self.spaced):
            yield replace(found, detector=f"watched.{mark_of(seen.kind, seen.source)}")


def mark_of(kind: str, pattern: str) -> str:
    """The name of a watched word in records: the same word has the same name for ever."""
    return hashlib.sha256(f"{kind}\n{pattern}".encode()).hexdigest()[:12]


def entry(row: Mapping[str, str]) -> Entry:
    """One word as an entry of a list; raises Unfit where its columns or its pattern cannot be used."""
    if set(row) != set(COLUMNS) or not all(isinstance(row[name], str) for name in COLUMNS):
        raise Unfit("columns")
    if (
        row["kind"] not in WATCHABLE
        or row["lang"] not in LANGUAGES
        or row["severity"] not in ("weak", "strong", "grave")
    ):
        raise Unfit("columns")
    if any(len(row[name]) > LONGEST_WORDS for name in COLUMNS) or len(row["pattern"]) > LONGEST_PATTERN:
        raise Unfit("too_long")
    if not (row["pattern"].strip() and row["example"].strip() and row["counter_example"].strip()):
        raise Unfit("empty")
    try:
        made = entry_of(dict(row), row["lang"], {})
        _refuse_costly(made.pattern.pattern)
    except re.error as problem:
        raise Unfit("no_pattern", str(problem)) from None
    return replace(made, excuses=frozenset()) if row["kind"].startswith("pii.") else made


def tried(row: Mapping[str, str]) -> None:
    """Try a word on its own example and counter-example, as the shipped ones are; raises Unfit."""
    from moderation.draft import Draft
    from moderation.pipeline import screen  # the pipeline needs this module first
    from moderation.policy import Policy

    alone = Policy(watched=Watched.of((row,)))
    mark = f"watched.{mark_of(row['kind'], row['pattern'])}"
    for words, wanted, code in (
        ("example", True, "example_silent"),
        ("counter_example", False, "counter_example_fires"),
    ):
        findings = screen(Draft(row[words], lang=row["lang"]), alone).findings
        if any(found.detector == mark for found in findings) is not wanted:
            raise Unfit(code)


def _refuse_costly(pattern: str) -> None:
    tree = parser.parse(pattern)
    if not compiles_safely(pattern):
        raise Unfit("unbounded")
    if anchors(pattern) is None:
        raise Unfit("no_word")
    if _width(tree) > WIDEST:
        raise Unfit("too_wide")


def _width(tree: Any) -> int:
    """In how many ways the repeats and choices of a pattern can be combined."""
    product = 1
    for code, value in tree:
        product *= _ways(code, value)
        if product > WIDEST:
            break
    return product


def _ways(code: Any, value: Any) -> int:
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        times, inner = int(value[1]), _width(value[2])
        # Whatever is repeated and could itself be read in several ways multiplies with every round.
        return (times - int(value[0]) + 1) * inner ** min(times, 12) if inner > 1 else times - int(value[0]) + 1
    if code is codes.SUBPATTERN:
        return _width(value[3])
    if code is codes.BRANCH:
        return sum(_width(branch) for branch in value[1])
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return _width(value[1])
    # What looks back at other parts of the pattern can cost anything.
    return WIDEST + 1 if code in (codes.GROUPREF, codes.GROUPREF_EXISTS) else 1
