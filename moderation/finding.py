"""What a detector saw, and where."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Category(StrEnum):
    """The families of things that matter here; the first four are the public labels."""

    PII = "pii"
    SCAM = "scam"
    ABUSE = "abuse"
    CRISIS = "crisis"
    FLOOD = "flood"


class Severity(IntEnum):
    """How much weight one finding has: WEAK alone never holds a text."""

    WEAK = 1
    STRONG = 2
    GRAVE = 3


UNSURE = "unsure"
"""Tag of what the trained classifier alone supposes: the label is likely, the kind is a guess, and no word was seen."""

FAINT = "faint"
"""Tag beside UNSURE: likely enough for a label, not for a card that may come at a wrong moment."""

CUED = "cued"
"""Tag beside UNSURE: words in the text speak for the kind, so that the kind is no mere guess any more."""

KINDS: dict[Category, tuple[str, ...]] = {
    Category.PII: (
        "pii.phone",
        "pii.email",
        "pii.address",
        "pii.postal_code",
        "pii.person",
        "pii.school",
        "pii.handle",
        "pii.bank_account",
        "pii.card",
        "pii.my_number",
        "pii.birthdate",
        "pii.url",
    ),
    Category.SCAM: (
        "scam.paid_cure",
        "scam.investment",
        "scam.side_job",
        "scam.mlm",
        "scam.religion",
        "scam.fake_expert",
        "scam.off_platform",
        "scam.phishing",
        "scam.meeting",
        "scam.loan",
    ),
    Category.ABUSE: (
        "abuse.blame",
        "abuse.insult",
        "abuse.threat",
        "abuse.hate",
        "abuse.sexual",
        "abuse.encourage_self_harm",
        "abuse.doxx",
    ),
    Category.CRISIS: (
        "crisis.suicide_self",
        "crisis.suicide_child",
        "crisis.self_harm_child",
        "crisis.child_abuse",
        "crisis.dv",
        "crisis.child_violence",
        "crisis.missing_child",
        "crisis.medical",
        "crisis.third_party",
    ),
    Category.FLOOD: ("flood.repeat", "flood.copied", "flood.shouting", "flood.links"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation.

    kind: one of KINDS, for example "pii.phone".
    start, end: half-open span in the ORIGINAL text (Draft.text), in characters; (0, len) when it concerns the whole.
    score: calibrated probability in 0..1 that the kind is really there.
    detector: the name of what saw it, for moderators and logs; never shown to authors.
    tags: extra facts for policy, such as "present", "past", "method", "joint", "self", "child", "masked_identity".
    """

    kind: str
    severity: Severity
    start: int
    end: int
    score: float
    detector: str
    tags: frozenset[str] = frozenset()

    @property
    def category(self) -> Category:
        return Category(self.kind.split(".", 1)[0])
