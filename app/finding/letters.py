"""How a text becomes words that can be found, and how what somebody types becomes clauses to look for.

Scripts without spaces (Japanese, Chinese, Thai …) are found by any run of letters in them, through pairs of letters;
scripts with spaces by the beginnings of words. Width, case and the two kana make no difference.
"""

import re
import unicodedata
from dataclasses import dataclass

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
UNSPACED = HAN + "\u3041-\u3096\u309d\u309e\u30fc-\u30fe\u0900-\u109f\u1780-\u17ff"
RUN = re.compile(f"[{UNSPACED}]+|(?:(?![{UNSPACED}])[^\\W_])+")
IS_HAN = re.compile(f"[{HAN}]")
IS_UNSPACED = re.compile(f"[{UNSPACED}]")
TO_HIRAGANA = {letter: letter - 0x60 for letter in range(0x30A1, 0x30F7)}
QUOTED = re.compile(r"[\"“”„「『]([^\"“”„「」『』]*)[\"“”„」』]|([^\s\"“”„「」『』]+)")
LONGEST_WORD = 24
LONGEST_QUERY = 100
MOST_CLAUSES = 8


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that must stand in a text: `needle` in its folded form.

    terms and beginnings are what the index is asked for first; is_exact says that this alone already decides.
    """

    needle: str
    terms: frozenset[str]
    beginnings: frozenset[str]
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for (all of it), and which words were too short to look for."""

    clauses: tuple[Clause, ...]
    too_short: tuple[str, ...] = ()


def folded(text: str) -> str:
    """The text as it is compared: runs of letters and digits between single spaces."""
    return f" {' '.join(_runs(text))} "


def terms_of(text: str) -> frozenset[str]:
    """Everything under which a folded text is kept."""
    found: set[str] = set()
    for run in text.split():
        found.update(_terms_of_run(run))
    return frozenset(found)


def read(typed: str) -> Query:
    """Understand what somebody typed: several words, and phrases between quotation marks."""
    clauses: dict[str, Clause] = {}
    short: dict[str, None] = {}
    for phrase, word in QUOTED.findall(typed[:LONGEST_QUERY]):
        clause = _clause(phrase or word)
        if clause is not None:
            clauses[clause.needle] = clause
        elif (phrase or word).strip():
            short[(phrase or word).strip()] = None
    return Query(tuple(clauses.values())[:MOST_CLAUSES], tuple(short))


def _runs(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold().translate(TO_HIRAGANA)
    return RUN.findall(plain)


def _terms_of_run(run: str) -> set[str]:
    if not IS_UNSPACED.match(run):
        return {run[:LONGEST_WORD]}
    pairs = {run[place : place + 2] for place in range(len(run) - 1)}
    return pairs | set(IS_HAN.findall(run))


def _clause(typed: str) -> Clause | None:
    runs = _runs(typed)
    if not runs:
        return None
    terms: set[str] = set()
    for run in runs[:-1]:
        terms.update(_asked_of(run))
    last, beginnings = runs[-1], frozenset[str]()
    if IS_UNSPACED.match(last):
        terms.update(_asked_of(last))
    elif len(last) > 1:
        beginnings = frozenset({last[:LONGEST_WORD]})
    if not terms and not beginnings:
        return None
    needle = " ".join(runs)
    is_exact = len(runs) == 1 and len(last) <= (2 if IS_UNSPACED.match(last) else LONGEST_WORD)
    return Clause(needle if IS_UNSPACED.match(runs[0]) else f" {needle}", frozenset(terms), beginnings, is_exact)


def _asked_of(run: str) -> set[str]:
    """The fewest terms that a text with this run must have: a single letter matters only where it is the whole run."""
    if not IS_UNSPACED.match(run) or len(run) == 1:
        return _terms_of_run(run)
    return {run[place : place + 2] for place in range(len(run) - 1)}
