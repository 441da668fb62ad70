"""The whole authorisation policy: who has which permission, on one page; what each of them means stands in vocabulary.py.

The same as a table, for readers: docs/permissions.md (a test compares them).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from app.errors import NotAllowed
from app.vocabulary import Permission, Word

__all__ = ["GIVES", "MAP", "VISITOR", "Actor", "Permission", "Role", "Standing", "Word", "allows", "require"]


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

    masks maps the identifiers of the member's own masks to names; usual_mask is used unless another is chosen; offered are
    those still to be chosen from; badges holds verified professions; seen_until is up to when notices were read; works_under
    is the mask colleagues know them by.

    Staff have their role and badges only in a session that has shown a second factor; until then role is MEMBER,
    entrusted says what awaits them, and resting holds the masks with a badge, under which nothing can be written.

    Rulings ask: is_paused (until paused_until, where it ends by itself) to write nothing, silenced not to write under these
    names, is_closed to take no part any more but to read what one was told, ask once more, take everything along and leave.
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
    entrusted: Role = Role.MEMBER
    resting: Mapping[str, str] = field(default_factory=dict)
    paused_until: datetime | None = None
    silenced: frozenset[str] = frozenset()
    is_closed: bool = False
    works_under: str | None = None

    @property
    def is_staff(self) -> bool:
        """Entrusted with anything, whether or not this session has shown a second factor?"""
        return self.entrusted is not Role.MEMBER

    @property
    def at_work(self) -> "Actor":
        """The same person with every power they were entrusted with, as once a second factor was shown."""
        awake = [mask_id for mask_id in self.resting if mask_id not in self.silenced]
        badges, offered = {**self.badges, **self.resting}, (*self.offered, *awake)
        usual = self.usual_mask or next(iter(offered), None)
        return replace(self, role=self.entrusted, badges=badges, resting={}, offered=offered, usual_mask=usual)

    @property
    def is_member(self) -> bool:
        return self.member_id is not None

    @property
    def is_moderator(self) -> bool:
        return self.role in {Role.MODERATOR, Role.LEAD} and not self.is_paused

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
        """The mask staff act under, as `accounts.masks.for_work` says; it stays the same whatever they write under."""
        return self.works_under or self.mask_id

    @property
    def mask_name(self) -> str:
        return self.masks.get(self.usual_mask or next(iter(self.masks), ""), "")

    def wrote(self, thing: Any) -> bool:
        """Is this contribution the actor's own, under whichever mask?"""
        return thing.mask_id in self.masks


VISITOR = Actor()


# Which roles each role may invite to; the operator's own is given at the terminal only.
_BELOW_A_LEAD = frozenset({Role.WATCHER, Role.MODERATOR, Role.COUNSELLOR})
GIVES = {Role.LEAD: _BELOW_A_LEAD, Role.OPERATOR: _BELOW_A_LEAD | {Role.LEAD}}

Predicate = Callable[[Actor, Any], bool]


def _anyone(actor: Actor, thing: Any) -> bool:
    return True


def _signed_in(actor: Actor, thing: Any) -> bool:
    return actor.is_member


def _member(actor: Actor, thing: Any) -> bool:
    return actor.is_member and not actor.is_closed


def _may_speak(actor: Actor, thing: Any) -> bool:
    return actor.is_member and not actor.is_paused


def _in_open_place(actor: Actor, thing: Any) -> bool:
    return _may_speak(actor, thing) and thing.is_open


def _own(actor: Actor, thing: Any) -> bool:
    return actor.wrote(thing)


def _own_to_write(actor: Actor, thing: Any) -> bool:
    return _own(actor, thing) and not actor.is_paused and thing.mask_id not in actor.silenced


def _own_and_revisable(actor: Actor, thing: Any) -> bool:
    return _own_to_write(actor, thing) and thing.is_revisable


def _own_in_sight(actor: Actor, thing: Any) -> bool:
    return _own_to_write(actor, thing) and thing.is_visible


def _others_in_sight(actor: Actor, thing: Any) -> bool:
    return _others(actor, thing) and thing.is_visible


def _trusted(actor: Actor, thing: Any) -> bool:
    return actor.is_member and (actor.standing is Standing.TRUSTED or actor.role is not Role.MEMBER)


def _others(actor: Actor, thing: Any) -> bool:
    return _member(actor, thing) and not actor.wrote(thing)


def _counsellor_of(actor: Actor, room: Any) -> bool:
    is_counsellor = actor.role is Role.COUNSELLOR and bool(actor.badges) and not actor.is_paused
    return is_counsellor and (room is None or room.profession in actor.badges.values())


def _counsellor_of_others(actor: Actor, question: Any) -> bool:
    return _counsellor_of(actor, question) and (question is None or not actor.wrote(question))


def _lead(actor: Actor, thing: Any) -> bool:
    return actor.role in {Role.LEAD, Role.OPERATOR} and not actor.is_paused


