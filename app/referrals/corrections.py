"""A lead puts a line right: recorded for good, checked like the file, and possible to take back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from app import chain, clock, db
from app.errors import Invalid, NotFound
from app.ids import new_id
from app.permissions import Actor, Permission, require
from app.referrals import checks, faults, layering, listing
from app.referrals import facts as correctable
from app.referrals.facts import Facts
from app.referrals.lines import Line, digits
from app.referrals.models import LineCorrection


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a lead typed. on_top_of: the correction whose page was in front of them; is_certain: the number was read twice."""

    facts: Facts
    why: str
    on_top_of: str = ""
    is_certain: bool = False


def correct(member: Actor, line: Line, proposal: Proposal) -> LineCorrection:
    """Record new facts about a line; raises Invalid with a sentence per field when they cannot be shown to anybody."""
    require(member, Permission.Line.CORRECT, line)
    before = facts_of(line.id)
    if proposal.on_top_of != (last_id(line.id) or ""):
        raise Invalid(str(faults.MEANWHILE))
    after = {**proposal.facts, "checked": clock.today().isoformat()}
    if not correctable.differing(before, after):
        raise Invalid(str(faults.NOTHING_NEW))
    _refuse_unfit(line.id, after)
    if not proposal.is_certain and _is_one_slip_away(before, after):
        raise Invalid(str(faults.ONE_SLIP), fields={"number": str(faults.ONE_SLIP)})
    return _recorded(LineCorrection(line_id=line.id, mask_id=member.work_mask, why=proposal.why), before, after)


def undo(member: Actor, correction: LineCorrection) -> LineCorrection:
    """Take the newest correction of a line back: what stood before it stands again, and the record says so."""
    require(member, Permission.Line.CORRECT, correction)
    if correction.id != last_id(correction.line_id):
        raise Invalid(str(faults.MEANWHILE))
    before, after = json.loads(correction.after), json.loads(correction.before)
    _refuse_unfit(correction.line_id, after)
    taken_back = LineCorrection(line_id=correction.line_id, mask_id=member.work_mask, why="", undoes=correction.id)
    return _recorded(taken_back, before, after)


def newest() -> dict[str, Facts]:
    """The facts of every line that was ever corrected, as they are now."""
    last = select(func.max(LineCorrection.position)).group_by(LineCorrection.line_id)
    rows = db.session().scalars(select(LineCorrection).where(LineCorrection.position.in_(last)))
    return {row.line_id: json.loads(row.after) for row in rows}


def facts_of(line_id: str) -> Facts:
    """What is shown about a line before anything is changed: the last correction, unless a release knew better since."""
    entry = listing.entries()[line_id]
    kept = newest().get(line_id)
    return kept if kept and correctable.is_newer(kept, entry) else correctable.of_entry(entry)


def history(line_id: str) -> list[LineCorrection]:
    """Everything that was put right about a line, the newest first."""
    rows = select(LineCorrection).where(LineCorrection.line_id == line_id).order_by(LineCorrection.position.desc())
    return list(db.session().scalars(rows))


def last_id(line_id: str) -> str | None:
    """The newest correction of a line."""
    return next((row.id for row in history(line_id)), None)


def correction_of(line_id: str, correction_id: str) -> LineCorrection:
    """One correction of this line; NotFound when there is none."""
    found = db.session().get(LineCorrection, correction_id)
    if found is None or found.line_id != line_id:
        raise NotFound()
    return found


def _refuse_unfit(line_id: str, after: Facts) -> None:
    others: Mapping[str, Facts] = {name: each for name, each in newest().items() if name != line_id}
    fitting = {name: each for name, each in others.items() if name not in layering.layer(others).left_out}
    if wrong := layering.faults({**fitting, line_id: after}):
        told = faults.by_field(wrong)
        raise Invalid(next(iter(told.values())), fields=told)


def _is_one_slip_away(before: Facts, after: Facts) -> bool:
    old, new = (digits(each["number"] or "") for each in (before, after))
    return min(len(old), len(new)) >= checks.LONG and checks.is_near_miss(old, new)


def _recorded(correction: LineCorrection, before: Facts, after: Facts) -> LineCorrection:
    correction.id, correction.made_at = new_id(), clock.now()
    correction.before, correction.after = (
        json.dumps(each, ensure_ascii=False, sort_keys=True) for each in (before, after)
    )
    chain.append(correction)
    return correction
