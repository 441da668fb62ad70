"""The classifier as the rest of the library knows it: one opinion per message, and an honest word on whether there is one."""

import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from moderation.classifier import artefact, encoder, grams, inner, looks, packing, tagger
from moderation.classifier.artefact import Damaged, Status
from moderation.classifier.encoder import Cut, Heard
from moderation.classifier.heads import HEADS, tongue
from moderation.classifier.packing import Floats, Packed
from moderation.classifier.verdict import NOTHING, Opinion, Scale
from moderation.finding import Category
from moderation.reading import Reading

_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that was trained, opened. encoder, inner, tagger: None where they were not shipped."""

    version: str
    linear: Packed
    encoder: encoder.Encoder | None
    inner: inner.Inner | None
    tagger: tagger.Tagger | None
    scales: dict[tuple[Category, str], Scale]

    def opinion(self, reading: Reading) -> Opinion:
        """What the trained readers make of a message."""
        group = tongue(reading.draft.lang, reading.plain.text[:400])
        if self.encoder is None:
            return Opinion(np.zeros(len(HEADS), np.float32), self._linear(reading), group, NOTHING)
        cut = self.encoder.placed(reading.plain.text)
        if looks.short(cut.numbers):
            once = looks.Looks([cut.numbers], self._linear(reading), [0])
            return self._heard(self.encoder.heard(once.pieces), once, cut, group)
        # What was shortened goes to a person anyway.
        most = 2 if reading.shortened else looks.MOST
        parts = looks.looks(cut.numbers, grams.letters_of(reading, None), self.linear, most)
        return self._heard(self.encoder.heard(parts.pieces), parts, cut, group)

    def _heard(self, heard: Heard, parts: looks.Looks, cut: Cut, group: str) -> Opinion:
        said = NOTHING if self.inner is None else self.inner.logits(heard.depths).max(0)
        marks = () if self.tagger is None else self.tagger.marks(heard.tokens, parts.places(cut.places), group)
        return Opinion(heard.logits, parts.linear, group, said, marks)

    def _linear(self, reading: Reading) -> Floats:
        return self.linear.logits(grams.bins_of(grams.letters_of(reading)))


def opened(folder: Path) -> Model:
    """Read and check the files of a model; raises Damaged."""
    version, files = artefact.verified(folder)
    try:
        return _opened(version, files)
    except Exception as problem:  # noqa: BLE001 - whatever a broken file brings about, the rules must go on alone
        raise Damaged(f"the model cannot be opened ({type(problem).__name__}: {problem})") from None


class Shelf:
    """Opens the model once, when it is first asked for, and remembers why it could not."""

    def __init__(self, folder: Path = artefact.HERE) -> None:
        self.folder = folder
        self._found: Model | Damaged | None = None

    def model(self) -> Model | None:
        """The model, or None where it is missing or damaged."""
        if self._found is None:
            with _lock:
                if self._found is None:
                    self._found = self._open()
        return self._found if isinstance(self._found, Model) else None

    def status(self) -> Status:
        """Whether the classifier takes part, for readiness checks and the console."""
        model = self.model()
        return Status(True, model.version, "") if model else Status(False, "", str(self._found))

    def open(self, folder: Path) -> None:
        """Use the model of another folder from now on."""
        with _lock:
            self.folder, self._found = folder, None

    def _open(self) -> Model | Damaged:
        try:
            return opened(self.folder)
        except Damaged as damage:
            return damage


SHELF = Shelf()


def _opened(version: str, files: dict[str, bytes]) -> Model:
    weighed: dict[str, Any] = json.loads(files["verdict.json"])
    scales = {
        (Category(label), group): Scale(tuple(scale["weights"]), scale["threshold"], scale["sure"])
        for label, groups in weighed["scales"].items()
        for group, scale in groups.items()
    }
    linear = packing.unpacked(files["linear.npz"])
    read = encoder.opened(files) if "encoder.onnx" in files else None
    deep = inner.unpacked(files["inner.npz"]) if "inner.npz" in files else None
    marking = tagger.unpacked(files["tagger.npz"]) if "tagger.npz" in files else None
    return Model(version, linear, read, deep, marking, scales)
