"""The labelled messages that the classifier learns from, written for this project; README.md says how."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moderation.finding import KINDS, Category

HERE = Path(__file__).parent
LABELS = (Category.PII, Category.SCAM, Category.ABUSE, Category.CRISIS)
KNOWN = frozenset(kind for label in LABELS for kind in KINDS[label])


@dataclass(frozen=True, slots=True)
class Row:
    """One message. group: rows that share it are siblings and are never parted by cross-validation."""

    id: str
    lang: str
    channel: str
    text: str
    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    spans: tuple[tuple[str, str], ...]
    hard: bool
    group: str

    @property
    def tongue(self) -> str:
        """Languages are judged as ja, en and the others together."""
        return self.lang if self.lang in ("ja", "en") else "other"


def read(paths: Iterable[Path] | None = None) -> list[Row]:
    """All rows of some files (those kept here, when none are named); ValueError names a line that is not one."""
    chosen = sorted(HERE.glob("*.jsonl")) if paths is None else list(paths)
    return [row for path in chosen for row in _rows(path)]


def _rows(path: Path) -> Iterator[Row]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield _row(json.loads(line))
            except (ValueError, KeyError, TypeError) as problem:
                raise ValueError(f"{path.name}:{number}: {problem}") from None


def _row(found: dict[str, Any]) -> Row:
    kinds, labels = tuple(found["kinds"]), tuple(found["labels"])
    spans = tuple((span["kind"], span["text"]) for span in found.get("spans", ()))
    if unknown := set(kinds) - KNOWN:
        raise ValueError(f"unknown kinds: {', '.join(sorted(unknown))}")
    if set(labels) != {kind.split(".")[0] for kind in kinds}:
        raise ValueError(f"labels {labels} do not follow from kinds {kinds}")
    if lost := [text for _, text in spans if text not in found["text"]]:
        raise ValueError(f"spans that are not in the text: {lost}")
    if {kind for kind, _ in spans} - set(kinds):
        raise ValueError("a span of a kind the row does not have")
    channel, hard = found.get("channel", "chat"), bool(found.get("hard", False))
    group = str(found.get("group") or found["id"])
    return Row(str(found["id"]), str(found["lang"]), channel, str(found["text"]), labels, kinds, spans, hard, group)
