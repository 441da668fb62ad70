"""Questions about boards, threads and replies; what a member may read is decided here."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload, selectin_polymorphic

from app import db
from app.accounts.models import Mask
from app.contributions.models import Contribution, State
from app.errors import NotFound
from app.finding import facts
from app.forum import addresses
from app.forum.excerpts import excerpt
from app.forum.models import Board, Reply, Thread
from app.permissions import Actor

MOST_TOLD = 300


@dataclass(frozen=True, slots=True)
class Quoted:
    """A post that another one answers to, as it reads now: who, the first words, and where it stands."""

    author: str
    text: str
    warning: str
    href: str


# Put together once: pages ask these at every request.
_THREAD = (
    select(Thread).options(joinedload(Thread.mask), joinedload(Thread.board)).where(Thread.id == bindparam("thread"))
)
_TEXTS, _REPLIES = Contribution.__table__.c, Reply.__table__.c
_SEQUEL = (
    select(Reply)
    .where(Reply.thread_id == bindparam("thread"), Reply.is_sequel)
    .where(Reply.state == State.VISIBLE, Reply.mask_id == bindparam("mask"))
    .order_by(Reply.seq.desc())
    .limit(1)
)
_MASK_USED = (
    select(_TEXTS.mask_id)
    .join_from(Contribution.__table__, Reply.__table__, _REPLIES.id == _TEXTS.id)
    .where(_REPLIES.thread_id == bindparam("thread"), _TEXTS.mask_id.in_(bindparam("masks", expanding=True)))
    .order_by(_TEXTS.written_at)
    .limit(1)
)
_BOARD = select(Board).where(Board.slug == bindparam("slug"))


def boards() -> Sequence[Board]:
    """All boards in their order."""
    return db.session().scalars(select(Board).order_by(Board.position)).all()


def places() -> Sequence[facts.Place]:
    """The boards, for whoever looks for something on them."""
    return [facts.Place(board.id, board.name_ja, board.name_en, board.stage) for board in boards()]


def board_for(_member: Actor, slug: str) -> Board:
    """The board of this address; NotFound otherwise. Every board can be read by everyone."""
    found = db.session().scalar(_BOARD, {"slug": slug})
    if found is None:
        raise NotFound()
    return found


def thread_for(member: Actor, thread_id: str) -> Thread:
    """A thread whose opening this member may read, or that has replies to read; NotFound otherwise."""
    found = db.session().scalar(_THREAD, {"thread": thread_id})
    if found is None or not (_is_readable(member, found) or found.reply_count):
        raise NotFound()
    return found


def own_waiting(member: Actor, thread: Thread) -> Sequence[Reply]:
    """The member's replies that were never out yet and wait for a person; nobody else sees them."""
    if not member.is_member:
        return []
    own = Reply.mask_id.in_(list(member.masks))
    waiting = _answers(thread).where(Reply.seq.is_(None), Reply.state == State.HELD, own)
    return db.session().scalars(waiting.order_by(Reply.written_at)).all()


def own_held(member: Actor, reply_ids: Sequence[str]) -> Sequence[Contribution]:
    """The member's own among these posts, whose places everybody sees and whose words wait for a person."""
    if not reply_ids:
        return []
    own = Contribution.mask_id.in_(list(member.masks))
    return db.session().scalars(select(Contribution).where(Contribution.id.in_(reply_ids), own)).all()


def place_of(member: Actor, thread: Thread, post_id: str) -> Thread | Reply:
    """A post of this thread that has a place there, whether or not its words can be read; NotFound otherwise."""
    if post_id == thread.id:
        return thread
    own = Reply.mask_id.in_(list(member.masks))
    found = db.session().scalar(_answers(thread).where(Reply.id == post_id, or_(Reply.seq.is_not(None), own)))
    if found is None:
        raise NotFound()
    return found


