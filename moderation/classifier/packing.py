"""The linear heads as a small file: less than eight bits for every weight, a scale for every head, empty bins left out."""

import io

import numpy as np
from numpy.typing import NDArray

from moderation.classifier.heads import HEADS
from moderation.classifier.linear import Linear

Floats = NDArray[np.float32]
LEVELS = 40
"""Steps to either side of nothing; finer ones cost a megabyte and move no verdict."""
UNHEARD = [number for number, name in enumerate(HEADS) if name.startswith("pii.")]
"""Heads whose word nobody asks for, because the rules know better."""


class Packed:
    """Linear heads as they are kept and used; one row of small whole numbers for every bin that says anything."""

    def __init__(self, rarity: Floats, rows: NDArray[np.int8], scale: Floats, bias: Floats) -> None:
        self.rarity, self.rows, self.scale, self.bias = rarity, rows, scale, bias
        self.place = np.cumsum(rarity > 0) - 1

    def logits(self, bins: NDArray[np.int64]) -> Floats:
        """What every head says about a message with these bins."""
        known = bins[self.rarity[bins] > 0]
        weight = self.rarity[known]
        length = np.sqrt(weight @ weight) + 1e-6
        out: Floats = (weight / length) @ self.rows[self.place[known]].astype(np.float32) * self.scale + self.bias
        return out


def packed(model: Linear) -> bytes:
    """The file."""
    rarity = model.rarity.astype(np.float16)
    kept = model.bins[rarity > 0].copy()
    kept[:, UNHEARD] = 0
    scale = np.maximum(np.abs(kept).max(0), 1e-8) / LEVELS
    rows = np.round(kept / scale).astype(np.int8)
    file = io.BytesIO()
    np.savez_compressed(file, rarity=rarity, rows=rows, scale=scale.astype(np.float32), bias=model.bias)
    return file.getvalue()


def unpacked(contents: bytes) -> Packed:
    """The heads from the file."""
    with np.load(io.BytesIO(contents)) as kept:
        return Packed(kept["rarity"].astype(np.float32), kept["rows"], kept["scale"], kept["bias"])
