"""Starting and answering threads, closing them, and what follows when a post appears or vanishes."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import func, select, update

from app import clock, db
from app.contributions import services as door
from app.contributions import sight
from app.contributions.models import Contribution, State
from app.contributions.services import Attempt, Submission
from app.errors import NotAllowed, NotFound
from app.finding.facts import Facts
from app.forum import addresses, feelings, gentle, queries
from app.forum.models import Board, Reply, Thread, Wants
from app.notices.models import NoticeKind
from app.notices.services import followed_up, replied, supersede, tell
from app.permissions import Actor, Permission, require


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody wants to write: the text, the client's own mark of it, and the answer to our question if we asked."""

    body: str
    nonce: str
    attempt: Attempt = Attempt.FIRST
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a thread: what its writer hopes for, a title, and what to know before reading."""

    wants: Wants
    title: str
    warning: str = ""


def start(member: Actor, board: Board, heading: Heading, post: Post) -> Submission:
    """Start a thread under the usual mask, through the one door."""
    thread = Thread(
        mask_id=member.mask_id,
        board_id=board.id,
        wants=heading.wants,
        title=heading.title,
        warning=heading.warning,
        body=post.body,
        html="",
        nonce=post.nonce,
        stirred_at=clock.now(),
    )
    return door.submit(member, thread, post.attempt)


def reply(member: Actor, thread: Thread, post: Post, quoted: Contribution | None = None) -> Submission:
    """Answer in a thread under the usual mask, through the one door; `quoted` is a post of the same thread."""
    answer = Reply(
        mask_id=member.mask_id,
        thread_id=thread.id,
        body=post.body,
        html="",
        nonce=post.nonce,
        quotes_id=quoted.id if quoted else None,
        warning=post.warning,
    )
    return door.submit(member, answer, post.attempt)


def follow_up(member: Actor, thread: Thread, post: Post) -> Submission:
    """Tell how it went on, under the name of the thread; those who have answered hear of it. Also when it is closed."""
    require(member, Permission.Thread.FOLLOW_UP, thread)
    sequel = Reply(
        mask_id=thread.mask_id,
        thread_id=thread.id,
        body=post.body,
        html="",
        nonce=post.nonce,
        warning=post.warning,
        is_sequel=True,
    )
    return door.submit(member.under(thread.mask_id), sequel, post.attempt)


def thank(member: Actor, thread: Thread, answer: Reply) -> None:
    """The author of a thread thanks for a reply, once; only the reply's author learns of it."""
    require(member, Permission.Thread.THANK, thread)
    require(member, Permission.Contribution.FEEL, answer)
    if not answer.is_thanked:
        answer.is_thanked = True
        tell(answer.mask_id, NoticeKind.THANKED, answer)


def take_thanks_back(member: Actor, thread: Thread, answer: Reply) -> None:
    """As if it had not been said; the notice goes as well."""
    require(member, Permission.Thread.THANK, thread)
    answer.is_thanked = False
    supersede(answer, {NoticeKind.THANKED})


def close(member: Actor, thread: Thread) -> None:
    """No more replies to one's own thread; it stays readable."""
    require(member, Permission.Thread.CLOSE, thread)
    thread.closed_at = thread.closed_at or clock.now()
    thread.rises = False


def reopen(member: Actor, thread: Thread) -> None:
    """Take replies again."""
    require(member, Permission.Thread.CLOSE, thread)
    if thread.is_shut:
        raise NotAllowed(
            _("見守りの人がしめた話なので、ここからはひらけません。お知らせから、もう一度見てもらえます。")
        )
    thread.closed_at = None
    _settle(thread)


def shut(thread: Thread) -> None:
    """A ruling closes it: no more replies, and its author cannot open it again."""
    if thread.closed_at is None:
        thread.closed_at, thread.is_shut, thread.rises = clock.now(), True, False


def unshut(thread: Thread) -> None:
    """The ruling no longer holds."""
    if thread.is_shut:
        thread.closed_at, thread.is_shut = None, False
        _settle(thread)


def thread_of(post: Contribution) -> Thread:
    """The thread in which a post stands; NotFound for what stands elsewhere."""
    thread = db.session().get(Thread, post.thread_id) if isinstance(post, Reply) else post
    if not isinstance(thread, Thread):
        raise NotFound()
    return thread


