"""One verdict per label out of rules and classifier, as findings: what the rules saw keeps its place, kind and words."""

from collections.abc import Iterator
from dataclasses import replace

from moderation import classifier
from moderation.classifier.heads import HEADS, KINDS_OF
from moderation.classifier.verdict import JUDGED, Opinion, facts
from moderation.finding import Category, Finding, Severity
from moderation.reading import Reading

GIVEN = 0.5
SURE = 0.85
"""From this score on a finding of the classifier alone weighs as much as a plain word."""
ALSO = 0.0
"""Logit from which a second kind is named beside the likeliest one."""


def weighed(reading: Reading, findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """The findings with the common verdict on each label; just as they are where there is no model."""
    if reading.opinion is None:
        yield from findings
        return
    yield from (finding for finding in findings if finding.category not in JUDGED)
    for label in JUDGED:
        scale = classifier.scale(label, reading.opinion.tongue)
        score = scale.score(facts(label, reading.opinion, findings))
        mine = [finding for finding in findings if finding.category is label]
        yield from (
            _given(reading.opinion, mine, label, (score, len(reading.text))) if score >= GIVEN else _denied(mine, score)
        )


def _denied(mine: list[Finding], score: float) -> Iterator[Finding]:
    return (replace(finding, score=min(finding.score, score)) for finding in mine)


def _given(opinion: Opinion, mine: list[Finding], label: Category, found: tuple[float, int]) -> Iterator[Finding]:
    """What the rules saw takes the common score; where they saw nothing, the whole text is what was seen."""
    score, length = found
    firm = [finding for finding in mine if finding.score >= GIVEN]
    yield from (replace(finding, score=max(finding.score, score)) for finding in firm)
    if not firm:
        severity = Severity.STRONG if score >= SURE else Severity.WEAK
        yield from (Finding(kind, severity, 0, length, score, "classifier") for kind in kinds(opinion, label))


def kinds(opinion: Opinion, label: Category) -> list[str]:
    """The likeliest kind of a label, and others that are likely by themselves."""
    said = opinion.encoder if opinion.encoder.any() else opinion.linear
    best = max(KINDS_OF[label], key=lambda number: float(said[number]))
    return [HEADS[number] for number in KINDS_OF[label] if number == best or said[number] > ALSO]
