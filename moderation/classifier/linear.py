"""Linear heads over bins, trained here with numpy alone: seeded, on one thread, in a minute or two."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from moderation.classifier.grams import BINS

Floats = NDArray[np.float32]
Rows = list[NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train."""

    epochs: int = 8
    batch: int = 64
    rate: float = 0.15
    decay: float = 1e-5
    seed: int = 7


@dataclass(slots=True)
class Linear:
    """rarity: how telling a bin is; bins: one row of weights per bin; bias: one per head."""

    rarity: Floats
    bins: Floats
    bias: Floats

    def logits(self, bins: NDArray[np.int64]) -> Floats:
        """What every head says about one message."""
        weight = self.rarity[bins]
        weight = weight / (np.sqrt(weight @ weight) + 1e-6)
        out: Floats = weight @ self.bins[bins] + self.bias
        return out


def fit(rows: Rows, wanted: Floats, plan: Plan) -> Linear:
    """Adaptive gradient descent on the logistic loss."""
    heads, order = wanted.shape[1], np.random.default_rng(plan.seed)
    share = np.clip(wanted.mean(0), 1e-4, 1 - 1e-4)
    model = Linear(rarity_of(rows), np.zeros((BINS, heads), np.float32), np.log(share / (1 - share)).astype(np.float32))
    past = Linear(model.rarity, np.full_like(model.bins, 1e-3), np.full_like(model.bias, 1e-3))
    for _ in range(plan.epochs):
        shuffled = order.permutation(len(rows))
        for at in range(0, len(rows), plan.batch):
            chosen = shuffled[at : at + plan.batch]
            _step(model, past, ([rows[row] for row in chosen], wanted[chosen]), plan)
    return model


def rarity_of(rows: Rows) -> Floats:
    """Rare bins tell more; a bin met once or never tells nothing."""
    counts = np.bincount(np.concatenate(rows), minlength=BINS)
    telling = np.log((1 + len(rows)) / (1 + counts))
    return np.where(counts > 1, telling, 0).astype(np.float32)


def _step(model: Linear, past: Linear, batch: tuple[Rows, Floats], plan: Plan) -> None:
    rows, wanted = batch
    met, matrix = _matrix(rows, model.rarity)
    out = matrix @ model.bins[met] + model.bias
    wrong = (1 / (1 + np.exp(-out)) - wanted) / len(rows) ** 0.5
    slopes, lean = matrix.T @ wrong + plan.decay * model.bins[met], wrong.sum(0)
    past.bins[met] += slopes**2
    past.bias += lean**2
    model.bins[met] -= plan.rate * slopes / np.sqrt(past.bins[met])
    model.bias -= plan.rate / 8 * lean / np.sqrt(past.bias)


def _matrix(rows: Rows, rarity: Floats) -> tuple[NDArray[np.int64], Floats]:
    """The bins of a batch, and a dense table of how much of each every row has."""
    met, places = np.unique(np.concatenate(rows), return_inverse=True)
    table = np.zeros((len(rows), len(met)), np.float32)
    table[np.repeat(np.arange(len(rows)), [len(row) for row in rows]), places] = rarity[met[places]]
    return met, table / (np.linalg.norm(table, axis=1, keepdims=True) + 1e-6)
