"""Train the linear heads and the verdicts honestly: what is weighed or calibrated on a message never learned from it."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from moderation.classifier import grams, inner, linear
from moderation.classifier.heads import HEADS, LABELS, TONGUES, wanted
from moderation.classifier.inner import Inner
from moderation.classifier.verdict import DEEP, JUDGED, NOTHING, Opinion, Scale, facts, settled
from moderation.corpus import Row
from moderation.finding import Category, Finding
from moderation.reading import Reading

if TYPE_CHECKING:
    from moderation.classifier.tagging import Lesson

Floats = NDArray[np.float32]
FOLDS = 4
ELSEWHERE = 0.5
"""How much a message in another language counts for a verdict; danger reads much alike in all of them."""
HONEST, LEARNED = 2.0, 0.3
"""How much a message counts for the inner heads when the encoder never learned from it, and when it did."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One labelled message with all that was said about it. learned: an encoder saw it in training, so its word is not honest."""

    row: Row
    bins: NDArray[np.int64]
    findings: tuple[Finding, ...]
    encoder: Floats | None
    depths: Floats | None = None
    weight: float = 1.0
    lesson: "Lesson | None" = None


def fold_of(row: Row, folds: int = FOLDS) -> int:
    """Where a row stands in cross-validation; siblings stand together."""
    return int(hashlib.sha1(row.group.encode(), usedforsecurity=False).hexdigest(), 16) % folds


def look(row: Row, reading: Reading, findings: Iterable[Finding], said: tuple[Floats | None, Floats | None]) -> Seen:
    """Gather what the rules and the bins say about a row. said: the encoder's honest answer, and what its layers show."""
    return Seen(row, grams.bins_of(grams.letters_of(reading)), tuple(findings), *said)


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


def inner_heads(seen: list[Seen]) -> Inner:
    """Heads over the encoder's inner layers; what the encoder never learned from counts for more."""
    each = np.array([HONEST if one.encoder is not None else LEARNED for one in seen], np.float32)
    targets = np.array([[label in one.row.labels for label in DEEP] for one in seen], np.float32)
    return inner.fit(np.stack([one.depths for one in seen if one.depths is not None]), targets, each)


def inner_out_of_fold(seen: list[Seen]) -> Floats:
    """What such heads say about every message when its fold was left out."""
    out = np.zeros((len(seen), len(DEEP)), np.float32)
    folds = np.array([fold_of(one.row, 16) // FOLDS for one in seen])
    for fold in range(FOLDS):
        model = inner_heads([one for one, its in zip(seen, folds, strict=True) if its != fold])
        for number in np.flatnonzero(folds == fold):
            out[number] = model.logits(np.asarray(seen[number].depths))
    return out


@dataclass(frozen=True, slots=True)
class Heard:
    """A message with honest opinions on it, ready for weighing."""

    row: Row
    opinion: Opinion
    findings: tuple[Finding, ...]

    def facts(self, label: Category) -> Floats:
        return facts(label, self.opinion, self.findings)


def heard(seen: list[Seen], linears: Floats, inners: Floats | None) -> list[Heard]:
    """Those messages on which every reader has an honest word. inners: None where there is no encoder."""
    nothing = np.zeros(len(HEADS), np.float32)
    if inners is None:
        return [
            Heard(one.row, Opinion(nothing, said, one.row.tongue, NOTHING), one.findings)
            for one, said in zip(seen, linears, strict=True)
        ]
    return [
        Heard(one.row, Opinion(one.encoder, said, one.row.tongue, deep), one.findings)
        for one, said, deep in zip(seen, linears, inners, strict=True)
        if one.encoder is not None
    ]


def weigh(rows: list[Heard], label: Category, group: str) -> list[float]:
    """The weights of one verdict; what was written in other languages has a say, too."""
    numbers = np.stack([one.facts(label) for one in rows]).astype(np.float64)
    each = np.array([1.0 if one.row.tongue == group else ELSEWHERE for one in rows])
    return settled(numbers, np.array([label in one.row.labels for one in rows], np.float64), each)


def cross_weighed(rows: list[Heard], label: Category, group: str) -> tuple[Floats, NDArray[np.bool_], list[Heard]]:
    """Probabilities for the messages of a group by weights that did not see them, and whether the label is right."""
    mine = [one for one in rows if one.row.tongue == group]
    found = np.zeros(len(mine), np.float32)
    parts = np.array([fold_of(one.row, 16) // FOLDS for one in mine])
    for part in range(FOLDS):
        weights = tuple(weigh([one for one in rows if fold_of(one.row, 16) // FOLDS != part], label, group))
        for number in np.flatnonzero(parts == part):
            found[number] = Scale(weights, 0.5).probability(mine[number].facts(label))
    return found, np.array([label in one.row.labels for one in mine]), mine


def every(make: Callable[[Category, str], Scale]) -> dict[str, dict[str, Scale]]:
    """One verdict for each label and language."""
    return {str(label): {group: make(label, group) for group in TONGUES} for label in LABELS if label in JUDGED}
