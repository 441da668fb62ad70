"""What the database says about the posts of one page without their words: who, when, in which state and version.

Asked for at every request, with one question however many posts there are; their words are asked for only to be drawn anew.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from app import db
from app.accounts import badges
from app.accounts.badges import Badge
from app.accounts.models import Mask
from app.contributions.models import Contribution, State
from app.forum.addresses import REPLIES_SHOWN
from app.forum.models import Reply, Thread

LARGEST_NUMBER = 2**31 - REPLIES_SHOWN - 1

CONTRIBUTIONS, MASKS, REPLIES = Contribution.__table__.c, Mask.__table__.c, Reply.__table__.c
_QUOTED, _QUOTED_MASK = aliased(Contribution.__table__), aliased(Mask.__table__)
# Put together once: every page asks it.
_REPLIES = (
    select(
        *(CONTRIBUTIONS.id, REPLIES.seq, CONTRIBUTIONS.mask_id, MASKS.name),
        *(MASKS.badge, MASKS.verified_in, MASKS.verified_until, MASKS.owner_tag),
        *(CONTRIBUTIONS.state, CONTRIBUTIONS.version, CONTRIBUTIONS.written_at, CONTRIBUTIONS.revised_at),
        *(CONTRIBUTIONS.warning, REPLIES.is_sequel, REPLIES.is_thanked, REPLIES.quotes_id),
        *(_QUOTED.c.state, _QUOTED_MASK.c.name, _QUOTED.c.warning, _QUOTED.c.version),
    )
    .select_from(Reply.__table__)
    .join(Contribution.__table__, CONTRIBUTIONS.id == REPLIES.id)
    .join(Mask.__table__, MASKS.id == CONTRIBUTIONS.mask_id)
    .outerjoin(_QUOTED, _QUOTED.c.id == REPLIES.quotes_id)
    .outerjoin(_QUOTED_MASK, _QUOTED_MASK.c.id == _QUOTED.c.mask_id)
    .where(REPLIES.thread_id == bindparam("thread"))
    .where(REPLIES.seq > bindparam("after"), REPLIES.seq <= bindparam("until"))
    .order_by(REPLIES.seq)
)

_WORDS = (
    select(CONTRIBUTIONS.id, CONTRIBUTIONS.html)
    .join_from(Reply.__table__, Contribution.__table__, CONTRIBUTIONS.id == REPLIES.id)
    .where(
        REPLIES.thread_id == bindparam("thread"), REPLIES.seq > bindparam("after"), REPLIES.seq <= bindparam("until")
    )
    .where(CONTRIBUTIONS.state == State.VISIBLE)
)
# Asked for their state too, SQLite would rather read everything that is visible than find these few.
_QUOTED_WORDS = select(CONTRIBUTIONS.id, CONTRIBUTIONS.state, CONTRIBUTIONS.body).where(
    CONTRIBUTIONS.id.in_(bindparam("quoted", expanding=True))
)


class Quoted(NamedTuple):
    """The post that another one answers to, as far as it can be read by everybody."""

    id: str
    author: str
    warning: str
    version: int


class Row(NamedTuple):
    """One post as everybody sees it. seq is 0 for the opening."""

    id: str
    seq: int
    mask_id: str
    author: str
    badge: Badge | None
    owner_tag: bytes
    state: State
    version: int
    written_at: datetime
    is_revised: bool
    warning: str
    is_sequel: bool = False
    is_thanked: bool = False
    quotes_id: str | None = None
    quoted: Quoted | None = None


def beginning(after: int) -> int:
    """Pages begin at fixed numbers, so that a page is the same page for everybody and for ever."""
    return min(max(after, 0), LARGEST_NUMBER) // REPLIES_SHOWN * REPLIES_SHOWN


def of_opening(thread: Thread) -> Row:
    """The opening of a thread that is already there."""
    return _of(thread, 0)


def of_waiting(post: Reply) -> Row:
    """A reply that was never out yet."""
    return _of(post, post.seq or LARGEST_NUMBER)


def of_replies(thread: Thread, after: int) -> Sequence[Row]:
    """The replies with the next numbers, those that were taken back or wait included: their places stay."""
    window = {"thread": thread.id, "after": after, "until": after + REPLIES_SHOWN}
    return [_row(*found) for found in db.session().execute(_REPLIES, window)]


def words_of(thread: Thread, rows: Sequence[Row]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The stored HTML of what everybody may read among these, and the plain words of what they quote, by identifier."""
    html = {thread.id: thread.html} if thread.is_visible else {}
    if replies := [row.seq for row in rows if row.seq]:
        window = {"thread": thread.id, "after": replies[0] - 1, "until": replies[-1]}
        html |= {post_id: words for post_id, words in db.session().execute(_WORDS, window)}  # noqa: C416 - rows are no pairs
    quoted = list({row.quoted.id for row in rows if row.quoted})
    found = db.session().execute(_QUOTED_WORDS, {"quoted": quoted}).all() if quoted else []
    return html, {row.id: row.body for row in found if row.state is State.VISIBLE}


def _of(post: Contribution, seq: int) -> Row:
    return Row(
        id=post.id,
        seq=seq,
        mask_id=post.mask_id,
        author=post.mask.name,
        badge=badges.held(post.mask.badge, post.mask.verified_in, post.mask.verified_until),
        owner_tag=post.mask.owner_tag,
        state=post.state,
        version=post.version,
        written_at=post.written_at,
        is_revised=post.revised_at is not None,
        warning=post.warning,
    )


def _row(*found: Any) -> Row:
    """The columns in the order in which they were asked for."""
    badge, owner_tag = badges.held(*found[4:7]), found[7]
    state, version, written_at, revised_at = found[8:12]
    warning, is_sequel, is_thanked, quotes_id = found[12:16]
    quoted_state, author, quoted_warning, quoted_version = found[16:20]
    quoted = Quoted(quotes_id, author, quoted_warning, quoted_version) if quoted_state is State.VISIBLE else None
    more = (state, version, written_at, revised_at is not None, warning, is_sequel, is_thanked, quotes_id, quoted)
    return Row._make((*found[:4], badge, owner_tag, *more))
