"""What moderation saw in a text, told to moderators: by name, in words, marked in the original, and with clues masked."""

from collections.abc import Iterable
from dataclasses import dataclass

from app import i18n
from app.contributions import screening
from app.contributions.asking import Piece, pieces
from app.contributions.models import Concern, Contribution
from moderation import Draft, Finding, Severity
from moderation.explain import for_moderator
from moderation.finding import KINDS

NAMED = frozenset(kind for kinds in KINDS.values() for kind in kinds)


@dataclass(frozen=True, slots=True)
class Masked:
    """The text with identifying parts replaced; `is_changed` is false when there was nothing to replace."""

    text: str
    is_changed: bool


def name(kind: str) -> str:
    """What a kind of concern is called, in the language of this answer; empty for reports and failures."""
    if kind not in NAMED:
        return ""
    # The sentence begins with the name; asked about an empty text it quotes nothing.
    return for_moderator(Draft(""), Finding(kind, Severity.WEAK, 0, 0, 1.0, ""), i18n.locale()).partition(": ")[0]


def sentences(contribution: Contribution, concerns: Iterable[Concern]) -> list[str]:
    """What fired and how sure it is, one sentence per finding. They quote the text, so they belong behind a fold."""
    draft = _draft(contribution)
    return [
        for_moderator(draft, _finding(concern), i18n.locale())
        for concern in concerns
        if name(concern.kind) and _points_at(contribution, concern)
    ]


def marked(contribution: Contribution, concerns: Iterable[Concern]) -> list[Piece]:
    """The original words, cut where findings begin and end."""
    found = [_finding(concern) for concern in concerns if _points_at(contribution, concern)]
    return pieces(found, _draft(contribution).text)


def masked(contribution: Contribution) -> Masked | None:
    """The words with clues replaced; None when moderation cannot say, and then nothing should be shown unasked."""
    draft = _draft(contribution)
    decision = screening.look_at(draft).decision
    return Masked(decision.masked, decision.masked != draft.text) if decision else None


def _draft(contribution: Contribution) -> Draft:
    return Draft(title=contribution.title, body=contribution.body)


def _finding(concern: Concern) -> Finding:
    severity = Severity(min(max(concern.severity, Severity.WEAK), Severity.GRAVE))
    return Finding(concern.kind, severity, concern.starts, concern.ends, concern.score, concern.detector)


def _points_at(contribution: Contribution, concern: Concern) -> bool:
    """Does it name a place in the words as they stand? After an edit an older one would point at something else."""
    is_current = contribution.revised_at is None or concern.raised_at >= contribution.revised_at
    return concern.ends > concern.starts and is_current
