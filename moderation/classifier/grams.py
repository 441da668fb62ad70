"""Short runs of letters and words as numbers: what a message is made of, however it is spelled, in a fixed number of bins."""

from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from moderation.reading import Reading

BITS = 17
BINS = 1 << BITS
LONGEST_RUN = 5
MOST_LETTERS = 2_000
_MIX = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0x100000001B3)


def letters_of(reading: Reading, most: int | None = MOST_LETTERS) -> str:
    """The text as the runs are taken from it: closed up where a language is written without spaces; at most its beginning."""
    return (reading.compact if _unspaced(reading.plain.text) else reading.folded).text[:most]


def bins_of(text: str) -> NDArray[np.int64]:
    """The bins of all runs of one to five letters and of one or two words, each bin once."""
    codes = np.frombuffer(f"\x02{text}\x03".encode("utf-32-le", "replace"), "<u4").astype(np.uint64)
    found, rolled = [], np.zeros(len(codes), np.uint64)
    for size in range(1, min(LONGEST_RUN, len(codes)) + 1):
        rolled = rolled[: len(codes) - size + 1] * _STEP + codes[size - 1 :]
        found.append(((rolled + np.uint64(size)) * _MIX) >> np.uint64(64 - BITS))
    return np.unique(np.concatenate([*found, _words(text)]).astype(np.int64))


def _words(text: str) -> NDArray[np.uint64]:
    words = text.split()
    if len(words) < 2:
        return np.empty(0, np.uint64)
    names = [*words, *(f"{one} {two}" for one, two in pairwise(words))]
    return np.array([crc32(name.encode("utf-8", "replace")) >> (32 - BITS) for name in names], np.uint64)


def _unspaced(text: str) -> bool:
    return sum(map(_is_unspaced, text[:200])) * 3 > len(text[:200])


@lru_cache(maxsize=20_000)
def _is_unspaced(char: str) -> bool:
    return "぀" <= char <= "ヿ" or "㐀" <= char <= "鿿" or "\u0e00" <= char <= "\u0e7f"
