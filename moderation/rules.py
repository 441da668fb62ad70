"""One row of the policy table, and how the table is read from data."""

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from moderation.decision import Action, Care, CareTopic
from moderation.draft import Channel, Draft, Standing
from moderation.finding import UNSURE, Finding, Severity

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
            # A supposition of the classifier alone is met only by rows written for suppositions.
            and (UNSURE in self.tags) == (UNSURE in finding.tags)
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


def read_rules(path: Path) -> tuple[tuple[Rule, ...], str, float]:
    table = tomllib.loads(path.read_text("utf-8"))
    try:
        return tuple(_rule(row) for row in table["rule"]), str(table["version"]), float(table.get("label_at", 0.5))
    except KeyError as missing:
        raise ValueError(f"{path}: no {missing}") from None


@lru_cache(maxsize=1)
def shipped() -> tuple[tuple[Rule, ...], str, float]:
    return read_rules(DEFAULT)
