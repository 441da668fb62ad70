"""The optional second opinion by detoxify: run by the operator's timer, never in a request; it only ever adds a concern."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from sqlalchemy import select

from app import clock, db
from app.contributions.evidence import concern_of
from app.contributions.models import Concern, ConcernSource, Contribution, State
from moderation.finding import Finding
from moderation.second_opinion import NotAvailable, SecondOpinion

__all__ = ["NotAvailable", "look_back", "reader", "state"]

MOST_AT_ONCE = 500


class Reader(Protocol):
    """Whoever gives the opinion: one tuple of findings per text, in order."""

    def concerns(self, texts: Sequence[str], batch: int = 16) -> Iterator[tuple[Finding, ...]]: ...


def state(checkpoint: str) -> str:
    """Off and why, or ready; looks without loading anything."""
    if not checkpoint:
        return "off: TOMOSHIBI_DETOXIFY is not set"
    if find_spec("detoxify") is None:
        return "off: detoxify is not installed; `make detoxify` installs it"
    return "ready" if Path(checkpoint).is_file() else f"off: there is no checkpoint at {checkpoint}"


def reader(checkpoint: str) -> Reader:
    """Load the model; NotAvailable says in a sentence what is missing."""
    if not checkpoint:
        raise NotAvailable("TOMOSHIBI_DETOXIFY is not set")
    return SecondOpinion.load(Path(checkpoint))


def look_back(by: Reader, hours: int) -> int:
    """Let `by` read what became visible in the last hours and nobody has had a second look at; returns concerns raised."""
    texts = db.session().scalars(_unread(hours)).all()
    raised = 0
    for contribution, findings in zip(texts, by.concerns([text.body for text in texts]), strict=True):
        for finding in findings:
            db.session().add(concern_of(contribution, finding, ConcernSource.SECOND_OPINION))
            raised += 1
    return raised


def _unread(hours: int):  # type: ignore[no-untyped-def]  # SQLAlchemy's own statement type
    looked_at = select(Concern.contribution_id).where(Concern.source == ConcernSource.SECOND_OPINION)
    return (
        select(Contribution)
        .where(
            Contribution.state == State.VISIBLE,
            Contribution.written_at > clock.now() - timedelta(hours=hours),
            Contribution.id.not_in(looked_at),
        )
        .order_by(Contribution.written_at.desc())
        .limit(MOST_AT_ONCE)
    )
