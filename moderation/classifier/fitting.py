"""Train the linear heads and the verdicts honestly: what is weighed or calibrated on a message never learned from it."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from moderation.classifier import grams, linear
from moderation.classifier.heads import HEADS, LABELS, TONGUES, wanted
from moderation.classifier.verdict import JUDGED, Opinion, Scale, facts, settled
from moderation.corpus import Row
from moderation.finding import Category, Finding
from moderation.reading import Reading

Floats = NDArray[np.float32]
FOLDS = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """One labelled message with all that was said about it. learned: an encoder saw it in training, so its word is not honest."""

    row: Row
    bins: NDArray[np.int64]
    findings: tuple[Finding, ...]
    encoder: Floats | None
    weight: float = 1.0


def fold_of(row: Row, folds: int = FOLDS) -> int:
    """Where a row stands in cross-validation; siblings stand together."""
    return int(hashlib.sha1(row.group.encode(), usedforsecurity=False).hexdigest(), 16) % folds


def look(row: Row, reading: Reading, findings: Iterable[Finding], encoder: Floats | None) -> Seen:
    """Gather what the rules and the bins say about a row."""
    return Seen(row, grams.bins_of(grams.letters_of(reading)), tuple(findings), encoder)


def linear_heads(seen: list[Seen], plan: linear.Plan) -> linear.Linear:
    """Heads trained on these messages."""
    targets = np.stack([wanted((*one.row.labels, *one.row.kinds)) for one in seen])
    return linear.fit([one.bins for one in seen], targets, plan)


def out_of_fold(seen: list[Seen], plan: linear.Plan) -> Floats:
    """What linear heads say about every message when its fold was left out."""
    out = np.zeros((len(seen), len(HEADS)), np.float32)
    folds = np.array([fold_of(one.row) for one in seen])
    for fold in range(FOLDS):
        model = linear_heads([one for one, mine in zip(seen, folds, strict=True) if mine != fold], plan)
        for number in np.flatnonzero(folds == fold):
            out[number] = model.logits(seen[number].bins)
    return out


@dataclass(frozen=True, slots=True)
class Heard:
    """A message with honest opinions on it, ready for weighing."""

    row: Row
    opinion: Opinion
    findings: tuple[Finding, ...]

    def facts(self, label: Category) -> Floats:
        return facts(label, self.opinion, self.findings)


def heard(seen: list[Seen], linears: Floats, *, encoded: bool) -> list[Heard]:
    """Those messages on which every reader has an honest word."""
    nothing = np.zeros(len(HEADS), np.float32)
    return [
        Heard(one.row, Opinion(nothing if one.encoder is None else one.encoder, said, one.row.tongue), one.findings)
        for one, said in zip(seen, linears, strict=True)
        if one.encoder is not None or not encoded
    ]


def weigh(rows: list[Heard], label: Category, group: str) -> list[float]:
    """The weights of one verdict."""
    mine = [one for one in rows if one.row.tongue == group]
    numbers = np.stack([one.facts(label) for one in mine]).astype(np.float64)
    return settled(numbers, np.array([label in one.row.labels for one in mine], np.float64))


def cross_weighed(rows: list[Heard], label: Category, group: str) -> tuple[Floats, NDArray[np.bool_], list[Heard]]:
    """Probabilities for the messages of a group by weights that did not see them, and whether the label is right."""
    mine = [one for one in rows if one.row.tongue == group]
    found = np.zeros(len(mine), np.float32)
    parts = np.array([fold_of(one.row, 16) // FOLDS for one in mine])
    for part in range(FOLDS):
        weights = tuple(weigh([one for one, its in zip(mine, parts, strict=True) if its != part], label, group))
        for number in np.flatnonzero(parts == part):
            found[number] = Scale(weights, 0.5).probability(mine[number].facts(label))
    return found, np.array([label in one.row.labels for one in mine]), mine


def every(make: Callable[[Category, str], Scale]) -> dict[str, dict[str, Scale]]:
    """One verdict for each label and language."""
    return {str(label): {group: make(label, group) for group in TONGUES} for label in LABELS if label in JUDGED}