def mask_used_in(member: Actor, thread: Thread) -> str | None:
    """The mask under which this member first wrote here."""
    if thread.mask_id in member.masks:
        return thread.mask_id
    asked = {"thread": thread.id, "masks": list(member.masks)}
    return db.session().scalar(_MASK_USED, asked) if member.masks else None


def sequel_to(thread: Thread) -> Reply | None:
    """What the thread's author has told last about how it went on."""
    return db.session().scalar(_SEQUEL, {"thread": thread.id, "mask": thread.mask_id})


def is_answered(thread: Thread) -> bool:
    """Has anybody but its author answered, so that it can be read now?"""
    others = select(Reply.id).where(
        Reply.thread_id == thread.id, Reply.state == State.VISIBLE, Reply.mask_id != thread.mask_id
    )
    return db.session().scalar(others.limit(1)) is not None


def answering_masks(thread: Thread) -> Sequence[str]:
    """Whoever else has answered here, the latest first, as far as they can sensibly be told something."""
    others = (
        select(Reply.mask_id)
        .where(Reply.thread_id == thread.id, Reply.state == State.VISIBLE, Reply.mask_id != thread.mask_id)
        .group_by(Reply.mask_id)
        .order_by(func.max(Reply.seq).desc())
    )
    return db.session().scalars(others.limit(MOST_TOLD)).all()


def kept_posts(member: Actor, post_ids: Sequence[str]) -> Sequence[tuple[Contribution, Thread]]:
    """The bookmarked posts that can still be read, each with its thread, the latest bookmark first."""
    options = (joinedload(Contribution.mask), selectin_polymorphic(Contribution, [Thread, Reply]))
    kept = db.session().scalars(select(Contribution).options(*options).where(Contribution.id.in_(post_ids)))
    posts = [post for post in kept if isinstance(post, Thread | Reply) and _is_readable(member, post)]
    wanted = {post.place_id if isinstance(post, Reply) else post.id for post in posts}
    threads = {thread.id: thread for thread in db.session().scalars(select(Thread).where(Thread.id.in_(wanted)))}
    found = {post.id: (post, threads[str(post.place_id) if isinstance(post, Reply) else post.id]) for post in posts}
    return [found[post_id] for post_id in reversed(post_ids) if post_id in found]


def hidden_threads(thread_ids: Sequence[str]) -> Sequence[Thread]:
    """Threads the member has put aside, the latest first, for putting them back."""
    found = {each.id: each for each in db.session().scalars(select(Thread).where(Thread.id.in_(thread_ids)))}
    return [found[thread_id] for thread_id in reversed(thread_ids) if thread_id in found]


def muted_masks(mask_ids: Sequence[str]) -> Sequence[Mask]:
    """The names whose posts the member has folded, the latest first."""
    found = {mask.id: mask for mask in db.session().scalars(select(Mask).where(Mask.id.in_(mask_ids)))}
    return [found[mask_id] for mask_id in reversed(mask_ids) if mask_id in found]


def post_in(thread: Thread, post_id: str | None) -> Thread | Reply | None:
    """A post of this thread that everybody can read, for quoting."""
    if not post_id:
        return None
    if post_id == thread.id:
        return thread if thread.is_visible else None
    return db.session().scalar(_answers(thread).where(Reply.id == post_id, Reply.state == State.VISIBLE))


def quote_of(thread: Thread, post: Thread | Reply) -> Quoted:
    """A post as others quote it; made anew for every page, so that a removal reaches quotes too."""
    return Quoted(post.mask.name, excerpt(post.body), post.warning, addresses.of_post(post, thread))


def _answers(thread: Thread) -> Select[Reply]:
    return select(Reply).options(joinedload(Reply.mask)).where(Reply.thread_id == thread.id)


def _is_readable(member: Actor, post: Thread | Reply) -> bool:
    """Of threads and replies everybody reads what is visible, and their authors what waits; no kind of them is for a few."""
    return post.is_visible or (post.is_held and member.wrote(post))
