"""Giving somebody a role and taking it back: by an invitation that is good once, never by a click on a member."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app import clock, db, realtime
from app.accounts import masks, off_work, renewing, second_factor, sessions, staff_record
from app.accounts.models import Mask, Member
from app.accounts.passphrases import normalise
from app.accounts.staff_models import ProofKind, StaffActKind, StaffInvitation
from app.errors import Invalid, NotFound
from app.ids import LENGTH, new_id
from app.keys import Keys
from app.permissions import Actor, Permission, Role, require

HOLDS_FOR = timedelta(days=7)
GROUP = LENGTH // 2


@dataclass(frozen=True, slots=True)
class Offered:
    """What an invitation gives: a role, and for counsellors a profession.

    verified_until: where the operator has verified it already; otherwise they wear no badge until somebody has.
    """

    role: Role
    profession: str | None = None
    verified_until: date | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a role: the name they work under, whether a second factor is there, and up to when they are verified."""

    member_id: str
    mask_id: str
    name: str
    role: Role
    profession: str | None
    factors: int
    verified_until: date | None = None


def invite(keys: Keys, inviter: Actor, offered: Offered) -> str:
    """Make an invitation to a role that `inviter` may give; returns its code, which is kept nowhere."""
    require(inviter, Permission.Staff.INVITE, offered.role)
    return _invite(keys, offered, inviter.work_mask)


def invite_from_terminal(keys: Keys, offered: Offered) -> str:
    """As `invite`, by the operator, to any role."""
    return _invite(keys, offered, staff_record.TERMINAL)


def waiting(keys: Keys, code: str) -> Offered | None:
    """What the invitation with this code offers, while it holds."""
    holding = (StaffInvitation.lookup_tag == _tag(keys, code), StaffInvitation.expires_at > clock.now())
    found = db.session().scalar(select(StaffInvitation).where(*holding))
    return Offered(found.role, found.profession, found.verified_until) if found else None


def accept(keys: Keys, member: Actor, code: str, name: str) -> str:
    """Take the offered role on; a profession is worn by a mask of its own, called `name`.

    Returns the new token of this session, in which the first factor can now be added.
    """
    used = delete(StaffInvitation).where(
        StaffInvitation.lookup_tag == _tag(keys, code), StaffInvitation.expires_at > clock.now()
    )
    told = (StaffInvitation.role, StaffInvitation.profession, StaffInvitation.verified_until)
    found = db.session().execute(used.returning(*told)).one_or_none()
    if found is None:
        raise Invalid(_("この招待は、もう使えません。新しい招待をもらってください。"))
    person = db.session().get_one(Member, member.member_id)
    person.role = found.role
    _wear(keys, person, Offered(found.role, found.profession, found.verified_until), name)
    db.session().flush()
    staff_record.add(StaffActKind.ACCEPTED, found.role, _work_mask(keys, person).id, _work_mask(keys, person).id)
    return renewing.renew(str(member.session_id), ProofKind.INVITED)


def colleagues(keys: Keys) -> Sequence[Colleague]:
    """Everybody with a role, by role and name."""
    people = db.session().scalars(select(Member).where(Member.role != Role.MEMBER)).all()
    order = list(Role)
    found = [_colleague(keys, person) for person in people]
    return sorted(found, key=lambda each: (-order.index(each.role), each.name))


def colleague_called(keys: Keys, name: str) -> Colleague:
    """The one who works under this name; other names of theirs are not known here. NotFound when there is nobody."""
    for each in colleagues(keys):
        if each.name == name:
            return each
    raise NotFound(_("この名前で働いている人はいません。"))


def retire(colleague: Colleague) -> None:
    """Take the role, the badges and the factors away and end every session; what they wrote stays theirs."""
    _take_away(colleague)
    person = db.session().get_one(Member, colleague.member_id)
    person.role = Role.MEMBER
    masks.unverify(db.session().get_one(Mask, colleague.mask_id))
    staff_record.add(StaffActKind.RETIRED, colleague.role, colleague.mask_id, staff_record.TERMINAL)


def reset_second_factor(keys: Keys, colleague: Colleague) -> str:
    """Forget the factors of somebody who lost them; returns the code with which they can add new ones."""
    _take_away(colleague)
    staff_record.add(StaffActKind.FACTORS_RESET, colleague.role, colleague.mask_id, staff_record.TERMINAL)
    again = Offered(colleague.role, colleague.profession, colleague.verified_until)
    return _invite(keys, again, staff_record.TERMINAL)


def forget_expired() -> None:
    """Delete invitations that nobody took up."""
    db.session().execute(delete(StaffInvitation).where(StaffInvitation.expires_at <= clock.now()))


def _invite(keys: Keys, offered: Offered, by: str) -> str:
    if (offered.role is Role.COUNSELLOR) != bool(offered.profession):
        raise Invalid(_("専門職の招待には職種が要り、ほかの招待には要りません。"))
    if offered.role is Role.MEMBER:
        raise Invalid(_("招待できる役割を選んでください。"))
    letters = new_id()
    code = f"{letters[:GROUP]}-{letters[GROUP:]}"
    made = StaffInvitation(lookup_tag=_tag(keys, code), role=offered.role, profession=offered.profession)
    made.expires_at, made.verified_until = clock.now() + HOLDS_FOR, offered.verified_until
    db.session().add(made)
    staff_record.add(StaffActKind.INVITED, offered.role, staff_record.NOBODY_YET, by)
    return code


def _wear(keys: Keys, person: Member, offered: Offered, name: str) -> None:
    worn = [mask for mask in masks.of_member(keys, person) if mask.badge or mask.claimed]
    for mask in worn:
        if offered.profession not in {mask.badge, mask.claimed}:
            masks.unverify(mask)
    if offered.profession is None:
        return
    fitting = [mask for mask in worn if mask.badge or mask.claimed]
    mask = fitting[0] if fitting else masks.make(keys, person, name)
    if offered.verified_until is not None:
        masks.verify(mask, offered.profession, offered.verified_until)
    elif not mask.badge:
        mask.claimed = offered.profession


def _take_away(colleague: Colleague) -> None:
    second_factor.forget_all(colleague.member_id)
    off_work.let_go(colleague.mask_id)
    realtime.evict(sessions.end_all(colleague.member_id))


def _colleague(keys: Keys, person: Member) -> Colleague:
    mask = _work_mask(keys, person)
    factors = second_factor.number(person.id)
    profession, until = mask.badge or mask.claimed, mask.verified_until if mask.holds_badge else None
    return Colleague(person.id, mask.id, mask.name, person.role, profession, factors, until)


def _work_mask(keys: Keys, person: Member) -> Mask:
    return masks.for_work(masks.of_member(keys, person))


def _tag(keys: Keys, code: str) -> bytes:
    return keys.tag("staff-invitation", normalise(code))
