"""A finding, kept as a concern."""

from app.contributions.models import Concern, ConcernSource, Contribution
from moderation.finding import Finding


def concern_of(contribution: Contribution, finding: Finding, source: ConcernSource) -> Concern:
    """What was seen in a contribution, where, how sure and by what; a person decides what it means."""
    return Concern(
        contribution_id=contribution.id,
        source=source,
        kind=finding.kind,
        severity=int(finding.severity),
        starts=finding.start,
        ends=finding.end,
        score=finding.score,
        detector=finding.detector,
    )
