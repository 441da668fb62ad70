"""Raising a hand, calling one after the other, and what becomes of those that are left over."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app import db
from app.chat import broadcasts, turns
from app.chat import services as chat
from app.chat.models import Message, Room
from app.contributions import services as door
from app.contributions.queries import by_nonce
from app.contributions.services import Attempt, Receipt, Submission
from app.errors import Invalid, NotFound
from app.experts import services as experts
from app.experts.models import Audience
from app.live import queries
from app.live.models import Hand, HandState
from app.permissions import Actor, Permission, require

LONGEST_HEADING = 40


class AlreadyUp(Invalid):
    """One hand at a time."""

    code = "already_up"


class NotFree(Invalid):
    """Somebody else has the turn, or this hand is not, or no longer, to be called or closed."""

    code = "not_free"


@dataclass(frozen=True, slots=True)
class Asked:
    """A short question, the client's mark of it, and the answer to our question if we asked one."""

    body: str
    nonce: str
    attempt: Attempt = Attempt.FIRST


def raise_hand(member: Actor, room: Room, asked: Asked) -> Submission:
    """Put up a hand with a question, through the one door; whoever may be in danger does not stand in a line."""
    require(member, Permission.Room.RAISE, room)
    if not room.is_led:
        raise NotFound()
    if by_nonce(member.mask_id, asked.nonce) is None:
        turns.be_alone_in(room)
        turns.refuse_closed(room)
        turns.refuse_outside(member, room)
        if any(hand.is_waiting or hand.is_called for hand in queries.own(member, room)):
            raise AlreadyUp(_("手は、もうあがっています。先の質問を取り下げると、べつの質問であげなおせます。"))
    message = Message(mask_id=member.mask_id, room_id=room.id, body=asked.body, html="", nonce=asked.nonce, waits=True)
    submission = door.submit(member, message, asked.attempt)
    if submission.contribution is message and submission.receipt in {Receipt.POSTED, Receipt.HELD}:
        state = HandState.APART if submission.is_danger else HandState.RAISED
        db.session().add(Hand(message_id=message.id, room_id=room.id, state=state))
        broadcasts.room_changed(room)
    return submission


def put_in_line(member: Actor, hand: Hand) -> None:
    """What was set apart because a life may be in danger waits to be called, too, if its writer wants that."""
    turns.be_alone_in(hand.room)
    if member.wrote(hand) and hand.state is HandState.APART and hand.is_of(hand.room.opening):
        hand.state = HandState.RAISED
        broadcasts.room_changed(hand.room)


def take_down(member: Actor, hand: Hand) -> None:
    """Withdraw a hand with its question; a turn that was going on ends."""
    turns.be_alone_in(hand.room)  # in the same order as whoever calls or moves it
    door.withdraw(member, hand.message)


def call_next(counsellor: Actor, room: Room) -> Hand:
    """Give the turn to whoever has waited longest; NotFree while somebody has it."""
    require(counsellor, Permission.Room.CALL, room)
    turns.be_alone_in(room)
    turns.refuse_closed(room)
    if queries.called(room) is not None:
        raise NotFree(_("いまは、ひとつの質問を受けているところです。答えおわってから、つぎに進めます。"))
    up = queries.waiting(room)
    if not up:
        raise NotFree(_("いま手をあげている人はいません。"))
    hand = up[0]
    hand.state = HandState.CALLED
    room.call(hand.message)
    chat.let_out(hand.message)
    broadcasts.room_changed(room)
    return hand


def close(counsellor: Actor, hand: Hand) -> None:
    """The question that has the turn is answered."""
    require(counsellor, Permission.Room.CALL, hand.room)
    turns.be_alone_in(hand.room)
    if not hand.is_called:
        raise NotFree(_("この質問は、もう閉じられています。"))
    hand.state = HandState.ANSWERED
    _end_call(hand.room)


def pass_over(counsellor: Actor, hand: Hand) -> None:
    """This one is not for a live hour; its writer can ask the same in the ordinary line."""
    require(counsellor, Permission.Room.CALL, hand.room)
    turns.be_alone_in(hand.room)
    was_called = hand.is_called
    if not (was_called or hand.is_waiting):
        raise NotFree(_("この質問は、もう閉じられています。"))
    hand.state = HandState.PASSED
    if was_called:
        hand.room.end_call()
    broadcasts.room_changed(hand.room)


def move_to_line(member: Actor, hand: Hand, asked: Asked) -> Submission:
    """Ask the same as an ordinary question for counsellors only; what was never said here leaves this room."""
    expert_room = queries.expert_room_of(hand.room)
    require(member, Permission.Question.ASK, expert_room)
    turns.be_alone_in(hand.room)
    if not hand.is_left_over:
        raise NotFree(_("この質問は、もう順番の列に入れたか、まだライブで呼ばれるのを待っています。"))
    # These very words have passed the door, and whatever it asked was answered: it is one press now.
    attempt = Attempt.INSISTING if asked.body == hand.message.body else asked.attempt
    question = experts.Asked(_heading(asked.body), asked.body, Audience.COUNSELLORS, asked.nonce, attempt)
    with db.session().begin_nested() as moving:
        if hand.message.waits:
            # First, because nobody says the same twice.
            door.withdraw(member, hand.message)
        hand.state = HandState.MOVED
        submission = experts.ask(member.under(hand.mask_id), expert_room, question)
        if submission.receipt not in {Receipt.POSTED, Receipt.HELD}:
            moving.rollback()
    return submission


def _end_call(room: Room) -> None:
    room.end_call()
    broadcasts.room_changed(room)


def _heading(body: str) -> str:
    first = body.strip().splitlines()[0]
    return first if len(first) <= LONGEST_HEADING else f"{first[: LONGEST_HEADING - 1]}…"
