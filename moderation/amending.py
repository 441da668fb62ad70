"""What one site may change about the shipped policy, as data: words, thresholds, rows. The rails say what nobody may."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

from moderation.decision import Action, Care
from moderation.draft import Standing
from moderation.finding import Category, Severity
from moderation.policy import Policy
from moderation.rails import EVERY_KIND, URGENT, keep_to_the_rails
from moderation.rules import Rule
from moderation.unfit import Unfit
from moderation.watched import Watched, tried

FAMILIES = tuple(f"{category.value}.*" for category in Category if category is not Category.CRISIS)
LOWEST, HIGHEST = 0.3, 0.9
MOST = 200
"""Watched words, and added rows, of one policy."""
CONTROLS = ("allow", "nudge", "mask", "hold")
"""What a row can be set to. Refusing is left to names: what is refused is lost, and no person has seen it."""


@dataclass(frozen=True, slots=True)
class Amendments:
    """words: watched words. thresholds: by kind or family. changed: shipped rows by key. added: rows of one's own."""

    words: tuple[Mapping[str, str], ...] = ()
    thresholds: tuple[tuple[str, float], ...] = ()
    changed: tuple[Mapping[str, str], ...] = ()
    added: tuple[Mapping[str, str], ...] = ()

    @classmethod
    def read(cls, text: str) -> "Amendments":
        """From what was stored; raises Unfit for what is none, ValueError for what is no JSON."""
        found = json.loads(text)
        if not isinstance(found, dict) or set(found) - {"words", "thresholds", "changed", "added"}:
            raise Unfit("columns")
        words, changed, added = (_rows(found.get(name, [])) for name in ("words", "changed", "added"))
        thresholds = found.get("thresholds", {})
        if not isinstance(thresholds, dict):
            raise Unfit("columns")
        return cls(words, tuple(sorted((name, float(at)) for name, at in thresholds.items())), changed, added)

    def written(self) -> str:
        """In one fixed form."""
        plain = {
            "words": [dict(row) for row in self.words],
            "thresholds": dict(self.thresholds),
            "changed": [dict(row) for row in self.changed],
            "added": [dict(row) for row in self.added],
        }
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def amended(given: Amendments, version: str = "") -> Policy:
    """The shipped policy with these changes; raises Unfit for a change that cannot be, or that breaks a rail."""
    shipped = Policy()
    if len(given.words) > MOST or len(given.added) > MOST:
        raise Unfit("too_many")
    rules = (*_changed(shipped.rules, given.changed), *(_added(row) for row in given.added))
    made = Policy(rules, version or shipped.version, shipped.label_at, _thresholds(given), Watched.of(given.words))
    keep_to_the_rails(made, shipped)
    return made


def try_words(given: Amendments) -> None:
    """Try every watched word on its examples; raises Unfit naming the first that fails."""
    for row in given.words:
        tried(row)


def key_of(rule: Rule) -> str:
    """The name of a shipped row, as long as it says the same: of a row that was rewritten no change is left standing."""
    said = [
        sorted(rule.kinds),
        rule.action.name,
        rule.insisted.name if rule.insisted is not None else "",
        rule.least.name,
    ]
    said += [sorted(part) for part in (rule.tags, rule.without, rule.channels, rule.standings)]
    return hashlib.sha256(json.dumps([*said, rule.night]).encode()).hexdigest()[:12]


def changeable() -> Iterator[tuple[str, Rule]]:
    """The shipped rows that a site may change, with their keys: those that ask or hold, and are not about danger."""
    for rule in Policy().rules:
        is_control = rule.care is Care.NONE and rule.action in {Action.NUDGE, Action.MASK, Action.HOLD}
        if is_control and not any(kind.startswith("crisis.") for kind in rule.kinds):
            yield key_of(rule), rule


def left_behind(given: Amendments) -> list[str]:
    """Keys of changes to rows that are no longer shipped: they do nothing."""
    known = {key for key, _rule in changeable()}
    return [row["row"] for row in given.changed if row["row"] not in known]


def _rows(found: Any) -> tuple[Mapping[str, str], ...]:
    plain = isinstance(found, list) and all(
        isinstance(row, dict) and all(isinstance(value, str) for value in row.values()) for row in found
    )
    if not plain:
        raise Unfit("columns")
    return tuple(found)


def _changed(rules: tuple[Rule, ...], changes: Iterable[Mapping[str, str]]) -> Iterator[Rule]:
    wanted = {row.get("row", ""): row for row in changes}
    known = dict(changeable())
    for rule in rules:
        change = wanted.get(key_of(rule)) if key_of(rule) in known else None
        if change is None:
            yield rule
        else:
            yield replace(rule, **_controls(change, rule.kinds))
            # A family may be judged more softly; what is urgent in it keeps the row as it is shipped.
            yield from _kept_urgent(rule, change)


def _kept_urgent(rule: Rule, change: Mapping[str, str]) -> Iterator[Rule]:
    kept = tuple(kind for kind in URGENT if any(fnmatchcase(kind, name) for name in rule.kinds))
    is_softer = Action[change["action"].upper()] < rule.action or Action[change["insisted"].upper()] < _insisted(rule)
    if kept and is_softer:
        if set(rule.kinds) <= set(URGENT):
            raise Unfit("urgent", rule.kinds[0])
        yield replace(rule, kinds=kept)


def _insisted(rule: Rule) -> Action:
    return rule.action if rule.insisted is None else rule.insisted


def _added(row: Mapping[str, str]) -> Rule:
    if set(row) != {"kind", "least", "who", "when", "action", "insisted", "because"}:
        raise Unfit("columns")
    if row["kind"].startswith("crisis."):
        raise Unfit("crisis_row")
    if row["kind"] not in (*FAMILIES, *EVERY_KIND) or row["least"] not in ("weak", "strong", "grave"):
        raise Unfit("columns")
    if not row["because"].strip() or len(row["because"]) > 300:
        raise Unfit("because")
    return Rule(
        kinds=(row["kind"],),
        least=Severity[row["least"].upper()],
        standings=frozenset({Standing.NEWCOMER}) if row["who"] == "newcomer" else frozenset(),
        night=row["when"] == "night",
        because=row["because"],
        **_controls(row, (row["kind"],)),
    )


def _controls(row: Mapping[str, str], kinds: tuple[str, ...]) -> dict[str, Any]:
    if row.get("action") not in CONTROLS or row.get("insisted") not in CONTROLS:
        raise Unfit("control")
    if "mask" in (row["action"], row["insisted"]) and not all(kind.startswith("pii.") for kind in kinds):
        raise Unfit("nothing_to_mask")
    return {"action": Action[row["action"].upper()], "insisted": Action[row["insisted"].upper()]}


def _thresholds(given: Amendments) -> tuple[tuple[str, float], ...]:
    for name, at in given.thresholds:
        if name not in (*FAMILIES, *EVERY_KIND, "crisis.*"):
            raise Unfit("columns")
        if not LOWEST <= at <= HIGHEST:
            raise Unfit("threshold", name)
    # A kind by its own name says more than its family.
    return tuple(sorted(given.thresholds, key=lambda one: one[0].endswith("*")))
