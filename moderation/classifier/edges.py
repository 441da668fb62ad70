"""From which probability on a label is given: chosen per label and language, with everyday chat as the conscience."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from moderation.classifier.fitting import Heard, cross_weighed, weigh
from moderation.classifier.heads import TONGUES
from moderation.classifier.verdict import JUDGED, Scale
from moderation.finding import Category

Floats = NDArray[np.float32]
RECALL_COUNTS = {Category.SCAM: 0.75, Category.ABUSE: 0.75, Category.CRISIS: 1.3}
"""How much more finding counts than being right (the beta of F): a care card is cheap, a hold costs trust."""
ALARMS = {Category.SCAM: 0.0015, Category.ABUSE: 0.0015, Category.CRISIS: 0.006}
"""The part of everyday messages that may be labelled wrongly."""
INNOCENT_WEIGHT = 0.6
"""Innocent messages are more frequent in the corpus than in what is judged, so that each counts a little less."""
EVERYDAY = "everyday"

Scales = dict[str, dict[str, Scale]]


def chosen(known: list[Heard], outside: list[Heard]) -> Iterator[str | Scales]:
    """Weigh and draw the line for every label and language; tells what it finds, the scales come last."""
    scales: Scales = {}
    for label in JUDGED:
        scales[str(label)] = {}
        for group in TONGUES:
            found, right, rows = cross_weighed(known, label, group)
            weights = tuple(weigh(known, label, group))
            more = [one for one in outside if one.row.tongue == group]
            said = np.array([Scale(weights, 0.5).probability(one.facts(label)) for one in more], np.float32)
            rows = [*rows, *more]
            found = np.concatenate([found, said])
            right = np.array([*right, *(label in one.row.labels for one in more)], bool)
            everyday = np.array([one.row.channel == EVERYDAY for one in rows], bool)
            edge = _edge(label, found, right, everyday)
            scales[str(label)][group] = Scale(weights, edge)
            yield f"{label:7}{group:6} {_measured(found[~everyday], right[~everyday], edge)} {_alarms(found[everyday], edge)}"
    yield scales


def _edge(label: Category, found: Floats, right: NDArray[np.bool_], everyday: NDArray[np.bool_]) -> float:
    quiet = found[everyday]
    least = float(np.quantile(quiet, 1 - ALARMS[label])) if len(quiet) else 0.0
    judged, wanted = found[~everyday], right[~everyday]
    weight = np.where(wanted, 1, INNOCENT_WEIGHT)
    beta = RECALL_COUNTS[label] ** 2
    best, edge = 0.0, 0.5
    for candidate in np.linspace(0.1, 0.9, 161):
        if candidate < least:
            continue
        given = judged >= candidate
        both = weight[given & wanted].sum()
        worth = (1 + beta) * both / (beta * weight[wanted].sum() + weight[given].sum() + 1e-9)
        if worth > best:
            best, edge = worth, float(candidate)
    return round(edge, 4)


def _measured(found: Floats, right: NDArray[np.bool_], edge: float) -> str:
    given = found >= edge
    both = int((given & right).sum())
    precision, recall = both / max(1, given.sum()), both / max(1, right.sum())
    return f"from {edge:.3f}: precision {precision:.3f} recall {recall:.3f} of {int(right.sum())}"


def _alarms(quiet: Floats, edge: float) -> str:
    return f"everyday {1000 * (quiet >= edge).mean():.1f} per 1,000" if len(quiet) else ""
