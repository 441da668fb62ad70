"""What nobody may change about the policy: danger never blocks by itself, care stays, and urgent kinds stay urgent."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import chain, product

from moderation.decision import Action, Decision
from moderation.draft import Draft, Standing
from moderation.finding import KINDS, UNSURE, Category, Finding, Severity
from moderation.policy import Policy
from moderation.unfit import Unfit

EVERY_KIND = tuple(chain.from_iterable(KINDS.values()))
URGENT = ("abuse.threat", "abuse.sexual", "abuse.doxx", "abuse.encourage_self_harm", "scam.meeting")
"""Kinds that are never judged more softly than the shipped table does: one reader harmed is one too many."""


def keep_to_the_rails(made: Policy, shipped: Policy) -> None:
    """Raise Unfit where a policy is softer than it may be; decided by asking both what they would do, not by reading rows."""
    for kind in EVERY_KIND:
        family = kind.split(".")[0]
        is_guarded = family == "crisis" or kind in URGENT
        if is_guarded and made.threshold(kind) > shipped.threshold(kind):
            raise Unfit("crisis_threshold" if family == "crisis" else "urgent", kind)
    for draft, finding in _situations(made):
        before, after = shipped.decide(draft, (finding,)), made.decide(draft, (finding,))
        if code := _broken(finding, draft, before, after):
            raise Unfit(code, finding.kind)


def _broken(finding: Finding, draft: Draft, before: Decision, after: Decision) -> str:
    if finding.category is Category.CRISIS:
        if after.action is not before.action:
            return "crisis_blocks"
        return "" if (after.care, after.topic) == (before.care, before.topic) else "care"
    if finding.kind in URGENT and after.action < before.action:
        return "urgent"
    is_bare = finding.category is Category.PII and after.action is Action.ALLOW and before.action is not Action.ALLOW
    return "identifies" if is_bare and not draft.nudged else ""


_TAGS: tuple[frozenset[str], ...] = (frozenset(), frozenset({"present"}), frozenset({"joint"}), frozenset({UNSURE}))


def _situations(made: Policy) -> Iterator[tuple[Draft, Finding]]:
    """Every guarded kind in every weight, said by strangers and friends, by day and night, once and again."""
    drafts = [
        Draft("ことば", standing=standing, nudged=nudged, night=night)
        for standing, nudged, night in product((Standing.NEWCOMER, Standing.KNOWN), (False, True), (False, True))
    ]
    guarded = [kind for kind in EVERY_KIND if _is_touched(kind, made)]
    for kind, severity, tags, draft in product(guarded, Severity, _TAGS, drafts):
        yield draft, Finding(kind, severity, 0, 2, 1.0, "rails", tags)


def _is_touched(kind: str, made: Policy) -> bool:
    """Does any row speak of this kind that the shipped table has not?"""
    own = [rule for rule in made.rules if rule not in frozenset(Policy().rules)]
    missing = [rule for rule in Policy().rules if rule not in frozenset(made.rules)]
    return any(fnmatchcase(kind, name) for rule in (*own, *missing) for name in rule.kinds)
