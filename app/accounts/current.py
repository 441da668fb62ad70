"""Who is asking right now: read from the cookie's token, once per request or event."""

from flask import current_app, g, has_request_context, session

from app.accounts import choices, locking, masks, proofs, sanctions, sessions
from app.accounts.models import Member
from app.keys import Keys
from app.permissions import VISITOR, Actor, Role

COOKIE_FIELD = "light"


def member() -> Actor:
    """The member asking, or the visitor everybody is before signing in."""
    return g.get("actor", VISITOR) if has_request_context() else VISITOR


def keys() -> Keys:
    """The keys of the current application."""
    return current_app.extensions["tomoshibi_keys"]


def recognise() -> str | None:
    """Make the member behind the cookie current; returns the session's identifier, or None for a visitor.

    Raises SessionLocked for a page of a locked session.
    """
    g.actor, g.member_id, g.locks = VISITOR, None, False
    token = session.get(COOKIE_FIELD)
    known = sessions.find_with_member(token) if isinstance(token, str) else None
    if known is None:
        return None
    found, person = known
    if locking.stirring().is_locked(found.id, found.locks_at):
        # Nobody, but who leaves from here ends this session.
        g.actor = Actor(session_id=found.id)
        locking.refuse_unless_open()
        return None
    if locking.is_somebody_there():
        locking.stirring().stir(found.id)
    g.locks = found.locks_at is not None
    g.actor, g.member_id = describe(person, found.id), person.id
    return found.id


def describe(person: Member, session_id: str | None) -> Actor:
    """The acting view of a member row: of staff, with their powers only if this session has shown a second factor."""
    own, limits = sanctions.masks_and_limits(keys(), person)
    chosen = choices.of(keys(), person)
    worn = [mask for mask in own if (mask.badge or mask.claimed) and person.role is not Role.MEMBER]
    # What was never verified, or no longer is, gives no power; and nothing is written under it without one.
    badges = {mask.id: mask.badge for mask in worn if mask.badge and mask.holds_badge}
    awake = [mask.id for mask in masks.offered(own, chosen) if mask not in worn and mask.id not in limits.silenced]
    actor = Actor(
        member_id=person.id,
        session_id=session_id,
        usual_mask=awake[0] if awake else None,
        masks={mask.id: mask.name for mask in own},
        offered=tuple(awake),
        seen_until=chosen.seen_until,
        resting=badges,
        standing=person.standing,
        is_paused=limits.is_closed or limits.paused_until is not None,
        paused_until=limits.paused_until,
        silenced=limits.silenced,
        is_closed=limits.is_closed,
        works_under=masks.for_work(own).id,
        # A closed account works for nobody here, whatever it was entrusted with.
        entrusted=Role.MEMBER if limits.is_closed else person.role,
    )
    return actor.at_work if actor.is_staff and proofs.holds(session_id) else actor
