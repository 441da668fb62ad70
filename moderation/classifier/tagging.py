"""Teach the tagger from the spans of the corpus, with numpy alone, and draw its lines on messages it never learned from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from moderation.classifier import net
from moderation.classifier.fitting import FOLDS, fold_of
from moderation.classifier.heads import TONGUES
from moderation.classifier.tagger import DETAILS, Floats, Place, Tagger
from moderation.classifier.verdict import Mark
from moderation.corpus import Row
from moderation.draft import Draft
from moderation.finding import Category, Finding
from moderation.reading import Reading
from moderation.told import supposed

Halves = NDArray[np.float16]
Numbers = NDArray[np.int64]
ONE_IN = 9
"""Of messages without a detail, and without a sibling that has one, only so many pieces are learned from: they are alike."""
RAW = np.full(len(TONGUES), 0.5, np.float32)
"""Edges with which a score is the share itself."""
FALSE, QUIET = 0.002, 0.0005
"""The part of innocent messages, and of everyday talk, in which a detail may be supposed wrongly."""
LEAST, HIGHEST = 0.6, 0.999
EVERYDAY = "everyday"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One message, piece by piece. tokens: (pieces, 3 × 384). told: (pieces,), 0 or the number of the kind from 1 on.

    places: in the plain view. learned: which pieces are learned from.
    """

    row: Row
    tokens: Halves
    places: list[Place]
    told: Numbers
    learned: Numbers


def lesson(row: Row, tokens: Floats, places: list[Place], one_in: int) -> Lesson:
    """What there is to learn from a row, from so many of its pieces."""
    told = told_in(row, places)[: len(tokens)]
    learned = np.arange(fold_of(row, one_in), len(told), one_in)
    return Lesson(row, tokens.astype(np.float16), places[: len(tokens)], told, learned)


def thinned(one: Lesson) -> Lesson:
    """Only what is learned from, where nothing else will be asked."""
    tokens, told = one.tokens[one.learned], one.told[one.learned]
    return Lesson(one.row, tokens, [one.places[number] for number in one.learned], told, np.arange(len(told)))


def told_in(row: Row, places: list[Place]) -> Numbers:
    """For each piece the kind of detail in which at least half of it lies."""
    told = np.zeros(len(places), np.int64)
    plain = Reading(Draft(row.text, lang=row.lang)).plain
    for kind, words in row.spans:
        for first in _starts(row.text, words):
            for number, (start, end) in enumerate(places):
                inside = start + len(plain.text[start:end]) - len(plain.text[start:end].lstrip())
                begun, over = plain.span(inside, end)
                shared = min(over, first + len(words)) - max(begun, first)
                if shared > 0 and 2 * shared >= over - begun:
                    told[number] = 1 + DETAILS.index(kind)
    return told


def tagger(lessons: Iterable[Lesson], plan: net.Plan | None = None) -> Tagger:
    """A tagger without lines, from these lessons."""
    chosen = [one for one in lessons if len(one.learned)]
    tokens = np.concatenate([one.tokens[one.learned] for one in chosen])
    told = np.concatenate([one.told[one.learned] for one in chosen])
    return Tagger(*net.fit(tokens, told, 1 + len(DETAILS), plan or net.Plan()), RAW)


@dataclass(frozen=True, slots=True)
class Supposed:
    """What an honest tagger supposes of a message: the highest score where rules saw nothing."""

    row: Row
    ruled: bool
    score: float

    @property
    def wanted(self) -> bool:
        return Category.PII in self.row.labels


def heard(row: Row, marks: Iterable[Mark], findings: tuple[Finding, ...]) -> Supposed:
    """Sum up what was heard in a row beside what the rules found."""
    reading = Reading(Draft(row.text, lang=row.lang))
    best = max((one.score for one in supposed(reading, marks, findings)), default=0.0)
    return Supposed(row, any(one.category is Category.PII and one.score >= 0.5 for one in findings), best)


def out_of_fold(lessons: list[Lesson], honest: dict[str, tuple[Finding, ...]]) -> Iterator[Supposed]:
    """What is heard in messages whose fold was left out. honest: what rules found in those the encoder never learned, by id."""
    for fold in range(FOLDS):
        model = tagger(one for one in lessons if fold_of(one.row) != fold)
        for one in lessons:
            if fold_of(one.row) == fold and one.row.id in honest:
                marks = model.marks((one.tokens.astype(np.float32),), [one.places], one.row.tongue)
                yield heard(one.row, marks, honest[one.row.id])


def drawn(model: Tagger, rows: list[Supposed]) -> tuple[Tagger, list[str]]:
    """The tagger with a line for each group of languages, and how it does there, in words."""
    lines = [_line([one for one in rows if one.row.tongue == group]) for group in TONGUES]
    told = [_measured(rows, group, line) for group, line in zip(TONGUES, lines, strict=True)]
    return replace(model, edges=np.array(lines, np.float32)), told


def _line(rows: list[Supposed]) -> float:
    quiet = np.array([one.score for one in rows if not one.wanted and not one.ruled])
    talk = np.array([one.score for one in rows if one.row.channel == EVERYDAY])
    lines = [_above(some, part) for some, part in ((quiet, FALSE), (talk, QUIET)) if len(some)]
    return min(max([LEAST, *lines]), HIGHEST)


def _above(scores: NDArray[np.float64], part: float) -> float:
    """A line that no more than this part of some scores reaches."""
    return round(float(np.quantile(scores, 1 - part, method="lower")) + 1e-4, 4)


def _measured(rows: list[Supposed], group: str, line: float) -> str:
    mine = [one for one in rows if one.row.tongue == group]
    missed = [one.score >= line for one in mine if one.wanted and not one.ruled]
    quiet = [one.score >= line for one in mine if not one.wanted and not one.ruled]
    wrong = 1000 * sum(quiet) / max(1, len(quiet))
    return (
        f"pii    {group:6} from {line:.3f}: {sum(missed)} of {len(missed)} that rules miss; {wrong:.1f} per 1,000 wrong"
    )


def _starts(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
