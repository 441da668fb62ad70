"""The whole authorisation policy: every permission in a sentence, and who has it, on one page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.errors import NotAllowed


class Role(StrEnum):
    """What a member has been entrusted with; MEMBER is everyone."""

    MEMBER = "member"
    WATCHER = "watcher"
    MODERATOR = "moderator"
    COUNSELLOR = "counsellor"
    LEAD = "lead"
    OPERATOR = "operator"


class Standing(StrEnum):
    """How well the community knows a member."""

    NEWCOMER = "newcomer"
    KNOWN = "known"
    TRUSTED = "trusted"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting: the member as services and queries see them, without ORM and without secrets.

    masks maps the identifiers of the member's own masks to their names; usual_mask is the one used unless another is
    chosen; badges holds the verified profession of those that have one.

    offered holds the masks that are still to be chosen from, the usual one first; seen_until is up to when notices were read.
    """

    member_id: str | None = None
    session_id: str | None = None
    usual_mask: str | None = None
    masks: Mapping[str, str] = field(default_factory=dict)
    badges: Mapping[str, str] = field(default_factory=dict)
    role: Role = Role.MEMBER
    standing: Standing = Standing.NEWCOMER
    is_paused: bool = False
    offered: tuple[str, ...] = ()
    seen_until: datetime | None = None

    @property
    def is_member(self) -> bool:
        return self.member_id is not None

    @property
    def is_moderator(self) -> bool:
        return self.role in {Role.MODERATOR, Role.LEAD}

    @property
    def mask_id(self) -> str:
        """The mask this actor writes under now; NotAllowed for visitors."""
        if self.usual_mask is None:
            raise NotAllowed()
        return self.usual_mask

    def under(self, mask_id: str) -> "Actor":
        """The same member, writing under another of their own masks; NotAllowed for a mask of anybody else."""
        if mask_id not in self.masks:
            raise NotAllowed()
        return replace(self, usual_mask=mask_id)

    @property
    def work_mask(self) -> str:
        """The mask staff act under: the one with a badge where there is one, else the usual one."""
        return next(iter(self.badges), None) or self.mask_id

    @property
    def mask_name(self) -> str:
        return self.masks.get(self.usual_mask or "", "")

    def wrote(self, thing: Any) -> bool:
        """Is this contribution the actor's own, under whichever mask?"""
        return thing.mask_id in self.masks


VISITOR = Actor()


class Permission:
    """The vocabulary. The sentence behind each word is the promise to readers."""

    class Board(StrEnum):
        READ = "Board.READ"  # Read boards and the visible threads on them, also without an account.
        START = "Board.START"  # Start a thread on a board.

    class Thread(StrEnum):
        REPLY = "Thread.REPLY"  # Answer in a thread that is open.
        CLOSE = "Thread.CLOSE"  # Close one's own thread to further replies, or open it again.

    class Contribution(StrEnum):
        REVISE = "Contribution.REVISE"  # Change the words of one's own contribution.
        WITHDRAW = "Contribution.WITHDRAW"  # Take one's own contribution back.
        REPORT = "Contribution.REPORT"  # Tell moderators that somebody else's contribution worries one.

    class Room(StrEnum):
        READ = "Room.READ"  # Read what is said in a chat room, also without an account.
        ENTER = "Room.ENTER"  # Be present in a chat room and hear it live.
        SPEAK = "Room.SPEAK"  # Say something in a chat room that is open.

    class Question(StrEnum):
        ASK = "Question.ASK"  # Put a question to counsellors.
        ANSWER = "Question.ANSWER"  # Read the queue of an expert room of one's own profession and answer there.

    class Notice(StrEnum):
        READ = "Notice.READ"  # Read what one has been told.

    class Review(StrEnum):
        LOOK = "Review.LOOK"  # See the review queue and reported or held texts.
        RULE = "Review.RULE"  # Decide about a held or reported text written by somebody else.

    class Unmasking(StrEnum):
        ASK = "Unmasking.ASK"  # Ask, with a reason, which other names the writer of somebody else's text has.
        ANSWER = "Unmasking.ANSWER"  # Agree or disagree, as the second person, that a lead may know these names.

    class Line(StrEnum):
        CONFIRM = "Line.CONFIRM"  # Record that a line was compared with its official page.
        CORRECT = "Line.CORRECT"  # Change what is shown about a line, and take such a change back.


Predicate = Callable[[Actor, Any], bool]


def _anyone(actor: Actor, thing: Any) -> bool:
    return True


def _member(actor: Actor, thing: Any) -> bool:
    return actor.is_member


def _may_speak(actor: Actor, thing: Any) -> bool:
    return actor.is_member and not actor.is_paused


def _in_open_place(actor: Actor, thing: Any) -> bool:
    return _may_speak(actor, thing) and thing.is_open


def _own(actor: Actor, thing: Any) -> bool:
    return actor.wrote(thing)


def _own_and_may_speak(actor: Actor, thing: Any) -> bool:
    return actor.wrote(thing) and not actor.is_paused


def _others(actor: Actor, thing: Any) -> bool:
    return actor.is_member and not actor.wrote(thing)


def _counsellor_of(actor: Actor, room: Any) -> bool:
    is_counsellor = actor.role is Role.COUNSELLOR and bool(actor.badges) and not actor.is_paused
    return is_counsellor and (room is None or room.profession in actor.badges.values())


def _lead(actor: Actor, thing: Any) -> bool:
    return actor.role in {Role.LEAD, Role.OPERATOR} and not actor.is_paused


def _lead_alone(actor: Actor, thing: Any) -> bool:
    return actor.role is Role.LEAD and not actor.is_paused


def _moderator(actor: Actor, thing: Any) -> bool:
    return actor.is_moderator


def _moderator_of_others(actor: Actor, thing: Any) -> bool:
    return actor.is_moderator and (thing is None or not actor.wrote(thing))


MAP: dict[str, Predicate] = {
    Permission.Board.READ: _anyone,
    Permission.Board.START: _may_speak,
    Permission.Thread.REPLY: _in_open_place,
    Permission.Thread.CLOSE: _own,
    Permission.Contribution.REVISE: _own_and_may_speak,
    Permission.Contribution.WITHDRAW: _own,
    Permission.Contribution.REPORT: _others,
    Permission.Room.READ: _anyone,
    Permission.Room.ENTER: _member,
    Permission.Room.SPEAK: _in_open_place,
    Permission.Question.ASK: _may_speak,
    Permission.Question.ANSWER: _counsellor_of,
    Permission.Notice.READ: _member,
    Permission.Review.LOOK: _moderator,
    Permission.Review.RULE: _moderator_of_others,
    Permission.Unmasking.ASK: _lead_alone,
    Permission.Unmasking.ANSWER: _lead,
    Permission.Line.CONFIRM: _lead,
    Permission.Line.CORRECT: _lead,
}


def allows(actor: Actor, permission: str, thing: Any = None) -> bool:
    """Does the policy let `actor` do this, to `thing` where there is one? Unknown permissions are refused loudly."""
    return MAP[permission](actor, thing)


def require(actor: Actor, permission: str, thing: Any = None) -> None:
    """Raise NotAllowed unless `allows`."""
    if not allows(actor, permission, thing):
        raise NotAllowed(permission=str(permission))
