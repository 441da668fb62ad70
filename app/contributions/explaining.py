"""What moderation saw in a text, told to moderators: by name, in words, marked in the original, and with clues masked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from app import i18n
from app.contributions import screening
from app.contributions.asking import Piece, pieces
from app.contributions.models import Concern, Contribution
from moderation import Category, Draft, Finding, Severity
from moderation.explain import for_moderator, how_sure
from moderation.finding import KINDS

NAMED = frozenset(kind for kinds in KINDS.values() for kind in kinds)


@dataclass(frozen=True, slots=True)
class Masked:
    """The text with identifying parts replaced; `is_changed` is false when there was nothing to replace."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the original words. is_marked: something fired here. hides: what it is called, where it tells who somebody is."""

    text: str
    is_marked: bool = False
    hides: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The original words, cut into parts. is_safe: moderation could say where the clues are. fired: what, how sure, in words."""

    parts: Sequence[Part]
    is_safe: bool
    fired: Sequence[str]

    @property
    def hides_something(self) -> bool:
        return any(part.hides for part in self.parts)


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


def reading(contribution: Contribution, concerns: Sequence[Concern]) -> Reading:
    """For whoever has to read it: what fired stands out, and every clue to a person stays hidden until it is needed."""
    text = _draft(contribution).text
    decision = screening.look_at(_draft(contribution)).decision
    fired = [_finding(concern) for concern in concerns if _points_at(contribution, concern)]
    clues = [*fired, *(decision.findings if decision else ())]
    marks, names = [False] * len(text), [""] * len(text)
    for finding in fired:
        if (finding.start, finding.end) != (0, len(text)):
            marks[finding.start : finding.end] = [True] * len(marks[finding.start : finding.end])
    for clue in clues:
        if clue.category is Category.PII:
            names[clue.start : clue.end] = [name(clue.kind)] * len(names[clue.start : clue.end])
    runs = groupby(zip(text, marks, names, strict=True), key=itemgetter(1, 2))
    parts = [Part("".join(letter for letter, *_rest in run), *what) for what, run in runs]
    return Reading(parts, decision is not None, _fired(concerns))


def masked(contribution: Contribution) -> Masked | None:
    """The words with clues replaced; None when moderation cannot say, and then nothing should be shown unasked."""
    draft = _draft(contribution)
    decision = screening.look_at(draft).decision
    return Masked(decision.masked, decision.masked != draft.text) if decision else None


def _fired(concerns: Sequence[Concern]) -> list[str]:
    """Each kind once, as sure as the surest; nothing of the text is quoted."""
    surest: dict[str, float] = {}
    for concern in concerns:
        if name(concern.kind):
            surest[concern.kind] = max(concern.score, surest.get(concern.kind, 0.0))
    space = "" if i18n.locale() == "ja" else " "
    return [f"{name(kind)}{space}{how_sure(score, i18n.locale())}" for kind, score in surest.items()]


def _draft(contribution: Contribution) -> Draft:
    return Draft(title=contribution.title, body=contribution.body)


def _finding(concern: Concern) -> Finding:
    severity = Severity(min(max(concern.severity, Severity.WEAK), Severity.GRAVE))
    return Finding(concern.kind, severity, concern.starts, concern.ends, concern.score, concern.detector)


def _points_at(contribution: Contribution, concern: Concern) -> bool:
    """Does it name a place in the words as they stand? After an edit an older one would point at something else."""
    is_current = contribution.revised_at is None or concern.raised_at >= contribution.revised_at
    return concern.ends > concern.starts and is_current
