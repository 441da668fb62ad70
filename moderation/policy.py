"""What follows from what was seen: one table, read from data, strictest control wins and care is independent of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from moderation.decision import Action, Care, CareTopic, Decision
from moderation.draft import Draft
from moderation.finding import Category, Finding
from moderation.masking import mask
from moderation.rules import Rule, read_rules, shipped
from moderation.watched import Watched


@dataclass(frozen=True, slots=True)
class Policy:
    """The whole table. Policy() is the one shipped with the library; `version` names it in records.

    label_at: what scores less is as if it had not been seen; thresholds: other such scores for some kinds, the plainest
    name first. watched: words that one site looks for besides.
    """

    rules: tuple[Rule, ...] = field(default_factory=lambda: shipped()[0])
    version: str = field(default_factory=lambda: shipped()[1])
    label_at: float = 0.5
    thresholds: tuple[tuple[str, float], ...] = ()
    watched: Watched | None = None

    @classmethod
    def load(cls, path: Path) -> "Policy":
        """Read a policy from a TOML file like lexicons/policy.toml; raises ValueError where it is not one."""
        rules, version, label_at = read_rules(path)
        return cls(rules, version, label_at)

    def decide(self, draft: Draft, findings: tuple[Finding, ...], degraded: tuple[str, ...] = ()) -> Decision:
        """Strictest control wins; care is the most urgent asked for, whatever the control."""
        seen = tuple(finding for finding in findings if finding.score >= self.threshold(finding.kind))
        rows = [rule for finding in seen for rule in self.rules if rule.meets(finding, draft)]
        action = max((rule.control(draft) for rule in rows), default=Action.ALLOW)
        care, topic = _care(rows)
        labels = frozenset(finding.category for finding in seen if finding.category is not Category.FLOOD)
        return Decision(action, care, topic, seen, labels, mask(draft, seen), degraded)

    def threshold(self, kind: str) -> float:
        """From which score on findings of a kind count."""
        return next((at for name, at in self.thresholds if fnmatchcase(kind, name)), self.label_at)


def dry_run(policy: Policy, drafts: Iterable[Draft]) -> Iterator[tuple[Draft, Decision]]:
    """What a policy would decide on past texts, without doing anything."""
    from moderation.pipeline import screen  # the pipeline needs this module first

    for draft in drafts:
        yield draft, screen(draft, policy)


def _care(rows: list[Rule]) -> tuple[Care, CareTopic | None]:
    caring = [rule for rule in rows if rule.care is not Care.NONE]
    if not caring:
        return Care.NONE, None
    most = max(rule.care for rule in caring)
    topics = [rule.topic for rule in caring if rule.topic and rule.care is most] or [r.topic for r in caring if r.topic]
    return most, min(topics, key=_URGENCY.index, default=None)


_URGENCY = (
    CareTopic.MEDICAL,
    CareTopic.SELF,
    CareTopic.CHILD_SAID,
    CareTopic.CHILD_MISSING,
    CareTopic.DV,
    CareTopic.CHILD_VIOLENCE,
    CareTopic.I_MAY_HURT,
    CareTopic.CHILD_SELF_HARM,
    CareTopic.OTHER_MEMBER,
    CareTopic.CONSUMER,
)
"""Of several needs of the same urgency, the earlier one is answered first."""
