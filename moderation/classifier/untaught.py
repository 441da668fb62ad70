"""python -m moderation.classifier.untaught FILE…: note what the encoder says of messages it never learned from.

Rows that came into the corpus after the encoder was made are such; with its words on them noted in answers.npz they help
to weigh it honestly. Run once for a new file of the corpus, then train.
"""

import sys
from pathlib import Path

import numpy as np

from moderation import corpus
from moderation.classifier import artefact, encoder
from moderation.normalise import normalise

NEEDED = ("encoder.onnx", "words.npz", "pieces.json")
ANSWERS = "answers.npz"


def note(folder: Path, paths: list[Path]) -> int:
    """Add the rows of some files to the answers of a model; says how many there are then."""
    reader = encoder.opened({name: (folder / name).read_bytes() for name in NEEDED})
    with np.load(folder / ANSWERS) as kept:
        said = dict(zip(kept["ids"].tolist(), kept["logits"], strict=True))
    for row in corpus.read(paths):
        said[row.id] = reader.heard([reader.cut(normalise(row.text).text)]).logits.astype(np.float16)
    np.savez_compressed(folder / ANSWERS, ids=np.array(list(said)), logits=np.stack(list(said.values())))
    return len(said)


if __name__ == "__main__":
    print(note(artefact.HERE, [Path(name) for name in sys.argv[1:]]))  # noqa: T201 - a command's answer
