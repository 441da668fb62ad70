"""Letting a draft come into force with a second person, and taking the last version back in one step. All of it is recorded."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from app import chain, clock, db
from app.contributions import amending, policies
from app.contributions.policy_models import PolicyAct, PolicyVersion
from app.errors import Invalid, NotFound
from app.ids import new_id
from app.permissions import Actor, Permission, require
from app.review import policy_drafts, policy_trials
from app.review.policy_models import PolicyDraft

SHOWN = 20


class NotYet(Invalid):
    """It was changed, or tried on something else, or is by the same person."""

    code = "not_yet"


def approve(second: Actor, draft_id: str, version: int) -> PolicyVersion:
    """Let it come into force as it was seen. Raises NotYet for its author, and for a draft that was not tried as it is."""
    require(second, Permission.Policy.APPROVE)
    draft = _locked(draft_id)
    if policy_drafts.hands(draft) & {*second.masks, second.work_mask}:
        raise NotYet(_("書いた本人は同意できません。もうひとりの人が決めます。"))
    _refuse_unless_tried(second, draft, version)
    last = policies.latest()
    made = PolicyVersion(
        id=new_id(), act=PolicyAct.APPROVED, amendments=draft.amendments, because=draft.because, author=draft.author
    )
    made.origin = expected = (last.position if last else 0) + 1
    made.before, made.second, made.made_at = last.origin if last else 0, second.work_mask, clock.now()
    policy_drafts.forget(draft)
    _put_in_force(made, expected)
    return made


def undo(lead: Actor, position: int) -> PolicyVersion:
    """What was in force before comes back; `position` is the version one saw. Raises NotYet where it is not the last any more."""
    require(lead, Permission.Policy.CHANGE)
    last = policies.latest()
    if last is None or last.position != position or last.origin == 0:
        raise NotYet(_("そのあとに方針が変わったか、戻すものがありません。もう一度見てください。"))
    origin = _at(last.origin)
    earlier = _at(origin.before) if origin is not None else None
    made = PolicyVersion(
        id=new_id(), act=PolicyAct.UNDONE, origin=earlier.position if earlier else 0, before=0, second="", because=""
    )
    made.before = earlier.before if earlier else 0
    made.amendments = amending.of_version(earlier).written()
    made.author, made.made_at = lead.work_mask, clock.now()
    _put_in_force(made, last.position + 1)
    return made


def versions(member: Actor) -> Sequence[PolicyVersion]:
    """The latest rows of the record, newest first."""
    require(member, Permission.Policy.READ)
    return db.session().scalars(select(PolicyVersion).order_by(PolicyVersion.position.desc()).limit(SHOWN)).all()


def _refuse_unless_tried(second: Actor, draft: PolicyDraft, version: int) -> None:
    if draft.version != version:
        raise NotYet(_("見ているあいだに、下書きが変わりました。もう一度見てから決めてください。"))
    if not draft.because.strip():
        raise NotYet(_("理由がまだ書かれていません。書いた人にたずねてください。"))
    if not policy_drafts.is_upheld(draft):
        raise NotYet(_("いまの方針と同じです。変わるところがありません。"))
    if not policy_trials.stands_for(policy_trials.of_draft(second, draft), draft):
        raise NotYet(_("この下書きのままでは、まだためしていません。最後までためしてから決めます。"))


def _locked(draft_id: str) -> PolicyDraft:
    wanted = select(PolicyDraft).where(PolicyDraft.id == draft_id)
    found = db.session().scalar(wanted.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise NotFound()
    return found


def _at(position: int) -> PolicyVersion | None:
    return db.session().scalar(select(PolicyVersion).where(PolicyVersion.position == position))


def _put_in_force(made: PolicyVersion, expected: int) -> None:
    chain.append(made)
    if made.position != expected:
        raise NotYet(_("ちょうどいま、ほかの人が方針を変えました。もう一度見てから決めてください。"))
    policies.live_after_commit()