def _lead_alone(actor: Actor, thing: Any) -> bool:
    return actor.role is Role.LEAD and not actor.is_paused


def _moderator(actor: Actor, thing: Any) -> bool:
    return actor.is_moderator


def _watching(actor: Actor, thing: Any) -> bool:
    return actor.is_moderator or (actor.role is Role.WATCHER and not actor.is_paused)


def _watching_others(actor: Actor, thing: Any) -> bool:
    return _watching(actor, thing) and (thing is None or not actor.wrote(thing))


def _watching_now(actor: Actor, thing: Any) -> bool:
    return _watching(actor, thing) and not actor.is_paused


def _own_shift_or_lead(actor: Actor, thing: Any) -> bool:
    is_own = thing is None or thing.mask_id in actor.masks
    return _watching_now(actor, thing) and (is_own or actor.role is Role.LEAD)


def _staff(actor: Actor, thing: Any) -> bool:
    return actor.is_staff


def _may_give(actor: Actor, role: Role | None) -> bool:
    given = GIVES.get(actor.role, frozenset())
    return bool(given) if role is None else role in given


def _moderator_of_others(actor: Actor, thing: Any) -> bool:
    return actor.is_moderator and (thing is None or not actor.wrote(thing))


MAP: dict[str, Predicate] = {
    Permission.Board.READ: _anyone,
    Permission.Board.START: _may_speak,
    Permission.Thread.REPLY: _in_open_place,
    Permission.Thread.CLOSE: _own,
    Permission.Thread.FOLLOW_UP: _own_in_sight,
    Permission.Thread.THANK: _own,
    Permission.Thread.SIT_UP: _trusted,
    Permission.Contribution.REVISE: _own_and_revisable,
    Permission.Contribution.WITHDRAW: _own,
    Permission.Contribution.FEEL: _others_in_sight,
    Permission.Contribution.MUTE: _others_in_sight,
    Permission.Contribution.REPORT: _others,
    Permission.Room.READ: _anyone,
    Permission.Room.ENTER: _member,
    Permission.Room.SPEAK: _may_speak,
    Permission.Room.MUTE: _others,
    Permission.Room.HIDE: _moderator_of_others,
    Permission.Room.EVICT: _moderator_of_others,
    Permission.Room.KEEP: _moderator,
    Permission.Question.ASK: _may_speak,
    Permission.Question.ANSWER: _counsellor_of,
    Permission.Question.FOLLOW_UP: _own_in_sight,
    Permission.Question.PUT_IN_LINE: _own_in_sight,
    Permission.Question.SHARE: _own,
    Permission.Question.THANK: _own,
    Permission.Question.ADMIT: _counsellor_of_others,
    Permission.Question.KEEP: _counsellor_of_others,
    Permission.Question.LOOK_OVER: _counsellor_of_others,
    Permission.Question.FURNISH: _lead,
    Permission.Question.UNSEAL: _moderator_of_others,
    Permission.Notice.READ: _signed_in,
    Permission.Review.LOOK: _watching,
    Permission.Review.RULE: _moderator_of_others,
    Permission.Review.TAKE_BACK: _moderator_of_others,
    Permission.Review.HIDE: _watching_others,
    Permission.Review.EVEN: _lead_alone,
    Permission.Appeal.ASK: _own,
    Permission.Appeal.ANSWER: _moderator_of_others,
    Permission.Ban.ANSWER: _moderator_of_others,
    Permission.Shift.SEE: _watching,
    Permission.Shift.TAKE: _watching_now,
    Permission.Shift.CHANGE: _own_shift_or_lead,
    Permission.Shift.PLAN: _lead_alone,
    Permission.Call.ANSWER: _watching_others,
    Permission.Unmasking.ASK: _lead_alone,
    Permission.Unmasking.ANSWER: _lead,
    Permission.Staff.PROVE: _staff,
    Permission.Staff.INVITE: _may_give,
    Permission.Policy.READ: _lead,
    Permission.Policy.CHANGE: _lead_alone,
    Permission.Policy.APPROVE: _lead,
    Permission.Numbers.READ: _lead,
    Permission.Line.CONFIRM: _lead,
    Permission.Line.CORRECT: _lead,
}


def allows(actor: Actor, permission: str, thing: Any = None) -> bool:
    """Does the policy let `actor` do this, to `thing` where there is one? Unknown permissions are refused loudly."""
    return MAP[permission](actor, thing)


def require(actor: Actor, permission: str, thing: Any = None) -> None:
    """Raise NotAllowed unless `allows`; whom only a pause keeps from it hears that."""
    if allows(actor, permission, thing):
        return
    if actor.is_paused and allows(replace(actor, is_paused=False), permission, thing):
        raise NotAllowed(_("いまは書くのをお休みしています。お知らせに理由があります。"), permission=str(permission))
    raise NotAllowed(permission=str(permission))
