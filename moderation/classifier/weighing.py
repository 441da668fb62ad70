"""One verdict per label out of rules and classifier, as findings: what the rules saw keeps its place, kind and words."""

from collections.abc import Iterator
from dataclasses import replace

from moderation import classifier
from moderation.classifier import cues
from moderation.classifier.heads import HEADS, KINDS_OF
from moderation.classifier.verdict import JUDGED, Opinion, facts
from moderation.context import throughout
from moderation.finding import CUED, FAINT, UNSURE, Category, Finding, Severity
from moderation.reading import Reading

GIVEN = 0.5
SURE = 0.8
"""Score below which the classifier's word alone asks nobody anything: the label is noted, the text goes out."""
OFFERED = 0.75
"""Score below which the classifier's word alone brings no card: nights are sad without being dangerous."""
STANDS = {Category.SCAM: 0.03, Category.ABUSE: 0.08, Category.CRISIS: 0.08}
"""A finding of the rules stands from this probability on, though the label would not be given without them: below it,
the words were nearly always quoted, denied or meant for something else."""
PLAIN = 0.05
"""The same for entries tagged `plain`, whose words hardly ever mean anything else."""
CALM = {
    Category.CRISIS: {"past": SURE, "idiom": 0.95, "eased": 0.93, "sorry": 0.72},
    Category.ABUSE: {"gentle": 1.01},
}
"""How sure the classifier alone must be where the words around say that it is over, a way of speaking, guilt, or kindly meant."""
ALSO = 0.0
"""Sum of both readers' logits from which a second kind is named beside the likeliest one."""


def weighed(reading: Reading, findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """The findings with the common verdict on each label; just as they are where there is no model."""
    if reading.opinion is None:
        yield from findings
        return
    yield from (finding for finding in findings if finding.category not in JUDGED)
    for label in JUDGED:
        mine = [finding for finding in findings if finding.category is label]
        yield from _settled(reading, reading.opinion, mine, label)


def _settled(reading: Reading, opinion: Opinion, mine: list[Finding], label: Category) -> Iterator[Finding]:
    """One label: what the rules saw takes the common score; where they saw nothing, the whole text is what was seen."""
    scale = classifier.scale(label, opinion.tongue)
    probability = scale.probability(facts(label, opinion, mine))
    score = scale.drawn(probability)
    firm = [finding for finding in mine if finding.score >= GIVEN]
    if firm and (score >= GIVEN or probability >= _stands(label, firm)):
        yield from (replace(finding, score=max(finding.score, score)) for finding in firm)
    elif score < GIVEN:
        yield from (replace(finding, score=min(finding.score, score)) for finding in mine)
    else:
        severity = Severity.STRONG if probability >= scale.sure and score >= SURE else Severity.WEAK
        yield from _supposed(reading, opinion, Finding(label, severity, 0, len(reading.text), score, "classifier"))


def _stands(label: Category, firm: list[Finding]) -> float:
    return min(STANDS[label], PLAIN) if any("plain" in finding.tags for finding in firm) else STANDS[label]


def _supposed(reading: Reading, opinion: Opinion, whole: Finding) -> Iterator[Finding]:
    """What the classifier alone supposes, as findings of the kinds that the words around speak for, else of its own."""
    if whole.score < _calm(reading, Category(whole.kind)):
        return
    hinted = cues.met(reading, Category(whole.kind))
    said = (UNSURE, *((CUED,) if hinted else ()), *((FAINT,) if whole.score < OFFERED else ()))
    tags = frozenset(said)
    for kind in kinds(opinion, Category(whole.kind), hinted):
        yield replace(whole, kind=kind, tags=tags)


def _calm(reading: Reading, label: Category) -> float:
    """The score below which the words around speak against a supposition."""
    wanted = CALM.get(label, {})
    held = throughout(reading.folded.text[:400]) if wanted else frozenset()
    return max((score for name, score in wanted.items() if name in held), default=0.0)


def kinds(opinion: Opinion, label: Category, hinted: frozenset[str] = frozenset()) -> list[str]:
    """The likeliest kind of a label, and others that are likely by themselves; where there are hints, among those."""
    said = opinion.encoder + opinion.linear
    likely = [number for number in KINDS_OF[label] if not hinted or HEADS[number] in hinted]
    best = max(likely, key=lambda number: float(said[number]))
    return [HEADS[number] for number in likely if number == best or said[number] > ALSO]
