"""The verdict on a draft: a value, never an exception."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from moderation.finding import Category, Finding


class Action(IntEnum):
    """Control over publication, from lightest to strictest.

    ALLOW publish; NUDGE ask the author once to think again; MASK ask the author to publish with parts masked;
    HOLD a person looks first; REFUSE told to the author, body not kept.
    """

    ALLOW = 0
    NUDGE = 1
    MASK = 2
    HOLD = 3
    REFUSE = 4


class Care(IntEnum):
    """Help offered to the author alone; independent of Action and never a punishment."""

    NONE = 0
    OFFER = 1
    URGENT = 2


class CareTopic(StrEnum):
    """Which lines and which fixed words a care card shows."""

    SELF = "self"
    CHILD_SAID = "child_said"
    CHILD_SELF_HARM = "child_self_harm"
    I_MAY_HURT = "i_may_hurt"
    DV = "dv"
    CHILD_VIOLENCE = "child_violence"
    CHILD_MISSING = "child_missing"
    MEDICAL = "medical"
    OTHER_MEMBER = "other_member"
    CONSUMER = "consumer"


@dataclass(frozen=True, slots=True)
class Decision:
    """What should happen to a draft, and why.

    labels: the public labels ("pii", "scam", "abuse", "crisis") that the whole text carries.
    masked: the text with identifying spans replaced, offered to the author; equals the text when nothing is to mask.
    topic: what the care card is about, None when care is NONE.
    degraded: names of detectors that failed or are missing; a caller treats a non-empty tuple as "ask a human".
    """

    action: Action
    care: Care
    topic: CareTopic | None
    findings: tuple[Finding, ...]
    labels: frozenset[Category]
    masked: str
    degraded: tuple[str, ...] = ()
