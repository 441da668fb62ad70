"""Weigh what the rules, the encoder and the runs of letters say about one label: a small logistic per label and language."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from moderation.classifier.heads import KINDS_OF, LABELS, PLACE
from moderation.finding import Category, Finding, Severity

Floats = NDArray[np.float32]
JUDGED = LABELS[1:]
DEEP = (Category.ABUSE, Category.CRISIS)
"""Labels on which the heads over the inner layers are heard: what sells is said plainly enough."""
"""Personal information stays with the rules, which know where it is."""


NOTHING: Floats = np.zeros(len(DEEP), np.float32)


@dataclass(frozen=True, slots=True)
class Mark:
    """A detail that was heard. kind: of personal detail, as in finding.KINDS. start, end: half open, in characters of the plain view.

    score: from 0 to 1; 0.5 is the threshold of the language.
    """

    kind: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the readers said, in logits: encoder and linear about every head, inner about DEEP. All zero: there is none.

    marks: personal details that the tagger heard, wherever rules saw some or not.
    """

    encoder: Floats
    linear: Floats
    tongue: str
    inner: Floats
    marks: tuple[Mark, ...] = ()


def facts(label: Category, opinion: Opinion, findings: Iterable[Finding]) -> Floats:
    """The numbers a verdict on one label rests on."""
    mine = [finding for finding in findings if finding.category is label]
    strong = [finding.score for finding in mine if finding.severity >= Severity.STRONG]
    sure = [finding.score for finding in mine if finding.score >= 0.5]
    rules = [
        max((f.score for f in mine), default=0.0),
        max(strong, default=0.0),
        max(sure, default=0.0),
        min(len(sure), 3) / 3,
    ]
    readers = [part for logits in (opinion.encoder, opinion.linear) for part in _read(label, logits)]
    deep = [float(opinion.inner[DEEP.index(label)]) / 4] if label in DEEP else []
    return np.array([1.0, *rules, *readers, *deep], np.float32)


def _read(label: Category, logits: Floats) -> list[float]:
    kinds = logits[KINDS_OF[label]]
    others = [float(logits[PLACE[other]]) / 4 for other in LABELS if other is not label]
    return [float(logits[PLACE[label]]) / 4, float(kinds.max()) / 4, float(np.sort(kinds)[-2]) / 4, *others]


@dataclass(frozen=True, slots=True)
class Scale:
    """One label in one language: the weight of every fact, the probability from which the label is given, and that from
    which the classifier's word alone is strong enough to hold a text."""

    weights: tuple[float, ...]
    threshold: float
    sure: float = 1.0

    def probability(self, numbers: Floats) -> float:
        """Calibrated: of a hundred messages at 0.7, about seventy carry the label."""
        worth = float(numbers @ np.array(self.weights, np.float32))
        return 1 / (1 + exp(-min(max(worth, -30.0), 30.0)))

    def score(self, numbers: Floats) -> float:
        """The probability drawn so that one half is the threshold, which is what a policy compares with."""
        return self.drawn(self.probability(numbers))

    def drawn(self, found: float) -> float:
        """A probability as a score."""
        edge = self.threshold
        return 0.5 * found / edge if found < edge else 0.5 + 0.5 * (found - edge) / (1 - edge)


def settled(
    rows: NDArray[np.float64], wanted: NDArray[np.float64], each: NDArray[np.float64] | float = 1.0, rounds: int = 30
) -> list[float]:
    """Weights of a logistic by Newton's method, drawn a little to nothing; each: how much every row counts."""
    weights = np.zeros(rows.shape[1])
    held = np.ones(rows.shape[1])
    held[0] = 1e-3
    for _ in range(rounds):
        found = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (each * (found - wanted)) + held * weights
        bend = (rows * (each * (found * (1 - found) + 1e-6))[:, None]).T @ rows + np.diag(held)
        weights -= np.linalg.solve(bend, slope)
    return [float(weight) for weight in weights]
