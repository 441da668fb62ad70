"""Heads over the encoder's inner layers: they learn what the corpus gained after the encoder was made, in a minute and a small file.

The last layer of an encoder knows the messages it was taught nearly by heart; the layers before it have kept more of
what messages mean. So one logistic for each label that is judged reads both.
"""

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
PULL = 300.0
"""How strongly weights are drawn to nothing, in messages: there are nearly as many weights as messages."""
ROUNDS = 250
LEAST_SPREAD = 1e-4


@dataclass(frozen=True, slots=True)
class Inner:
    """weights: one column for every label that is judged, in the order of verdict.JUDGED."""

    weights: Floats
    bias: Floats

    def logits(self, depths: Floats) -> Floats:
        """What the heads say about one look or several."""
        out: Floats = depths @ self.weights + self.bias
        return out


def fit(depths: Floats, wanted: Floats, each: Floats) -> Inner:
    """Logistic loss, by accelerated steps along one bound of its curvature, which all labels and rounds share.

    each: how much every message counts.
    """
    middle, spread = depths.mean(0), depths.std(0) + LEAST_SPREAD
    rows = np.concatenate([(depths - middle) / spread, np.ones((len(depths), 1), np.float32)], axis=1)
    bend = 0.25 * (rows * each[:, None]).T @ rows + PULL * np.eye(rows.shape[1], dtype=np.float32)
    step = np.linalg.inv(bend).astype(np.float32)
    weights: Floats = np.zeros((rows.shape[1], wanted.shape[1]), np.float32)
    ahead: Floats = weights
    for turn in range(1, ROUNDS + 1):
        wrong = (1 / (1 + np.exp(-np.clip(rows @ ahead, -30, 30))) - wanted) * each[:, None]
        moved = ahead - step @ (rows.T @ wrong + PULL * ahead)
        ahead, weights = moved + (moved - weights) * np.float32((turn - 1) / (turn + 2)), moved
    slopes = weights[:-1] / spread[:, None]
    return Inner(slopes.astype(np.float32), (weights[-1] - middle @ slopes).astype(np.float32))


def packed(model: Inner) -> bytes:
    """The file."""
    file = io.BytesIO()
    np.savez_compressed(file, weights=model.weights, bias=model.bias)
    return file.getvalue()


def unpacked(contents: bytes) -> Inner:
    """The heads from the file."""
    with np.load(io.BytesIO(contents)) as kept:
        return Inner(kept["weights"], kept["bias"])