def address_of_thread(thread: Contribution) -> str:
    """Where the thread can be read; its board, when it was withdrawn and nobody had answered."""
    assert isinstance(thread, Thread)
    if thread.is_withdrawn and not thread.reply_count:
        return f"/boards/{db.session().get_one(Board, thread.board_id).slug}"
    return addresses.of_thread(thread)


def address_of_reply(answer: Contribution) -> str:
    """Where the reply can be read."""
    assert isinstance(answer, Reply)
    return addresses.of_reply(answer, db.session().get_one(Thread, answer.thread_id))


def appear_on_board(thread: Contribution) -> None:
    """A thread that waited for a person takes its place when it can be read, not when it was written."""
    assert isinstance(thread, Thread)
    if not thread.last_seq:
        thread.stirred_at = clock.now()
    _settle(thread)


def leave_board(thread: Contribution) -> None:
    """Nobody need answer what cannot be read."""
    assert isinstance(thread, Thread)
    thread.rises = False
    if thread.is_withdrawn:
        feelings.forget_about(thread)


def appear_in_thread(answer: Contribution) -> None:
    """Count the reply. The first time it also gets its number, stirs the thread, and the thread's author hears of it."""
    assert isinstance(answer, Reply)
    if answer.seq is not None:
        _count(answer.thread_id, reply_count=Thread.reply_count + 1)
        return
    numbered = _count(answer.thread_id, reply_count=Thread.reply_count + 1, last_seq=Thread.last_seq + 1)
    answer.seq = numbered.last_seq
    db.session().flush()
    if numbered.mask_id == answer.mask_id:
        numbered.stirred_at = clock.now()
    else:
        numbered.rises = False
    _tell_of(numbered, answer)


def vanish_from_thread(answer: Contribution) -> None:
    """Count the reply no longer; a thread does not keep its place by words that are gone."""
    assert isinstance(answer, Reply)
    thread = _count(answer.thread_id, reply_count=Thread.reply_count - 1)
    if answer.is_withdrawn:
        feelings.forget_about(answer)
    if answer.mask_id == thread.mask_id:
        own = (Reply.thread_id == thread.id, Reply.state == State.VISIBLE, Reply.mask_id == thread.mask_id)
        left = db.session().scalar(select(func.max(Reply.written_at)).where(*own))
        thread.stirred_at = max(left or thread.written_at, thread.written_at)
    else:
        _settle(thread)


def stay(_post: Contribution) -> None:
    """Nothing follows: pages read the words anew each time."""


def plea_about(answer: Contribution) -> LazyString | None:
    """A reply that lectures somebody who asked only to be heard: its author is asked once, softly."""
    assert isinstance(answer, Reply)
    thread = db.session().get_one(Thread, answer.thread_id)
    if thread.wants is not Wants.LISTENING or answer.mask_id == thread.mask_id:
        return None
    return gentle.plea_about(answer.body)


def thread_as_found(thread: Contribution) -> Facts:
    """A thread is answered while it has a reply to read."""
    assert isinstance(thread, Thread)
    return Facts(thread.board_id, thread.wants.value, is_opening=True, is_answered=thread.reply_count > 0)


def reply_as_found(answer: Contribution) -> Facts:
    """A reply is found where its thread is."""
    assert isinstance(answer, Reply)
    thread = db.session().get_one(Thread, answer.thread_id)
    return Facts(thread.board_id, thread.wants.value, is_answered=True)


def _settle(thread: Thread) -> None:
    """Does it rise on its board (see order.py)? Asked anew whenever something about it has come or gone."""
    db.session().flush()
    is_needed = thread.is_open and clock.is_night(thread.written_at)
    thread.rises = is_needed and not queries.is_answered(thread)


def _tell_of(thread: Thread, answer: Reply) -> None:
    """The thread's author hears of a reply; those who have answered hear how it went on."""
    if answer.is_sequel:
        followed_up(queries.answering_masks(thread), answer, thread)
    elif thread.mask_id != answer.mask_id and not thread.is_withdrawn:
        replied(thread.mask_id, answer, thread)


def _count(thread_id: str, **values: object) -> Thread:
    """The row lock of this update puts the replies of one thread in one order, on every database."""
    thread = db.session().get_one(Thread, thread_id)
    db.session().execute(
        update(Thread).where(Thread.id == thread_id).values(values).execution_options(synchronize_session=False)
    )
    db.session().refresh(thread, ["last_seq", "reply_count"])
    sight.look_again(thread)
    return thread
