"""Hears personal details told in ways that no rule knows: to what kind of detail, if to any, each word piece belongs.

The rules know shapes, and words that stand beside them. The encoder, which reads every message anyway, knows in its inner
layers what a word is doing where it stands; a small net reads them piece by piece.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from moderation.classifier.heads import TONGUES
from moderation.classifier.verdict import Mark, Scale
from moderation.finding import KINDS, Category

Floats = NDArray[np.float32]
Place = tuple[int, int]
DETAILS = KINDS[Category.PII]
BELONGS = 0.3
"""From which share on a piece belongs to a detail."""
BRIDGED = 1
"""Pieces in the middle of a detail that may say less: the underscore of an account, the space of a name."""


@dataclass(frozen=True, slots=True)
class Tagger:
    """A net of two layers. inner: (3 × 384, hidden) with lean (hidden,); outer: (hidden, 1 + 12) with bias (1 + 12,).

    edges: (3,), for each of TONGUES the share from which a detail is told.
    """

    inner: Floats
    lean: Floats
    outer: Floats
    bias: Floats
    edges: Floats

    def shares(self, tokens: Floats) -> Floats:
        """For every piece (pieces, 3 × 384) how likely it tells nothing, or each kind: (pieces, 1 + 12), each row sums to one."""
        said = np.maximum(tokens @ self.inner + self.lean, 0) @ self.outer + self.bias
        worth = np.exp(said - said.max(1, keepdims=True))
        out: Floats = worth / worth.sum(1, keepdims=True)
        return out

    def marks(self, tokens: tuple[Floats, ...], places: list[list[Place]], group: str) -> tuple[Mark, ...]:
        """What is heard in the looks at one text, in a group of languages; of what overlaps the surest.

        tokens: for each look (pieces, 3 × 384). places: where these pieces stand in the plain view, in characters.
        """
        scale = Scale((), float(self.edges[TONGUES.index(group)]))
        told = [mark for one, its in zip(tokens, places, strict=True) for mark in self._told(one, its, scale)]
        kept: list[Mark] = []
        for mark in sorted(told, key=lambda mark: -mark.score):
            if all(mark.end <= other.start or other.end <= mark.start for other in kept):
                kept.append(mark)
        return tuple(kept)

    def _told(self, tokens: Floats, places: list[Place], scale: Scale) -> Iterator[Mark]:
        shares = self.shares(tokens)
        for first, last in _runs(1 - shares[:, 0]):
            part = shares[first : last + 1]
            surest = np.sort(1 - part[:, 0])[-2:].mean()
            kind = DETAILS[int(part[:, 1:].sum(0).argmax())]
            yield Mark(kind, places[first][0], places[last][1], scale.drawn(float(surest)))


def packed(model: Tagger) -> bytes:
    """The file."""
    file = io.BytesIO()
    halves = {name: getattr(model, name).astype(np.float16) for name in ("inner", "lean", "outer", "bias")}
    np.savez_compressed(file, **halves, edges=model.edges)
    return file.getvalue()


def unpacked(contents: bytes) -> Tagger:
    """The tagger from the file."""
    with np.load(io.BytesIO(contents)) as kept:
        return Tagger(*(kept[name].astype(np.float32) for name in ("inner", "lean", "outer", "bias", "edges")))


def _runs(belongs: Floats) -> Iterator[Place]:
    """First and last of the pieces that belong together."""
    numbers = np.flatnonzero(belongs > BELONGS).tolist()
    if not numbers:
        return
    first = numbers[0]
    for one, following in pairwise([*numbers, len(belongs) + BRIDGED + 1]):
        if following - one > BRIDGED + 1:
            yield first, one
            first = following
