"""Bring what the detectors saw together: one finding per kind and place, rules and classifier weighed against each other."""

import re
from collections.abc import Iterable

from moderation.classifier.weighing import weighed
from moderation.finding import UNSURE, Category, Finding
from moderation.reading import Reading
from moderation.told import supposed


def combine(reading: Reading, findings: Iterable[Finding], certain: tuple[Finding, ...] = ()) -> tuple[Finding, ...]:
    """Findings in reading order without duplicates; of two that overlap with the same kind the surer stays.

    certain: what is neither weighed against the classifier nor dropped for anything else that was seen.
    """
    seen = tuple(findings)
    heard = supposed(reading, reading.opinion.marks, seen) if reading.opinion else ()
    findings = _without_parts([*weighed(reading, seen), *heard])
    findings = _without_echoes(_without_sellers(reading, findings))
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (-f.score, f.start - f.end, f.start))[:MOST]:
        if not any(_same_place(finding, other) for other in kept):
            kept.append(finding)
    return tuple(sorted([*certain[:MOST], *kept], key=lambda f: (f.start, f.end, f.kind)))


SELLING = 0.5
_STAGE = re.compile(r"(?:Dr|Dra|Doc|Coach|Pastor|Ma[îi]tre|[Dd]outora?|[Dd]octora?|Prof|Mentor)\b")
MOST = 200
"""Findings kept for one text; the surest ones."""
NUMBERS = frozenset(
    f"pii.{name}"
    for name in ("phone", "card", "bank_account", "my_number", "postal_code", "birthdate", "email", "handle", "url")
)
"""Kinds of which one string of figures or letters can only be one; the surer reading wins, then the longer."""


WHOLES = frozenset(("pii.school", "pii.address", "pii.bank_account", "pii.email", "pii.url", "pii.handle"))
PARTS = frozenset(("pii.person", "pii.school"))


def _without_parts(findings: list[Finding]) -> list[Finding]:
    """Drop a name that is only a part of an address, an account or another name (the 浅茅原 of 浅茅原中)."""
    wholes = [finding for finding in findings if finding.kind in WHOLES]
    return [one for one in findings if one.kind not in PARTS or not any(_within(one, whole) for whole in wholes)]


def _without_sellers(reading: Reading, findings: list[Finding]) -> list[Finding]:
    """The stage name of somebody who sells (Coach Dan, Dr. Alan) identifies nobody who needs protection."""
    if not any(one.category is Category.SCAM and one.score >= SELLING for one in findings):
        return findings
    return [one for one in findings if one.kind != "pii.person" or not _STAGE.match(reading.text, one.start)]


SURELY = 0.8


def _without_echoes(findings: list[Finding]) -> list[Finding]:
    """Drop what only echoes something plainer: “die, then” is no cry for help, and whoever sells or hurts is not in danger."""
    plain = [one for one in findings if UNSURE not in one.tags and one.score >= SELLING]
    wished = [one for one in plain if one.kind == "abuse.encourage_self_harm"]
    said = {one.category for one in plain}
    return [
        one
        for one in findings
        if not (one.kind == "crisis.suicide_self" and any(_overlap(one, wish) for wish in wished))
        and not (UNSURE in one.tags and one.category is Category.ABUSE and Category.SCAM in said)
        and not (
            UNSURE in one.tags
            and one.category is Category.CRISIS
            and one.score < SURELY
            and said & {Category.SCAM, Category.ABUSE}
        )
    ]


def _overlap(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end


def _within(part: Finding, whole: Finding) -> bool:
    return part.kind != whole.kind and whole.start <= part.start and part.end <= whole.end


def _same_place(one: Finding, other: Finding) -> bool:
    alike = one.kind == other.kind or (one.kind in NUMBERS and other.kind in NUMBERS)
    return alike and _overlap(one, other)
