"""Tell a mask something, and mark what was read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from sqlalchemy import and_, delete, or_

from app import clock, db
from app.accounts import choices, current
from app.errands import services as errands
from app.ids import new_id
from app.notices import queries
from app.notices.models import ON_DUTY, PUSHED, Notice, NoticeKind
from app.permissions import Actor

# Long enough for whoever comes back after a season; that somebody was in need is forgotten sooner.
KEPT, CARE_KEPT = timedelta(days=90), timedelta(days=14)
# The errand of telling the devices, see pushing.py.
ERRAND = "notice"


class Subject(Protocol):
    """Whatever a notice is about: anything with an identifier."""

    id: str


@dataclass(frozen=True, slots=True)
class Said:
    """What goes with a notice: `topic` is a code that wording.py turns into a sentence, `words` are a person's own."""

    topic: str = ""
    words: str = ""


def tell(mask_id: str, kind: NoticeKind, subject: Subject | None, said: Said = Said()) -> Notice:
    """Leave a notice for the owner of a mask; their devices hear of it when this transaction is on disk."""
    # Whoever reported a text hears what became of it also when the text is gone, and nothing ties the two together.
    about = subject.id if subject and kind is not NoticeKind.REPORT_ANSWERED else None
    notice = Notice(id=new_id(), mask_id=mask_id, kind=kind, contribution_id=about, topic=said.topic, words=said.words)
    db.session().add(notice)
    if kind in PUSHED:
        errands.leave(ERRAND, notice.id)
    return notice


def replied(mask_id: str, answer: Subject, thread: Subject) -> None:
    """Somebody answered in a thread of this mask, or quoted it there."""
    tell(mask_id, NoticeKind.REPLY, answer).place_id = thread.id


def followed_up(mask_ids: Collection[str], text: Subject, thread: Subject) -> None:
    """The author of a thread told how it went on; `mask_ids` are those who had answered there, without the author's own."""
    for mask_id in sorted(set(mask_ids)):
        tell(mask_id, NoticeKind.FOLLOWED_UP, text).place_id = thread.id


def supersede(subject: Subject, kinds: Collection[NoticeKind]) -> None:
    """Take back what was said about `subject` and no longer holds."""
    db.session().execute(delete(Notice).where(Notice.contribution_id == subject.id, Notice.kind.in_(kinds)))


def supersede_ruling(ruling_id: str) -> None:
    """Take back everything that was said about a ruling that no longer holds."""
    db.session().execute(delete(Notice).where(Notice.ruling_id == ruling_id))


def forget_about(subject: Subject) -> None:
    """Take back everything that was said about a text whose author took it back."""
    about = or_(Notice.contribution_id == subject.id, Notice.place_id == subject.id)
    db.session().execute(delete(Notice).where(about))


def forget_calls(mask_id: str) -> None:
    """This counsellor has gone off duty: whatever waited for them waits for whoever is there."""
    db.session().execute(delete(Notice).where(Notice.mask_id == mask_id, Notice.kind.in_(ON_DUTY)))


def mark_read(member: Actor, newest: str = "") -> None:
    """What was told up to the notice `newest` has been seen (without one, everything); care stays until it is put away.

    Kept sealed with the account: a mark on each notice would show which masks were read by the same eyes.
    """
    if member.member_id is None:
        return
    moment = queries.moment_of(member, newest) or queries.latest_of(member)
    # A page that was left open does not make new again what was read since.
    if moment is not None and (member.seen_until is None or moment > member.seen_until):
        choices.change(current.keys(), member.member_id, seen_until=moment)


def put_care_away(member: Actor) -> None:
    """Forget the care cards of this member: that somebody was in need is nobody's business afterwards."""
    db.session().execute(delete(Notice).where(Notice.mask_id.in_(list(member.masks)), Notice.kind == NoticeKind.CARE))


def forget_expired() -> int:
    """Delete what was told long ago; returns how many."""
    now = clock.now()
    care = and_(Notice.kind == NoticeKind.CARE, Notice.made_at <= now - CARE_KEPT)
    past = delete(Notice).where(or_(Notice.made_at <= now - KEPT, care))
    return len(db.session().execute(past.returning(Notice.id)).all())
