"""A second opinion on toxicity by detoxify, from a checkpoint the operator has put on this machine; never asked in a request.

It only ever adds a concern for a person to look at. The checkpoint is unpickled, so only a trusted file may be given. Nothing
is fetched: the checkpoint's own config must name a local folder with a model config and a tokenizer as its model type.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from moderation.finding import Finding, Severity

KINDS_OF = {
    "threat": "abuse.threat",
    "identity_attack": "abuse.hate",
    "identity_hate": "abuse.hate",
    "sexual_explicit": "abuse.sexual",
    "insult": "abuse.insult",
    "toxicity": "abuse.insult",
    "severe_toxicity": "abuse.insult",
    "obscene": "abuse.insult",
}


class NotAvailable(Exception):
    """Why there is no second opinion, in a sentence an operator can act on."""


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """A loaded model; `concerned_at` is the score from which it speaks up."""

    model: Any
    concerned_at: float = 0.7

    @classmethod
    def load(cls, checkpoint: Path, concerned_at: float = 0.7) -> "SecondOpinion":
        """Load through detoxify's own path, offline; NotAvailable says what is missing."""
        if find_spec("detoxify") is None:
            raise NotAvailable("detoxify is not installed; `make detoxify` installs it")
        if not checkpoint.is_file():
            raise NotAvailable(f"there is no checkpoint at {checkpoint}")
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from detoxify import Detoxify  # half a gigabyte of imports, wanted by few

        try:
            return cls(Detoxify(checkpoint=str(checkpoint), device="cpu"), concerned_at)
        except Exception as problem:  # whatever torch says about a bad file is a reason, not a crash
            raise NotAvailable(f"the checkpoint at {checkpoint} cannot be used: {problem}") from problem

    def concerns(self, texts: Sequence[str], batch: int = 16) -> Iterator[tuple[Finding, ...]]:
        """For each text, in order, what a person should look at; an empty tuple when nothing."""
        for first in range(0, len(texts), batch):
            part = list(texts[first : first + batch])
            scores = {name: _listed(values) for name, values in self.model.predict(part).items()}
            for at, text in enumerate(part):
                yield tuple(self._findings(text, {name: values[at] for name, values in scores.items()}))

    def _findings(self, text: str, scores: dict[str, float]) -> Iterable[Finding]:
        best: dict[str, float] = {}
        for name, score in scores.items():
            if (kind := KINDS_OF.get(name)) and score >= self.concerned_at:
                best[kind] = max(score, best.get(kind, 0.0))
        return (
            Finding(kind, Severity.WEAK, 0, len(text), score, "second_opinion", frozenset(("whole",)))
            for kind, score in best.items()
        )


def _listed(values: Any) -> list[float]:
    """Detoxify answers a bare number instead of a list for a batch of one."""
    return [float(value) for value in values] if isinstance(values, list) else [float(values)]
