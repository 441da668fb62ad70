"""How good the library is on labelled messages: precision, recall, F1, spans found and innocent messages disturbed."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moderation.decision import Action, Decision
from moderation.draft import Channel, Draft
from moderation.finding import KINDS, Category
from moderation.pipeline import screen
from moderation.policy import Policy

LABELS = ("pii", "scam", "abuse", "crisis")
SERVED = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled message beside what the library said about it."""

    row: dict[str, Any]
    decision: Decision

    def wanted(self, name: str) -> bool:
        """Whether the label or kind belongs to the message."""
        return name in self.row["labels"] or name in self.row["kinds"]

    def given(self, name: str) -> bool:
        """Whether the library gave it."""
        return name in self.decision.labels or any(finding.kind == name for finding in self.decision.findings)

    @property
    def innocent(self) -> bool:
        return not self.row["labels"]

    @property
    def group(self) -> str:
        """Languages are reported as ja, en and the ten others together."""
        return self.row["lang"] if self.row["lang"] in SERVED else "other"


@dataclass(frozen=True, slots=True)
class Score:
    """Counts for one label or kind."""

    right: int
    missed: int
    false: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read_rows(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The labelled messages of some JSON-lines files; ValueError names the line that is not one."""
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
            if line.strip():
                yield _row(line, f"{path}:{number}")


def judge(rows: Iterable[dict[str, Any]], policy: Policy) -> list[Judged]:
    """Screen every message as a known member's."""
    return [Judged(row, screen(_draft(row), policy)) for row in rows]


def score(judged: Iterable[Judged], name: str) -> Score:
    """Count one label or kind."""
    counts = Counter((one.wanted(name), one.given(name)) for one in judged)
    return Score(counts[True, True], counts[True, False], counts[False, True])


def span_recall(judged: Iterable[Judged]) -> tuple[int, int]:
    """(found, all) personal-information spans, by overlap with a finding of the same kind."""
    hits = [_hit(one, span) for one in judged for span in one.row.get("spans", ())]
    return sum(hits), len(hits)


def report(judged: list[Judged]) -> Iterator[str]:
    """The whole report, line by line."""
    for group in ("all", *SERVED, "other"):
        chosen = [one for one in judged if group in ("all", one.group)]
        if chosen:
            yield from _section(group, chosen)
    yield from _by_kind(judged)
    yield from _by_language(judged)


def errors(judged: Iterable[Judged], name: str) -> Iterator[str]:
    """Messages where one label or kind was missed (-) or given wrongly (+), with what fired."""
    for one in judged:
        if one.wanted(name) != one.given(name):
            text = one.row["text"]
            fired = " ".join(f"{f.kind}:{f.score:.2f}:{text[f.start : f.end]!r}" for f in one.decision.findings)
            sign = "-" if one.wanted(name) else "+"
            yield f"{sign} {one.row['id']} {','.join(one.row['kinds'])} | {one.row['text']!r} | {fired}"


def _row(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
        return {"hard": False, **row, "kinds": list(row["kinds"]), "labels": list(row["labels"])}
    except (ValueError, KeyError, TypeError) as problem:
        raise ValueError(f"{place}: not a labelled message ({problem})") from None


def _draft(row: dict[str, Any]) -> Draft:
    channel = row.get("channel", "chat")
    return Draft(row["text"], lang=row["lang"], channel=Channel(channel))


def _hit(one: Judged, span: dict[str, str]) -> bool:
    start = one.row["text"].find(span["text"])
    end = start + len(span["text"])
    return any(f.kind == span["kind"] and f.start < end and start < f.end for f in one.decision.findings)


def _section(group: str, judged: list[Judged]) -> Iterator[str]:
    yield f"\n== {group}: {len(judged)} messages"
    yield f"{'label':28}{'precision':>10}{'recall':>8}{'F1':>7}{'right':>7}{'missed':>8}{'false':>7}   recall when hard"
    for label in LABELS:
        hard = score([one for one in judged if one.row["hard"]], label)
        yield f"{_line(label, score(judged, label))}   {hard.recall:.3f} of {hard.right + hard.missed}"
    found, spans = span_recall(judged)
    yield f"pii spans found: {found}/{spans} = {found / spans if spans else 1:.3f}"
    yield from _innocent(judged)


def _innocent(judged: list[Judged]) -> Iterator[str]:
    for name, hard in (("everyday", False), ("look-alike", True)):
        innocent = [one for one in judged if one.innocent and bool(one.row["hard"]) == hard]
        held = sum(one.decision.action >= Action.HOLD for one in innocent)
        touched = sum(bool(one.decision.labels) for one in innocent)
        per = 1000 / max(1, len(innocent))
        yield (
            f"innocent {name}: {len(innocent)}; per 1,000: labelled {touched * per:.1f}, "
            f"held {held * per:.1f}, asked or held {sum(o.decision.action > Action.ALLOW for o in innocent) * per:.1f}"
        )


def _by_kind(judged: list[Judged]) -> Iterator[str]:
    yield "\n== by kind"
    for category in Category:
        for kind in KINDS[category]:
            counts = score(judged, kind)
            if counts.right + counts.missed + counts.false:
                yield _line(kind, counts)


def _by_language(judged: list[Judged]) -> Iterator[str]:
    yield "\n== by language: precision/recall"
    for lang in sorted({one.row["lang"] for one in judged}):
        chosen = [one for one in judged if one.row["lang"] == lang]
        cells = (f"{label} {s.precision:.2f}/{s.recall:.2f}" for label in LABELS for s in [score(chosen, label)])
        yield f"{lang:3} {len(chosen):5}  {'  '.join(cells)}"


def _line(name: str, counts: Score) -> str:
    return (
        f"{name:28}{counts.precision:10.3f}{counts.recall:8.3f}{counts.f1:7.3f}"
        f"{counts.right:7}{counts.missed:8}{counts.false:7}"
    )
