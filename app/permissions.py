"""The whole authorisation policy: who has which permission, on one page; what each of them means stands in vocabulary.py.

The same as a table, for readers: docs/permissions.md (a test compares them).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from app.actors import VISITOR, Actor, Role, Standing
from app.errors import NotAllowed
from app.vocabulary import Permission, Word

__all__ = ["GIVES", "MAP", "VISITOR", "Actor", "Permission", "Role", "Standing", "Word", "allows", "require"]


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


def _in_turn(actor: Actor, room: Any) -> bool:
    """In a room that is led, its counsellors speak, and whoever they have called."""
    is_in_turn = room is None or not room.is_led or _counsellor_of(actor, room) or room.speaker in actor.masks
    return _may_speak(actor, room) and is_in_turn


def _not_leading(actor: Actor, room: Any) -> bool:
    return _may_speak(actor, room) and (room is None or not _counsellor_of(actor, room))


def _counsellor_of_others(actor: Actor, question: Any) -> bool:
    return _counsellor_of(actor, question) and (question is None or not actor.wrote(question))


def _lead(actor: Actor, thing: Any) -> bool:
    return actor.role in {Role.LEAD, Role.OPERATOR} and not actor.is_paused


def _counsellor_or_lead(actor: Actor, room: Any) -> bool:
    return _counsellor_of(actor, room) or _lead(actor, room)


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
    Permission.Room.SPEAK: _in_turn,
    Permission.Room.RAISE: _not_leading,
    Permission.Room.CALL: _counsellor_of,
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
    Permission.Question.PLAN: _counsellor_or_lead,
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
    Permission.Numbers.ROOMS: _lead_alone,
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
