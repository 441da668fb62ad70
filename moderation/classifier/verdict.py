"""Weigh what the rules, the encoder and the runs of letters say about one label: a small logistic per label and language."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from moderation.classifier.heads import HEADS, KINDS_OF, LABELS, PLACE
from moderation.finding import Category, Finding, Severity

Floats = NDArray[np.float32]
JUDGED = LABELS[1:]
"""Personal information stays with the rules, which know where it is."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the two readers said about every head, in logits. encoder: all zero where there is none."""

    encoder: Floats
    linear: Floats
    tongue: str


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
    return np.array([1.0, *rules, *readers], np.float32)


def _read(label: Category, logits: Floats) -> list[float]:
    kinds = logits[KINDS_OF[label]]
    others = [float(logits[PLACE[other]]) / 4 for other in LABELS if other is not label]
    return [float(logits[PLACE[label]]) / 4, float(kinds.max()) / 4, float(np.sort(kinds)[-2]) / 4, *others]


FACTS = len(facts(Category.SCAM, Opinion(np.zeros(len(HEADS), np.float32), np.zeros(len(HEADS), np.float32), "en"), ()))


@dataclass(frozen=True, slots=True)
class Scale:
    """One label in one language: the weight of every fact, the probability from which the label is given, and that from
    which the classifier's word alone is strong enough to hold a text."""

    weights: tuple[float, ...]
    threshold: float
    sure: float = 1.0

    def probability(self, numbers: Floats) -> float:
        """Calibrated: of a hundred messages at 0.7, about seventy carry the label."""
        return float(1 / (1 + np.exp(-np.clip(numbers @ np.array(self.weights, np.float32), -30, 30))))

    def score(self, numbers: Floats) -> float:
        """The probability drawn so that one half is the threshold, which is what a policy compares with."""
        found, edge = self.probability(numbers), self.threshold
        return 0.5 * found / edge if found < edge else 0.5 + 0.5 * (found - edge) / (1 - edge)


def settled(rows: NDArray[np.float64], wanted: NDArray[np.float64], pull: float = 1.0, rounds: int = 30) -> list[float]:
    """Weights of a logistic by Newton's method; `pull` draws them to nothing where there is little to learn from."""
    weights = np.zeros(rows.shape[1])
    held = np.full(rows.shape[1], pull)
    held[0] = 1e-3
    for _ in range(rounds):
        found = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (found - wanted) + held * weights
        bend = (rows * (found * (1 - found) + 1e-6)[:, None]).T @ rows + np.diag(held)
        weights -= np.linalg.solve(bend, slope)
    return [float(weight) for weight in weights]
