"""How a personal-information detector reports a span of one of the views."""

from moderation.finding import Finding, Severity
from moderation.normalise import Normalised


def found(view: Normalised, span: tuple[int, int], kind: str, score: float) -> Finding:
    """A finding whose span is given in a view; the detector is named after the kind."""
    first, last = view.span(*span)
    severity = Severity.STRONG if score >= 0.7 else Severity.WEAK
    return Finding(kind, severity, first, last, score, kind)
