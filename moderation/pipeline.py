"""The whole order of screening on one page: read, let every detector look, combine, let the policy decide."""

from collections.abc import Callable, Iterable

from moderation.combine import combine
from moderation.decision import Decision
from moderation.detectors.classify import classify
from moderation.detectors.flood import floods
from moderation.detectors.pii import (
    accounts,
    addresses,
    contacts,
    dates,
    gathered,
    handles,
    identities,
    persons,
    phones,
    schools,
)
from moderation.detectors.words import words
from moderation.draft import Draft
from moderation.finding import Finding
from moderation.policy import Policy
from moderation.reading import Reading

Detector = Callable[[Reading], Iterable[Finding]]

DETECTORS: tuple[tuple[str, Detector], ...] = (
    ("emails_and_links", contacts.contacts),
    ("handles", handles.handles),
    ("phones", phones.phones),
    ("cards_and_accounts", accounts.accounts),
    ("identity_numbers", identities.identities),
    ("postal_codes_and_addresses", addresses.addresses),
    ("birthdates", dates.birthdates),
    ("schools", schools.schools),
    ("persons", persons.persons),
    ("gathered_details", gathered.gathered),
    ("words", words),
    ("flood", floods),
    ("classifier", classify),
)

LONGEST = 8_200
"""Characters; longer texts are read at both ends only and go to a person."""


def screen(draft: Draft, policy: Policy) -> Decision:
    """Say what should happen to a draft, and why. Never raises for what somebody wrote."""
    return screen_with(DETECTORS, draft, policy)


def screen_with(detectors: tuple[tuple[str, Detector], ...], draft: Draft, policy: Policy) -> Decision:
    """Screen with a chosen list of detectors; one that fails is named in `degraded` and the others go on."""
    reading = Reading(draft, LONGEST)
    findings, degraded = look(detectors, reading)
    together, failed = bring_together(reading, findings, policy)
    return policy.decide(draft, together, degraded + failed)


def look(detectors: tuple[tuple[str, Detector], ...], reading: Reading) -> tuple[list[Finding], tuple[str, ...]]:
    """What each detector sees, whatever the policy, and the names of those that failed."""
    findings: list[Finding] = []
    degraded = ["too_long"] if reading.shortened else []
    for name, detect in detectors:
        try:
            findings.extend(detect(reading))
        except Exception:  # noqa: BLE001 - a broken detector must cost a human's look, never a lost message
            degraded.append(name)
    return findings, tuple(degraded)


def bring_together(
    reading: Reading, findings: list[Finding], policy: Policy
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """All of that as one list, with what the policy's own watched words find."""
    try:
        watched = tuple(policy.watched.findings(reading)) if policy.watched else ()
    except Exception:  # noqa: BLE001 - as above
        return combine(reading, findings), ("watched",)
    return combine(reading, findings, watched), ()
