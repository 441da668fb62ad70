"""From which probability on a label is given: chosen per label and language, with everyday chat as the conscience."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from moderation.classifier.fitting import Heard, cross_weighed, weigh
from moderation.classifier.heads import TONGUES
from moderation.classifier.verdict import JUDGED, Scale
from moderation.finding import Category

Floats = NDArray[np.float32]
RECALL_COUNTS = {Category.SCAM: 0.6, Category.ABUSE: 0.6, Category.CRISIS: 1.4}
"""How much more finding counts than being right (the beta of F): a care card is cheap, a hold costs trust."""
ALARMS = {Category.SCAM: 0.003, Category.ABUSE: 0.05, Category.CRISIS: 0.025}
"""The part of everyday messages that may be labelled wrongly. A label alone does nothing; the policy asks and offers from a
score of 0.8 on, which far fewer reach."""
HOLDS = {Category.SCAM: 0.0007, Category.ABUSE: 0.0015, Category.CRISIS: 0.0015}
"""The part of everyday messages that the classifier alone may hold."""
SUREST = 0.9
"""Where there is no everyday chat to go by, the classifier alone is strong from here on."""
INNOCENT_WEIGHT = 0.6
"""Innocent messages are more frequent in the corpus than in what is judged, so that each counts a little less."""
LEAST = 0.3
"""No line is drawn lower, however good it looks on few messages."""
TUNING_WEIGHT = 3.0
"""Messages of a tuning set are nearer to what is judged than the corpus, which is harder on purpose."""
Lines = Mapping[Category, Mapping[str, float]]
DRAWN: Lines = {
    Category.SCAM: {"ja": 0.58, "en": 0.58, "other": 0.5},
    Category.ABUSE: {"ja": 0.7, "en": 0.4, "other": 0.4},
    Category.CRISIS: {"ja": 0.15, "en": 0.2, "other": 0.25},
}
"""Lines drawn on the tuning sets alone (docs/model-card.md). The corpus is so full of twins by now that differ in one clause from
what they resemble that a line drawn on it, as above, costs one danger in ten of those that people write."""
EVERYDAY = "everyday"

Scales = dict[str, dict[str, Scale]]


def chosen(known: list[Heard], outside: list[Heard], lines: Lines = DRAWN) -> Iterator[str | Scales]:
    """Weigh and draw the line for every label and language that has none in `lines`; tells what it finds, the scales come last."""
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
            weight = np.array([1.0] * (len(rows) - len(more)) + [TUNING_WEIGHT] * len(more))
            edge = lines.get(label, {}).get(group) or _edge(label, (found, right, weight), everyday)
            quiet = found[everyday]
            sure = float(np.quantile(quiet, 1 - HOLDS[label])) if len(quiet) else SUREST
            scales[str(label)][group] = Scale(weights, edge, round(max(sure, edge), 4))
            own = len(rows) - len(more)
            yield f"{label:7}{group:6} {_measured(found[:own], right[:own], edge)} {_alarms(found[everyday], edge)}"
    yield scales


def _edge(
    label: Category, rows: tuple[Floats, NDArray[np.bool_], NDArray[np.float64]], everyday: NDArray[np.bool_]
) -> float:
    found, right, each = rows
    quiet = found[everyday]
    least = float(np.quantile(quiet, 1 - ALARMS[label])) if len(quiet) else 0.0
    judged, wanted = found[~everyday], right[~everyday]
    weight = np.where(wanted, 1, INNOCENT_WEIGHT) * each[~everyday]
    beta = RECALL_COUNTS[label] ** 2
    best, edge = 0.0, max(0.5, least)
    for candidate in np.linspace(max(least, LEAST), 0.97, 200):
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
