"""Ask moderation about a text, and let a person look whenever it cannot answer."""

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from flask_babel import gettext as _
from sqlalchemy import select

import moderation
from app import db, gauges, links
from app.accounts import current, duty, own_secrets
from app.contributions import policies, second_opinion
from app.contributions.models import Contribution, State
from app.errors import Invalid
from app.permissions import Actor, Role
from moderation import Action, Channel, Decision, Draft, Standing, screen

log = logging.getLogger(__name__)

EARLIER = 10
FAILED = "screening.failed"
# While nobody is on duty, a newcomer's first words and whatever leads out of this place wait for a glance.
GLANCE, LINK = "night.first", "night.link"
FIRST_WORDS = 3
# Where everybody reads at once; a question goes to counsellors, who read it before anybody else does.
READ_AT_ONCE = frozenset({Channel.CHAT, Channel.POST})


@dataclass(frozen=True, slots=True)
class Screened:
    """A decision, or None when moderation failed: then the text is held and a person decides.

    glance: there is nothing in it, but while nobody is on duty a person looks before others read it, for this reason.
    """

    decision: Decision | None
    glance: str = ""

    @property
    def action(self) -> Action:
        """What to do; a failed or incomplete screening is a hold, never a free pass."""
        if self.decision is None:
            return Action.HOLD
        if self.decision.degraded:
            return max(self.decision.action, Action.HOLD)
        if self.glance and self.decision.action is Action.ALLOW:
            return Action.HOLD
        return self.decision.action


def look_at(draft: Draft) -> Screened:
    """Screen one draft. Any exception, whatever its kind, becomes a hold."""
    try:
        with gauges.SCREENING.time():
            return Screened(screen(draft, policies.in_force()), _glance_at(draft))
    except Exception as error:  # noqa: BLE001 - promise 3: every failure ends with a person
        # The draft is not logged: it may be the most private thing somebody ever wrote.
        log.error("screening failed: %s", type(error).__name__)
        gauges.SCREENING_FAILED.inc()
        return Screened(None)


def draft_of(member: Actor, contribution: Contribution, channel: str) -> Draft:
    """What moderation may know about a contribution and its author."""
    return Draft(
        body=contribution.body,
        title=contribution.title,
        channel=Channel(channel),
        standing=_standing(member),
        earlier=tuple(_earlier(member, contribution)),
        night=duty.is_tight(),
    )


def refuse_own_secrets(member: Actor, title: str, body: str) -> None:
    """Whoever pastes the passphrase or a recovery code by mistake is told at once; raises Invalid, nothing is kept."""
    if member.member_id and own_secrets.are_in(current.keys(), member.member_id, f"{title}\n{body}"):
        raise Invalid(
            _("合いことばか、予備のことばが入っているようです。ここには書かずに、手もとだけに置いてください。")
        )


def holds_own_secret(text: str) -> bool:
    """Does a text beside a contribution (a report's note, a warning) give away a secret of whoever is writing it?"""
    member_id = current.member().member_id
    return bool(text and member_id and own_secrets.are_in(current.keys(), member_id, text))


def status(checkpoint: str = "") -> dict[str, str]:
    """Which parts of moderation are at work, in words for operators; `checkpoint` is the setting for detoxify."""
    parts = {name: str(state) for name, state in asdict(moderation.status()).items()}
    return parts | {"policy": policies.status(), "second_opinion": second_opinion.state(checkpoint)}


def name_is_fine(name: str) -> bool:
    """May a mask go by this name? Names are screened like any text; doubt means no, because another is easily found."""
    return look_at(Draft(body=name, channel=Channel.NAME, standing=Standing.NEWCOMER)).action is Action.ALLOW


def label_is_fine(label: str) -> bool:
    """May this stand over a text, where it can neither be masked nor wait? Doubt means no, and other words are asked for."""
    return look_at(Draft(body=label, channel=Channel.TOPIC, standing=Standing.NEWCOMER)).action is Action.ALLOW


def _glance_at(draft: Draft) -> str:
    if not draft.night or draft.channel not in READ_AT_ONCE or draft.standing is Standing.STAFF:
        return ""
    if links.ADDRESS.search(draft.text):
        return LINK
    is_new = draft.standing is Standing.NEWCOMER and len(draft.earlier) < FIRST_WORDS
    return GLANCE if is_new else ""


def _standing(member: Actor) -> Standing:
    return Standing(member.standing.value) if member.role is Role.MEMBER else Standing.STAFF


def _earlier(member: Actor, contribution: Contribution) -> Sequence[str]:
    recent = (
        select(Contribution.body)
        .where(
            # Under every name: a flood does not become less by changing masks.
            Contribution.mask_id.in_({contribution.mask_id, *member.masks}),
            Contribution.state == State.VISIBLE,
            Contribution.id != contribution.id,
        )
        .order_by(Contribution.written_at.desc())
        .limit(EARLIER)
    )
    with db.session().no_autoflush:
        return db.session().scalars(recent).all()
