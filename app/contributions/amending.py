"""What may differ from the shipped policy: changing one thing at a time, checked each time, and saying it in names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app import i18n
from app.contributions import policies
from app.contributions.policy_models import PolicyVersion
from moderation import Draft, Finding, Severity
from moderation.amending import CONTROLS, FAMILIES, Amendments, amended, changeable, left_behind
from moderation.explain import for_moderator
from moderation.unfit import Unfit
from moderation.watched import LANGUAGES, WATCHABLE, mark_of, tried

__all__ = ["CONTROLS", "FAMILIES", "LANGUAGES", "WATCHABLE", "Amendments", "Unfit", "left_behind", "mark_of"]

GUARDED_FAMILY = "crisis.*"
USUAL = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """One shipped row as a person reads it: what it is about, when it counts, and what it does, now and as shipped."""

    key: str
    kinds: tuple[str, ...]
    least: str
    is_for_newcomers: bool
    is_for_staff: bool
    is_for_nights: bool
    is_supposed: bool
    is_gathered: bool
    shipped: tuple[str, str]
    now: tuple[str, str]

    @property
    def is_changed(self) -> bool:
        return self.shipped != self.now


def read(text: str) -> Amendments:
    """What was stored; raises Unfit or ValueError for what is none."""
    return Amendments.read(text)


def of_version(version: PolicyVersion | None) -> Amendments:
    """What differs in a version; nothing where it cannot be read any more."""
    try:
        return read(version.amendments) if version else Amendments()
    except ValueError:
        return Amendments()


def checked(given: Amendments) -> Amendments:
    """The same, or Unfit: it breaks a rail or cannot be read."""
    amended(given)
    return given


def with_word(given: Amendments, row: Mapping[str, str]) -> Amendments:
    """One more watched word, tried on its examples; raises Unfit."""
    if mark_of(row["kind"], row["pattern"]) in marks(given):
        raise Unfit("twice")
    more = checked(replace(given, words=(*given.words, dict(row))))
    tried(row)
    return more


def without_word(given: Amendments, mark: str) -> Amendments:
    return replace(given, words=tuple(row for row in given.words if mark_of(row["kind"], row["pattern"]) != mark))


def marks(given: Amendments) -> set[str]:
    """The names of its watched words."""
    return {mark_of(row["kind"], row["pattern"]) for row in given.words}


def with_threshold(given: Amendments, name: str, at: float) -> Amendments:
    """From which score on a kind counts; the usual score takes the line away."""
    others = tuple(one for one in given.thresholds if one[0] != name)
    return checked(replace(given, thresholds=others if at == USUAL else (*others, (name, at))))


def with_row(given: Amendments, key: str, controls: tuple[str, str]) -> Amendments:
    """What a shipped row does instead; as shipped takes the change away."""
    shipped = {row.key: row.shipped for row in rows(Amendments())}
    if key not in shipped:
        raise Unfit("no_row")
    others = tuple(row for row in given.changed if row["row"] != key)
    own = {"row": key, "action": controls[0], "insisted": controls[1]}
    return checked(replace(given, changed=others if shipped[key] == controls else (*others, own)))


def with_added(given: Amendments, row: Mapping[str, str]) -> Amendments:
    """One more row of one's own."""
    if dict(row) in [dict(one) for one in given.added]:
        raise Unfit("twice")
    return checked(replace(given, added=(*given.added, dict(row))))


def without_added(given: Amendments, mark: str) -> Amendments:
    return replace(given, added=tuple(row for row in given.added if mark_of_row(row) != mark))


def mark_of_row(row: Mapping[str, str]) -> str:
    """The name of an added row, for forms."""
    return mark_of(row["kind"], "\n".join(row[name] for name in sorted(row)))


def rows(given: Amendments) -> Sequence[Row]:
    """The shipped rows that may be changed, as they would be with these changes."""
    changes = {row["row"]: (row["action"], row["insisted"]) for row in given.changed}
    found = []
    for key, rule in changeable():
        insisted = rule.action if rule.insisted is None else rule.insisted
        shipped = (rule.action.name.lower(), insisted.name.lower())
        found.append(
            Row(
                key=key,
                kinds=rule.kinds,
                least=rule.least.name.lower(),
                is_for_newcomers="newcomer" in rule.standings and "known" not in rule.standings,
                is_for_staff=rule.standings == {"staff"},
                is_for_nights=rule.night,
                is_supposed="unsure" in rule.tags,
                is_gathered="gathered" in rule.tags,
                shipped=shipped,
                now=changes.get(key, shipped),
            )
        )
    return found


def kind_name(kind: str) -> str:
    """What a kind is called in the language of this answer; a family by its first part."""
    if kind.endswith(".*"):
        return ""
    told = for_moderator(Draft(""), Finding(kind, Severity.WEAK, 0, 0, 1.0, ""), i18n.locale())
    return told.partition(": ")[0]


def in_force() -> Amendments:
    """What differs now."""
    return of_version(policies.latest()) if not policies.trouble() else Amendments()
