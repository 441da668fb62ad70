"""What a new model would unlearn: precision and recall of every label on the golden cases, before and after."""

import tomllib
from collections.abc import Iterable, Iterator
from itertools import product
from operator import itemgetter
from pathlib import Path
from typing import Any

from moderation.classifier import model
from moderation.classifier.heads import TONGUES, tongue
from moderation.draft import Draft
from moderation.policy import Policy

LABELS = ("pii", "scam", "abuse", "crisis")
Given = list[tuple[str, frozenset[str], frozenset[str]]]
"""For each case its language group, and the labels wanted and given."""


def losses(before: Path, after: Path, cases: Path, most: float) -> list[str]:
    """Every label that loses more than `most` of its precision or recall."""
    golden = list(read(cases))
    old, new = (_measures(_judged(golden, folder)) for folder in (before, after))
    return [f"{name}: {old[name]:.3f} became {new[name]:.3f}" for name in old if new[name] < old[name] - most]


def read(folder: Path) -> Iterator[dict[str, Any]]:
    """All golden cases; LookupError where there is none, because then nothing would guard the model."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise LookupError(f"no golden cases in {folder}")
    for path in paths:
        yield from tomllib.loads(path.read_text("utf-8"))["case"]


def _judged(golden: list[dict[str, Any]], folder: Path) -> Given:
    from moderation.pipeline import screen  # the pipeline needs this package first

    kept = model.SHELF.folder
    model.SHELF.open(folder)
    try:
        return [
            (_tongue(case), _labels(case["kinds"]), _labels(screen(_draft(case), Policy()).labels)) for case in golden
        ]
    finally:
        model.SHELF.open(kept)


def _draft(case: dict[str, Any]) -> Draft:
    return Draft(case["text"], lang=case.get("lang", ""))


def _labels(found: Iterable[str]) -> frozenset[str]:
    """The labels of some kinds or labels."""
    return frozenset(name.split(".")[0] for name in found)


def _tongue(case: dict[str, Any]) -> str:
    return tongue(case.get("lang", ""), case["text"])


def _measures(judged: Given) -> dict[str, float]:
    """Precision and recall of every label, over all and in each group of languages: a loss in one must not hide in the sum."""
    found = {}
    for label, group in product(LABELS, ("", *TONGUES)):
        mine = [(label in wanted, label in given) for spoken, wanted, given in judged if group in ("", spoken)]
        both, given, wanted = (sum(map(count, mine)) for count in (all, itemgetter(1), itemgetter(0)))
        name = f"{label} {group}".rstrip()
        found[f"{name} precision"] = both / given if given else 1.0
        found[f"{name} recall"] = both / wanted if wanted else 1.0
    return found
