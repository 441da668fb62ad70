"""What a ruling rested on: the words of that version, what was seen in them, what readers told. Kept sealed for an appeal."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from sqlalchemy import select

from app import clock, db
from app.accounts import current
from app.contributions import versions
from app.contributions.models import Concern, ConcernSource, Contribution, Report
from app.review.models import Ruling

PURPOSE = "appeal-evidence"


@dataclass(frozen=True, slots=True)
class Seen:
    """Why somebody looked: one concern as it stood, with its place in the text."""

    kind: str
    source: str
    severity: int
    starts: int
    ends: int
    score: float
    detector: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """title, body: what was ruled on; empty when its author has taken it back, or it was not for everybody."""

    title: str = ""
    body: str = ""
    concerns: list[Seen] = field(default_factory=list)
    reports: list[tuple[str, str]] = field(default_factory=list)


def of(ruling: Ruling) -> Evidence:
    """What there is of it now."""
    contribution = db.session().get(Contribution, ruling.contribution_id)
    if contribution is None or contribution.is_withdrawn:
        return Evidence()
    words = versions.of_version(contribution, ruling.version) or versions.words_of(contribution)
    about = (Concern.contribution_id == contribution.id, Concern.raised_at <= ruling.made_at)
    found = db.session().scalars(select(Concern).where(*about).order_by(Concern.severity.desc(), Concern.id)).all()
    reports = db.session().scalars(select(Report).where(Report.contribution_id == contribution.id)).all()
    return Evidence(
        words.title,
        words.body,
        [Seen(c.kind, c.source.value, c.severity, c.starts, c.ends, c.score, c.detector) for c in found],
        [(report.reason, report.note) for report in reports if report.made_at <= ruling.made_at],
    )


def seal(evidence: Evidence, place: str) -> bytes:
    """A copy that opens only there."""
    return current.keys().seal(PURPOSE, json.dumps(asdict(evidence), ensure_ascii=False).encode(), place)


def unseal(sealed: bytes, place: str) -> Evidence | None:
    """The copy; None when there is none (any more)."""
    plain = current.keys().unseal(PURPOSE, sealed, place) if sealed else None
    if plain is None:
        return None
    written = json.loads(plain)
    seen = [Seen(**each) for each in written["concerns"]]
    return Evidence(written["title"], written["body"], seen, [(reason, note) for reason, note in written["reports"]])


def as_text(evidence: Evidence) -> tuple[Contribution, Sequence[Concern]]:
    """The same as rows that are in no database, for the parts of a page that draw such."""
    shown = Contribution(title=evidence.title, body=evidence.body, html="")
    return shown, [
        Concern(**{**asdict(seen), "source": ConcernSource(seen.source), "raised_at": clock.now()})
        for seen in evidence.concerns
    ]
