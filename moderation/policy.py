"""What follows from what was seen: one table, read from data, strictest control wins and care is independent of it."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from moderation.decision import Action, Care, CareTopic, Decision
from moderation.draft import Channel, Draft, Standing
from moderation.finding import Category, Finding, Severity
from moderation.masking import mask

DEFAULT = Path(__file__).parent / "lexicons" / "policy.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: which findings it is about, and what they bring about.

    kinds: shell patterns such as "scam.*". tags: all must be on the finding. insisted: the action when the author was asked
    once and sends the same text again. Empty channels or standings mean all.
    """

    kinds: tuple[str, ...]
    action: Action = Action.ALLOW
    insisted: Action | None = None
    care: Care = Care.NONE
    topic: CareTopic | None = None
    least: Severity = Severity.WEAK
    tags: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    channels: frozenset[Channel] = frozenset()
    standings: frozenset[Standing] = frozenset()
    night: bool = False
    because: str = ""

    def meets(self, finding: Finding, draft: Draft) -> bool:
        """Whether this row speaks about this finding in this draft."""
        return (
            finding.severity >= self.least
            and any(fnmatchcase(finding.kind, kind) for kind in self.kinds)
            and self.tags <= finding.tags
            and not self.without & finding.tags
            and self._speaks_of(draft)
        )

    def _speaks_of(self, draft: Draft) -> bool:
        return (
            (not self.channels or draft.channel in self.channels)
            and (not self.standings or draft.standing in self.standings)
            and (draft.night or not self.night)
        )

    def control(self, draft: Draft) -> Action:
        """The action of this row for an author who was, or was not yet, asked to think again."""
        return self.insisted if draft.nudged and self.insisted is not None else self.action


@dataclass(frozen=True, slots=True)
class Policy:
    """The whole table. Policy() is the one shipped with the library; `version` names it in records."""

    rules: tuple[Rule, ...] = field(default_factory=lambda: _shipped().rules)
    version: str = field(default_factory=lambda: _shipped().version)
    label_at: float = 0.5

    @classmethod
    def load(cls, path: Path) -> "Policy":
        """Read a policy from a TOML file like lexicons/policy.toml; raises ValueError where it is not one."""
        table = tomllib.loads(path.read_text("utf-8"))
        return cls(tuple(_rule(row) for row in table["rule"]), str(table["version"]), float(table.get("label_at", 0.5)))

    def decide(self, draft: Draft, findings: tuple[Finding, ...], degraded: tuple[str, ...] = ()) -> Decision:
        """Strictest control wins; care is the most urgent asked for, whatever the control."""
        seen = tuple(finding for finding in findings if finding.score >= self.label_at)
        rows = [rule for finding in seen for rule in self.rules if rule.meets(finding, draft)]
        action = max((rule.control(draft) for rule in rows), default=Action.ALLOW)
        care, topic = _care(rows)
        labels = frozenset(finding.category for finding in seen if finding.category is not Category.FLOOD)
        return Decision(action, care, topic, seen, labels, mask(draft, seen), degraded)


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


def _rule(row: dict[str, Any]) -> Rule:
    """One row of the TOML table as a Rule; unknown words raise, so that a typing error is never a silent gap."""
    known = {name: read for name, read in _COLUMNS.items() if name in row}
    if unknown := set(row) - set(_COLUMNS):
        raise ValueError(f"policy rule with unknown columns: {', '.join(sorted(unknown))}")
    return Rule(**{name: read(row[name]) for name, read in known.items()})


def _set_of(kind: type) -> Any:
    return lambda values: frozenset(kind(value) for value in values)


_COLUMNS: dict[str, Any] = {
    "kinds": tuple,
    "action": lambda word: Action[word.upper()],
    "insisted": lambda word: Action[word.upper()],
    "care": lambda word: Care[word.upper()],
    "topic": CareTopic,
    "least": lambda word: Severity[word.upper()],
    "tags": _set_of(str),
    "without": _set_of(str),
    "channels": _set_of(Channel),
    "standings": _set_of(Standing),
    "night": bool,
    "because": str,
}


@lru_cache(maxsize=1)
def _shipped() -> Policy:
    return Policy.load(DEFAULT)
