"""One page of a thread as somebody reads it: its posts, what waits, where they left off, and the pages around it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from app import clock
from app.accounts import current
from app.contributions import arrivals
from app.contributions.models import Contribution, State
from app.forum import addresses, drawers, feelings, posts, queries, rows
from app.forum.addresses import REPLIES_SHOWN
from app.forum.drawers import Drawer
from app.forum.models import Reply, Thread
from app.forum.posts import Piece, Reader, Shown, Way
from app.forum.rows import Row
from app.permissions import Permission, allows


@dataclass(frozen=True, slots=True)
class PagesAround:
    """Where the other pages are; None where there is none."""

    next: str | None
    before: str | None
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Read:
    """A page for its template, and everything about it that can change for a visitor."""

    shown: dict[str, Any]
    look: Hashable


def page_of(thread: Thread, asked_after: int) -> Read:
    """Everything to read on the page that begins after this number."""
    member, after = current.member(), rows.beginning(asked_after)
    found = [*([] if after else [rows.of_opening(thread)]), *rows.of_replies(thread, after)]
    drawer = drawers.of(member)
    sequel = None if after or not thread.is_visible else queries.sequel_to(thread)
    pieces = posts.drawn(thread, found, _way(thread))
    shown = {
        "thread": thread,
        "after": after,
        "posts": _shown(thread, pieces, after, drawer),
        "is_read": thread.is_visible or (thread.is_held and member.wrote(thread)),
        "sequel": sequel,
        "pages_around": _around(thread, after),
        "is_hidden": thread.id in drawer.hidden,
        "unread_href": _unread(thread, drawer),
        "mark_seq": _mark(found, thread, drawer),
    }
    return Read(shown, _look(thread, pieces, sequel))


def _look(thread: Thread, pieces: Sequence[Piece], sequel: Reply | None) -> Hashable:
    """The times of posts are in their pieces."""
    told = sequel and (sequel.id, sequel.version, sequel.warning, clock.coarse(sequel.written_at))
    head = (thread.version, thread.state, thread.closed_at, thread.last_seq, thread.board.name_ja, thread.board.name_en)
    return (tuple(piece.inside for piece in pieces), head, told)


def _shown(thread: Thread, pieces: Sequence[Piece], after: int, drawer: Drawer) -> Sequence[Shown]:
    """The posts of the page; the member's own that were never out yet stand at the very end of the last one."""
    member, found = current.member(), [piece.row for piece in pieces]
    late = queries.own_waiting(member, thread) if after >= addresses.before_page_of(thread.last_seq) else []
    held = [row.id for row in found if row.state is State.HELD and row.mask_id in member.masks]
    waiting: list[Contribution] = [*queries.own_held(member, held), *late]
    why = arrivals.why_waiting(member, waiting)
    masks = {row.id: row.mask_id for row in found if row.state is State.VISIBLE}
    reader = Reader(
        masks=member.masks,
        drawer=drawer,
        way=_way(thread),
        is_host=member.is_member and allows(member, Permission.Thread.THANK, thread),
        given=feelings.given_by(member, masks),
        come=feelings.come_to(member, masks),
        waiting={each.id: (each.html, why.get(each.id, "")) for each in waiting},
    )
    return [*posts.shown(pieces, thread, reader), *(posts.waiting(each, why.get(each.id, "")) for each in late)]


def _way(thread: Thread) -> Way:
    if not current.member().is_member:
        return Way.READ
    return Way.ANSWER if allows(current.member(), Permission.Thread.REPLY, thread) else Way.FEEL


def _around(thread: Thread, after: int) -> PagesAround | None:
    end = addresses.before_page_of(thread.last_seq)
    if not end and not after:
        return None
    return PagesAround(
        next=_page(thread, after + REPLIES_SHOWN) if after < end else None,
        before=_page(thread, min(after, end + REPLIES_SHOWN) - REPLIES_SHOWN) if after else None,
        first=_page(thread, 0) if after > REPLIES_SHOWN else None,
        last=_page(thread, end) if after + REPLIES_SHOWN < end else None,
    )


def _page(thread: Thread, after: int) -> str:
    return f"{addresses.of_thread(thread)}{f'?after={after}' if after else ''}"


def _unread(thread: Thread, drawer: Drawer) -> str | None:
    """Where to go on reading; None where nothing is remembered or nothing is new."""
    last_seen = drawer.last_seen(thread.id)
    if last_seen is None or last_seen >= thread.last_seq:
        return None
    return f"{_page(thread, addresses.before_page_of(last_seen + 1))}#unread"


def _mark(found: Sequence[Row], thread: Thread, drawer: Drawer) -> int | None:
    """Up to where one may say to have read; None where there is nothing to remember."""
    if not current.member().is_member or drawer.is_forgetful or not found:
        return None
    last_seen = drawer.last_seen(thread.id)
    seq = found[-1].seq
    return seq if last_seen is None or seq > last_seen else None
