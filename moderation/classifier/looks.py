"""Which parts of a long text the dear reader sees: the beginning, the end, and where the cheap one is most worried."""

from dataclasses import dataclass

import numpy as np

from moderation.classifier.encoder import LONGEST
from moderation.classifier.grams import bins_of
from moderation.classifier.heads import PLACE
from moderation.classifier.packing import Floats, Packed
from moderation.finding import Category

WINDOW = 80
"""Pieces; about as much as a long chat message, which is what the readers have learned from."""
STRIDE = 64
MOST = 4
"""Looks at one text: with windows of this size some fifty milliseconds of one core, however long the text is."""
WORRIES = [PLACE[label] for label in (Category.SCAM, Category.ABUSE, Category.CRISIS)]


@dataclass(frozen=True, slots=True)
class Looks:
    """pieces: what the encoder is shown, one list for each look. linear: what the linear heads say about the same parts.

    starts: which piece of the text each look begins with.
    """

    pieces: list[list[int]]
    linear: Floats
    starts: list[int]

    def places(self, of_all: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
        """Of the places of all pieces of the text, those of the pieces of each look."""
        return [of_all[start : start + len(part)] for start, part in zip(self.starts, self.pieces, strict=True)]


def short(pieces: list[int]) -> bool:
    """Whether one look is enough."""
    return len(pieces) <= LONGEST


def looks(pieces: list[int], letters: str, heads: Packed, most: int = MOST) -> Looks:
    """The parts of a long text that are read; the linear heads read all of it to choose."""
    starts = list(range(0, max(1, len(pieces) - WINDOW + STRIDE), STRIDE))
    share = len(letters) / len(pieces)
    said = [heads.logits(bins_of(letters[round(at * share) : round((at + WINDOW) * share)])) for at in starts]
    chosen = _chosen(said, most)
    linear = np.asarray(np.max([said[number] for number in chosen], axis=0), np.float32)
    begun = [starts[number] for number in chosen]
    return Looks([pieces[start : start + WINDOW] for start in begun], linear, begun)


def _chosen(said: list[Floats], most: int) -> list[int]:
    """The first, the last, and the most worrying in between; neighbours of a chosen one add little."""
    if len(said) <= most:
        return list(range(len(said)))
    worry = [float(one[WORRIES].max()) for one in said]
    chosen = [0, len(said) - 1]
    for number in sorted(range(1, len(said) - 1), key=lambda number: -worry[number]):
        if len(chosen) == most:
            break
        if all(abs(number - other) > 1 for other in chosen[2:]):
            chosen.append(number)
    return sorted(chosen)
