"""How a personal-information detector reports a span of one of the views."""

from moderation.finding import Finding, Severity
from moderation.normalise import Normalised


def found(view: Normalised, start: int, end: int, kind: str, score: float, *tags: str) -> Finding:
    """A finding whose span is given in a view; the detector is named after the kind."""
    first, last = view.span(start, end)
    severity = Severity.STRONG if score >= 0.7 else Severity.WEAK
    return Finding(kind, severity, first, last, score, kind, frozenset(tags))
