"""What would change about one past text if another policy were in force, in each situation it may be sent in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from moderation.decision import Decision
from moderation.draft import Draft, Standing
from moderation.pipeline import DETECTORS, LONGEST, bring_together, look
from moderation.policy import Policy
from moderation.reading import Reading

SITUATIONS: dict[str, dict[str, object]] = {
    "usual": {},
    "insisted": {"nudged": True},
    "newcomer": {"standing": Standing.NEWCOMER},
    "night": {"night": True},
}
"""By somebody who is known, by day, for the first time; and then the one thing that is different."""


@dataclass(frozen=True, slots=True)
class Change:
    """One text in one situation."""

    situation: str
    before: Decision
    after: Decision


def changes(draft: Draft, before: Policy, after: Policy) -> Iterator[Change]:
    """Every situation in which the two policies decide differently; the detectors look once."""
    reading = Reading(draft, LONGEST)
    findings, degraded = look(DETECTORS, reading)
    sides = [(policy, *bring_together(reading, findings, policy)) for policy in (before, after)]
    for name, circumstances in SITUATIONS.items():
        told = replace(draft, **circumstances)  # type: ignore[arg-type]  # fields by name
        old, new = (policy.decide(told, seen, degraded + failed) for policy, seen, failed in sides)
        if _in_short(old) != _in_short(new):
            yield Change(name, old, new)


def _in_short(decision: Decision) -> tuple[object, ...]:
    """What anybody would notice."""
    return decision.action, decision.care, decision.topic, decision.masked, decision.labels, bool(decision.degraded)
