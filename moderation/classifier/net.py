"""A small net of two layers, taught with numpy alone: seeded, on one thread, in a quarter of a minute."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]
Numbers = NDArray[np.int64]
MEASURED = 20_000
"""Rows from which middle and spread of every number are taken."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to teach. drop: the part of the hidden numbers that is left out of each step."""

    hidden: int = 64
    epochs: int = 5
    batch: int = 256
    rate: float = 1e-3
    decay: float = 1e-2
    drop: float = 0.2
    seed: int = 7


def fit(rows: Halves, wanted: Numbers, kinds: int, plan: Plan) -> tuple[Floats, Floats, Floats, Floats]:
    """Weights and leanings of both layers. rows: (rows, width). wanted: (rows,), for each the number of its kind.

    Cross-entropy by Adam, with weights that shrink a little at every step and a rate that falls to nothing.
    """
    order = np.random.default_rng(plan.seed)
    middle, spread = _measures(rows)
    weights = _begun(order, (rows.shape[1], plan.hidden, kinds))
    past = [(np.zeros_like(each), np.zeros_like(each)) for each in weights]
    steps = plan.epochs * -(-len(rows) // plan.batch)
    for step, chosen in enumerate(_batches(order, len(rows), plan), 1):
        kept = order.random((len(chosen), plan.hidden)) >= plan.drop
        some = (rows[chosen].astype(np.float32) - middle) / spread
        pace = plan.rate * min(1, step / 100) * (1 - step / (steps + 1))
        _step(weights, past, _slopes(weights, some, wanted[chosen], kept), (step, pace, plan.decay))
    inner = weights[0] / spread[:, None]
    return inner, weights[1] - middle @ inner, weights[2] * np.float32(1 - plan.drop), weights[3]


def _batches(order: np.random.Generator, size: int, plan: Plan) -> Iterator[Numbers]:
    for _ in range(plan.epochs):
        shuffled = order.permutation(size)
        yield from (shuffled[at : at + plan.batch] for at in range(0, size, plan.batch))


def _measures(rows: Halves) -> tuple[Floats, Floats]:
    some = rows[:: max(1, len(rows) // MEASURED)].astype(np.float32)
    return some.mean(0), some.std(0) + np.float32(1e-4)


def _begun(order: np.random.Generator, sizes: tuple[int, int, int]) -> list[Floats]:
    width, hidden, kinds = sizes
    first = order.normal(0, (2 / width) ** 0.5, (width, hidden)).astype(np.float32)
    second = order.normal(0, hidden**-0.5, (hidden, kinds)).astype(np.float32)
    return [first, np.zeros(hidden, np.float32), second, np.zeros(kinds, np.float32)]


def _slopes(weights: list[Floats], rows: Floats, wanted: Numbers, kept: NDArray[np.bool_]) -> list[Floats]:
    inner, lean, outer, bias = weights
    hidden = np.maximum(rows @ inner + lean, 0) * kept
    said = hidden @ outer + bias
    wrong = np.exp(said - said.max(1, keepdims=True))
    wrong /= wrong.sum(1, keepdims=True)
    wrong[np.arange(len(wanted)), wanted] -= 1
    wrong /= np.float32(len(wanted))
    back = (wrong @ outer.T) * (hidden > 0)
    return [rows.T @ back, back.sum(0), hidden.T @ wrong, wrong.sum(0)]


def _step(
    weights: list[Floats], past: list[tuple[Floats, Floats]], slopes: list[Floats], pace: tuple[int, float, float]
) -> None:
    step, rate, decay = pace
    for number, slope in enumerate(slopes):
        mean, square = past[number]
        mean += np.float32(0.1) * (slope - mean)
        square += np.float32(0.001) * (slope * slope - square)
        move = mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + np.float32(1e-8))
        shrunk = decay * weights[number] if slope.ndim == 2 else 0
        weights[number] -= np.float32(rate) * (move + shrunk)
