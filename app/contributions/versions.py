"""What a contribution says, and what it said before."""

from dataclasses import dataclass

from sqlalchemy import select

from app import db
from app.contributions import sealing, sight
from app.contributions.models import Contribution, Revision
from app.ids import new_id
from app.markup import to_html


@dataclass(frozen=True, slots=True)
class Words:
    """What a contribution says: heading (empty for kinds without one) and text."""

    title: str
    body: str


NO_WORDS = Words("", "")


def words_of(contribution: Contribution) -> Words:
    """What it says now."""
    return Words(contribution.title, contribution.body)


def of_version(contribution: Contribution, version: int) -> Words | None:
    """What it said in this version; None when that is not kept (any more)."""
    if contribution.version == version:
        return words_of(contribution)
    kept = select(Revision).where(Revision.contribution_id == contribution.id, Revision.version == version)
    found = db.session().scalars(kept.limit(1)).first()
    return Words(found.title, found.body) if found else None


def keep(contribution: Contribution, before: Words) -> None:
    """Remember what it said until now."""
    kept = Revision(contribution_id=contribution.id, version=contribution.version, title=before.title, body=before.body)
    kept.id = new_id()
    if contribution.is_sealed:
        sealing.seal_revision(kept)
    db.session().add(kept)


def replace(contribution: Contribution, words: Words) -> None:
    """Let it say something else, and remember what it said."""
    keep(contribution, words_of(contribution))
    contribution.title, contribution.body, contribution.html = words.title, words.body, to_html(words.body)
    contribution.version += 1


def unmask(contribution: Contribution, version: int) -> None:
    """Put back what was masked after this version, unless its author has written something else since."""
    original = of_version(contribution, version)
    if original is None or contribution.version != version + 1:
        return
    replace(contribution, original)
    if contribution.is_visible:
        sight.change(contribution)
