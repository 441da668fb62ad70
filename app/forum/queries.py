"""Questions about boards, threads and replies; what a member may read is decided here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from app import db
from app.contributions.models import State
from app.contributions.queries import visible_to
from app.errors import NotFound
from app.finding.facts import Place
from app.forum import addresses
from app.forum.addresses import REPLIES_SHOWN
from app.forum.excerpts import excerpt
from app.forum.models import Board, Reply, Thread
from app.paging import Page
from app.permissions import Actor

THREADS_SHOWN = 20
LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Quoted:
    """A post that another one answers to, as it reads now: who, the first words, and where it stands."""

    author: str
    text: str
    warning: str
    href: str


def boards() -> Sequence[Board]:
    """All boards in their order."""
    return db.session().scalars(select(Board).order_by(Board.position)).all()


def places() -> Sequence[Place]:
    """The boards, for whoever looks for something on them."""
    return [Place(board.id, board.name_ja, board.name_en, board.stage) for board in boards()]


def board_for(_member: Actor, slug: str) -> Board:
    """The board of this address; NotFound otherwise. Every board can be read by everyone."""
    found = db.session().scalar(select(Board).where(Board.slug == slug))
    if found is None:
        raise NotFound()
    return found


def threads_on(member: Actor, board: Board, after: str | None = None) -> Page[Thread]:
    """Threads of a board, last stirred first, and the member's own that wait; `after` is the cursor of the page before."""
    shown = select(Thread).options(joinedload(Thread.mask)).where(Thread.board_id == board.id, visible_to(member))
    if after is not None:
        shown = shown.where(_stirred_before(after))
    ordered = shown.order_by(Thread.stirred_at.desc(), Thread.id.desc()).limit(THREADS_SHOWN + 1)
    found = db.session().scalars(ordered).all()
    return Page(found[:THREADS_SHOWN], _cursor(found[THREADS_SHOWN - 1]) if len(found) > THREADS_SHOWN else None)


def thread_for(member: Actor, thread_id: str) -> Thread:
    """A thread whose opening this member may read, or that has replies to read; NotFound otherwise."""
    found = db.session().scalar(
        select(Thread)
        .options(joinedload(Thread.mask), joinedload(Thread.board))
        .where(Thread.id == thread_id, or_(visible_to(member), Thread.reply_count > 0))
    )
    if found is None:
        raise NotFound()
    return found


def replies_in(thread: Thread, after: int = 0) -> Page[Reply]:
    """Replies in their order, those taken back or waiting again included: their places stay, their words do not show."""
    begins = min(max(after, 0), LARGEST_NUMBER)
    ordered = _answers(thread).where(Reply.seq > begins).order_by(Reply.seq).limit(REPLIES_SHOWN + 1)
    found = db.session().scalars(ordered).all()
    return Page(found[:REPLIES_SHOWN], str(found[REPLIES_SHOWN - 1].seq) if len(found) > REPLIES_SHOWN else None)


def own_waiting(member: Actor, thread: Thread) -> Sequence[Reply]:
    """The member's replies that were never out yet and wait for a person; nobody else sees them."""
    if not member.is_member:
        return []
    own = Reply.mask_id.in_(list(member.masks))
    waiting = _answers(thread).where(Reply.seq.is_(None), Reply.state == State.HELD, own)
    return db.session().scalars(waiting.order_by(Reply.written_at)).all()


def mask_used_in(member: Actor, thread: Thread) -> str | None:
    """The mask under which this member first wrote here."""
    if thread.mask_id in member.masks:
        return thread.mask_id
    own = select(Reply.mask_id).where(Reply.thread_id == thread.id, Reply.mask_id.in_(list(member.masks)))
    return db.session().scalar(own.order_by(Reply.written_at).limit(1)) if member.masks else None


def post_in(thread: Thread, post_id: str | None) -> Thread | Reply | None:
    """A post of this thread that everybody can read, for quoting."""
    if not post_id:
        return None
    if post_id == thread.id:
        return thread if thread.is_visible else None
    return db.session().scalar(_answers(thread).where(Reply.id == post_id, Reply.state == State.VISIBLE))


def quotes_in(thread: Thread, replies: Sequence[Reply]) -> Mapping[str, Quoted]:
    """What these replies quote, by the identifier of the quoted post; whatever cannot be read any more is missing."""
    wanted = {reply.quotes_id for reply in replies if reply.quotes_id}
    quoted = {thread.id: quote_of(thread, thread)} if thread.is_visible and thread.id in wanted else {}
    if others := wanted - {thread.id}:
        found = _answers(thread).where(Reply.id.in_(others), Reply.state == State.VISIBLE)
        quoted |= {reply.id: quote_of(thread, reply) for reply in db.session().scalars(found)}
    return quoted


def quote_of(thread: Thread, post: Thread | Reply) -> Quoted:
    """A post as others quote it; made anew for every page, so that a removal reaches quotes too."""
    href = (
        addresses.of_reply(post, thread) if isinstance(post, Reply) else f"{addresses.of_thread(thread)}#post-{post.id}"
    )
    return Quoted(post.mask.name, excerpt(post.body), post.warning, href)


def _answers(thread: Thread) -> Select[Reply]:
    return select(Reply).options(joinedload(Reply.mask)).where(Reply.thread_id == thread.id)


def _cursor(thread: Thread) -> str:
    return f"{thread.stirred_at.isoformat()} {thread.id}"


def _stirred_before(cursor: str) -> ColumnElement[bool]:
    stirred, thread_id = cursor.split(" ")
    moment = datetime.fromisoformat(stirred)
    return or_(Thread.stirred_at < moment, and_(Thread.stirred_at == moment, Thread.id < thread_id))
