"""Trying another policy on texts that were written before: the newest first, some at a time, nothing is done to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select

from app import db
from app.contributions import policies, surfaces
from app.contributions.models import Concern, Contribution, State
from app.contributions.queries import visible_to
from app.permissions import VISITOR
from moderation import Channel, Decision, Draft, Policy
from moderation.amending import Amendments, amended
from moderation.comparing import changes
from moderation.finding import Finding

MOST_KINDS = 12


@dataclass(frozen=True, slots=True)
class Past:
    """A text as it will be looked at, outside of any transaction."""

    id: str
    written_at: datetime
    draft: Draft


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What would be different about one text: (situation, action before, care before, action after, care after), and kinds."""

    contribution_id: str
    situations: tuple[tuple[str, str, str, str, str], ...]
    kinds: tuple[str, ...]


def past_texts(before: tuple[datetime, str], limit: int) -> Sequence[Past]:
    """The next texts written before a moment that moderators may see anyway: read by everybody, or waiting for a look once."""
    moment, last = before
    earlier = or_(Contribution.written_at < moment, and_(Contribution.written_at == moment, Contribution.id < last))
    wanted = select(Contribution).where(earlier, Contribution.body != "", Contribution.withdrawn_at.is_(None), _known())
    order = wanted.order_by(Contribution.written_at.desc(), Contribution.id.desc()).limit(limit)
    return [Past(text.id, text.written_at, _draft(text)) for text in db.session().scalars(order)]


def compared(texts: Sequence[Past], given: Amendments) -> Sequence[Otherwise]:
    """Which of these would be decided otherwise than by the policy in force."""
    now, then = policies.in_force(), amended(given)
    return [found for text in texts if (found := _compared(text, now, then))]


def _compared(text: Past, now: Policy, then: Policy) -> Otherwise | None:
    different = list(changes(text.draft, now, then))
    if not different:
        return None
    situations = tuple((one.situation, *_words(one.before), *_words(one.after)) for one in different)
    seen: set[Finding] = {finding for one in different for side in (one.before, one.after) for finding in side.findings}
    return Otherwise(text.id, situations, tuple(sorted({finding.kind for finding in seen}))[:MOST_KINDS])


def _words(decision: Decision) -> tuple[str, str]:
    return decision.action.name.lower(), decision.care.name.lower()


def _draft(text: Contribution) -> Draft:
    return Draft(text.body, title=text.title, channel=Channel(surfaces.of(text).channel))


def _known() -> ColumnElement[bool]:
    raised = exists().where(Concern.contribution_id == Contribution.id)
    return visible_to(VISITOR) | (raised & (Contribution.state != State.REFUSED))
