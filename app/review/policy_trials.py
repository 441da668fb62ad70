"""Trying a draft on past texts, a few at a time: done by errands, so that it goes on after a restart."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy import delete, func, select
from sqlalchemy.orm import joinedload

from app import clock, db, errands
from app.contributions import amending, explaining, trying
from app.contributions.amending import Amendments
from app.contributions.models import Contribution
from app.contributions.trying import Otherwise, Past
from app.errands import services as errand_services
from app.errors import Invalid, NotFound
from app.ids import new_id
from app.permissions import Actor, Permission, allows, require
from app.review import policy_drafts, policy_wording
from app.review.policy_models import PolicyChange, PolicyDraft, PolicyTrial, TrialState

ERRAND = "policy-trial"
AT_ONCE = 20
LENGTHS = (100, 300, 1000, 3000)
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """One change as a page shows it; text is None for whom it is not to be read."""

    contribution: Contribution
    situations: Sequence[tuple[str, str, str, str, str]]
    kinds: Sequence[str]
    text: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """What is looked at next: of which trial, how far it was, what it tries, and the texts."""

    trial_id: str
    looked: int
    given: Amendments
    texts: Sequence[Past]


def register(app: Flask) -> None:
    """Whoever does errands can try a draft."""
    errands.know(app, ERRAND, go_on)


def begin(lead: Actor, draft_id: str, wanted: int) -> PolicyTrial:
    """Try the draft as it is now on the latest texts; what an earlier trial found is forgotten."""
    draft = policy_drafts.to_change(lead, draft_id)
    if wanted not in LENGTHS:
        raise Invalid(policy_wording.why_not("length"))
    db.session().execute(delete(PolicyTrial).where(PolicyTrial.draft_id == draft.id))
    made = PolicyTrial(id=new_id(), draft_id=draft.id, draft_version=draft.version, wanted=wanted, looked=0, next_id="")
    made.against, made.state = policy_drafts.position(), TrialState.RUNNING
    made.begun_at = made.next_at = clock.now()
    db.session().add(made)
    db.session().flush()
    errand_services.leave(ERRAND, made.id)
    return made


def of_draft(member: Actor, draft: PolicyDraft) -> PolicyTrial | None:
    """Its latest trial."""
    require(member, Permission.Policy.READ)
    return db.session().scalar(select(PolicyTrial).where(PolicyTrial.draft_id == draft.id))


def trial_for(member: Actor, trial_id: str) -> PolicyTrial:
    """One trial; NotFound where it has gone."""
    require(member, Permission.Policy.READ)
    found = db.session().get(PolicyTrial, trial_id)
    if found is None:
        raise NotFound()
    return found


def stands_for(trial: PolicyTrial | None, draft: PolicyDraft) -> bool:
    """Was exactly this draft tried, to the end, against what is in force now?"""
    return (
        trial is not None
        and trial.state is TrialState.DONE
        and trial.draft_version == draft.version
        and trial.against == policy_drafts.position()
    )


def found_in(trial: PolicyTrial) -> int:
    """How many texts would be decided otherwise, as far as it got."""
    counted = select(func.count()).select_from(PolicyChange).where(PolicyChange.trial_id == trial.id)
    return db.session().scalar(counted) or 0


def sums(trial: PolicyTrial) -> Sequence[tuple[tuple[str, ...], int]]:
    """How many of them change in which situation from what to what, the most frequent first."""
    told = db.session().scalars(select(PolicyChange.situations).where(PolicyChange.trial_id == trial.id))
    return Counter(tuple(each) for situations in told for each in json.loads(situations)).most_common()


def changes(member: Actor, trial: PolicyTrial) -> Sequence[Shown]:
    """The latest of them. Whoever may not rule sees what would change, and no word of whom."""
    rows = (
        select(PolicyChange, Contribution)
        .join(Contribution, Contribution.id == PolicyChange.contribution_id)
        .options(joinedload(Contribution.mask))
        .where(PolicyChange.trial_id == trial.id, Contribution.withdrawn_at.is_(None))
        .order_by(Contribution.written_at.desc(), Contribution.id)
        .limit(SHOWN)
    )
    may_read = allows(member, Permission.Review.RULE)
    return [_shown(change, text, may_read=may_read) for change, text in db.session().execute(rows)]


def go_on(trial_id: str) -> datetime | None:
    """Look at the next few texts; when to go on, or None when it is over. Called again for the same few it changes nothing."""
    database = current_app.extensions["tomoshibi_db"]
    with database.reading():
        step = _next_step(trial_id)
    if step is None:
        return None
    with database.reading():
        found = trying.compared(step.texts, step.given)
    with database.writing():
        is_over = _keep(step, found)
    return None if is_over else clock.now()


def _next_step(trial_id: str) -> Step | None:
    trial = db.session().get(PolicyTrial, trial_id)
    draft = db.session().get(PolicyDraft, trial.draft_id) if trial else None
    if trial is None or draft is None or trial.state is not TrialState.RUNNING:
        return None
    left = min(AT_ONCE, trial.wanted - trial.looked)
    texts = trying.past_texts((trial.next_at, trial.next_id), left) if left > 0 else []
    return Step(trial.id, trial.looked, amending.read(draft.amendments), texts)


def _keep(step: Step, found: Sequence[Otherwise]) -> bool:
    """Write down what was found, once; says whether that was all."""
    trial = db.session().scalar(select(PolicyTrial).where(PolicyTrial.id == step.trial_id).with_for_update())
    draft = db.session().get(PolicyDraft, trial.draft_id) if trial else None
    if trial is None or draft is None or trial.state is not TrialState.RUNNING:
        return True
    if trial.looked != step.looked:
        return False  # somebody else was quicker with these few
    if (draft.version, policy_drafts.position()) != (trial.draft_version, trial.against):
        trial.state = TrialState.OVERTAKEN
        return True
    _note(trial, found)
    trial.looked += len(step.texts)
    if step.texts:
        trial.next_at, trial.next_id = step.texts[-1].written_at, step.texts[-1].id
    if len(step.texts) < AT_ONCE or trial.looked >= trial.wanted:
        trial.state = TrialState.DONE
    return trial.state is TrialState.DONE


def _note(trial: PolicyTrial, found: Sequence[Otherwise]) -> None:
    there = set(
        db.session().scalars(select(Contribution.id).where(Contribution.id.in_([one.contribution_id for one in found])))
    )
    for one in found:
        if one.contribution_id in there:
            row = PolicyChange(trial_id=trial.id, contribution_id=one.contribution_id)
            row.situations, row.kinds = json.dumps(one.situations), ",".join(one.kinds)
            db.session().add(row)


def _shown(change: PolicyChange, text: Contribution, *, may_read: bool) -> Shown:
    masked = explaining.masked(text) if may_read else None
    situations = [tuple(each) for each in json.loads(change.situations)]
    kinds = [kind for kind in change.kinds.split(",") if kind]
    return Shown(text, situations, kinds, masked.text if masked else None)
