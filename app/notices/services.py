"""Tell a mask something, and mark what was read."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import delete

from app import db
from app.accounts import choices, current
from app.notices import queries
from app.notices.models import Notice, NoticeKind
from app.permissions import Actor


class Subject(Protocol):
    """Whatever a notice is about: anything with an identifier."""

    id: str


@dataclass(frozen=True, slots=True)
class Said:
    """What goes with a notice: `topic` is a code that wording.py turns into a sentence, `words` are a person's own."""

    topic: str = ""
    words: str = ""


def tell(mask_id: str, kind: NoticeKind, subject: Subject | None, said: Said = Said()) -> Notice:
    """Leave a notice for the owner of a mask."""
    about = subject.id if subject else None
    notice = Notice(mask_id=mask_id, kind=kind, contribution_id=about, topic=said.topic, words=said.words)
    db.session().add(notice)
    return notice


def supersede(subject: Subject, kinds: Collection[NoticeKind]) -> None:
    """Take back what was said about `subject` and no longer holds."""
    db.session().execute(delete(Notice).where(Notice.contribution_id == subject.id, Notice.kind.in_(kinds)))


def mark_read(member: Actor) -> None:
    """Everything told so far has been seen; care stays until it is put away.

    Kept sealed with the account: a mark on each notice would show which masks were read by the same eyes.
    """
    if member.member_id is not None:
        choices.change(current.keys(), member.member_id, seen_until=queries.latest_of(member))


def put_care_away(member: Actor) -> None:
    """Forget the care cards of this member: that somebody was in need is nobody's business afterwards."""
    db.session().execute(delete(Notice).where(Notice.mask_id.in_(list(member.masks)), Notice.kind == NoticeKind.CARE))
