"""The one door. Everything members write for others enters here, is looked at by moderation, and leaves here too."""

from dataclasses import dataclass, replace
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from app import clock, db
from app.contributions import concerns, hearing, queries, screening, sealing, sight, surfaces, versions
from app.contributions.models import Concern, Contribution, Revision, State
from app.contributions.screening import Screened
from app.contributions.versions import NO_WORDS, Words, words_of
from app.errors import Invalid, NotAllowed, SecondFactorFirst
from app.ids import new_id
from app.markup import to_html
from app.notices.models import NoticeKind
from app.notices.services import Said, forget_about, tell
from app.permissions import Actor, Permission, require
from moderation import Action, Care, Decision, Draft


class Attempt(StrEnum):
    """Is this the first try, or has the author read our question and chosen the masked form, or to send it as it is?"""

    FIRST = "first"
    MASKED = "masked"
    INSISTING = "insisting"


class Receipt(StrEnum):
    """What became of a text."""

    POSTED = "posted"
    HELD = "held"
    ASKED = "asked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Submission:
    """The answer to the author.

    contribution: the row, or None when nothing was kept because the author is asked first.
    decision: moderation's verdict; None when screening failed or the text had already arrived before.
    words: what was screened, for the question to the author (after masking, the masked words).
    plea: what the place itself asks the author once, where moderation has nothing to ask.
    """

    contribution: Contribution | None
    receipt: Receipt
    decision: Decision | None = None
    words: Words = NO_WORDS
    plea: LazyString | None = None

    @property
    def is_danger(self) -> bool:
        """Does it say so plainly that a life may be in danger that a person should know at once?"""
        return self.decision is not None and any(concerns.is_plain_danger(found) for found in self.decision.findings)

    @property
    def care_topic(self) -> str | None:
        """Which care card to show to the author alone."""
        if self.decision is None or self.decision.care is Care.NONE or self.decision.topic is None:
            return None
        return self.decision.topic.value


def submit(member: Actor, contribution: Contribution, attempt: Attempt = Attempt.FIRST) -> Submission:
    """Let a new contribution in: published, held for a person, refused, or the author is asked first.

    The same nonce under the same mask again answers with the contribution that already stands.
    """
    _refuse_resting(member, contribution)
    known = queries.by_nonce(contribution.mask_id, contribution.nonce)
    if known is not None:
        return _resent(known, contribution)
    screening.refuse_own_secrets(member, contribution.title or "", contribution.body)
    screened = _screen(member, contribution, attempt)
    receipt = _receipt(screened.action)
    is_unasked = receipt is Receipt.POSTED and attempt is Attempt.FIRST
    plea = surfaces.plea_about(contribution) if is_unasked else None
    if receipt is Receipt.ASKED or plea is not None:
        return Submission(None, Receipt.ASKED, screened.decision, words_of(contribution), plea)
    return _keep(contribution, receipt, screened)


def revise(member: Actor, contribution: Contribution, words: Words, attempt: Attempt = Attempt.FIRST) -> Submission:
    """Change the words of one's own contribution; the new words pass the same door."""
    require(member, Permission.Contribution.REVISE, contribution)
    _refuse_resting(member, contribution)
    screening.refuse_own_secrets(member, words.title, words.body)
    before, was_returned = words_of(contribution), contribution.is_returned
    with db.session().no_autoflush:  # of a sealed text nothing is written down before it is sealed again
        contribution.title, contribution.body = words.title, words.body
        screened = _screen(member, contribution, attempt)
        receipt = _receipt(screened.action)
        if receipt in {Receipt.ASKED, Receipt.REFUSED}:
            asked = words_of(contribution)
            contribution.title, contribution.body = before.title, before.body
            return Submission(None, receipt, screened.decision, asked)
    versions.keep(contribution, before)
    _rewrite(contribution, receipt, screened)
    if was_returned:
        _come_back(contribution, before, screened)
        receipt = _receipt_of(contribution)
    return Submission(contribution, receipt, screened.decision)


def withdraw(member: Actor, contribution: Contribution) -> None:
    """Take one's own words back: body, title, earlier versions and concerns are deleted; answers of others stay."""
    require(member, Permission.Contribution.WITHDRAW, contribution)
    was_visible = contribution.is_visible
    contribution.title = contribution.body = contribution.html = contribution.warning = ""
    contribution.sealed = None
    # That it was withdrawn, not when: everything one member takes back at one moment would be tied together.
    contribution.state, contribution.withdrawn_at = State.REMOVED, contribution.written_at
    for kept in (Revision, Concern):
        db.session().execute(delete(kept).where(kept.contribution_id == contribution.id))
    hearing.answer_gone([contribution.id])
    forget_about(contribution)
    surfaces.take_back(contribution)
    if was_visible:
        sight.vanish(contribution)


def publish(contribution: Contribution) -> None:
    """A person has looked and found it fit to be read (also: a removal was overturned)."""
    if contribution.is_visible or contribution.is_withdrawn:
        return
    contribution.state, contribution.is_returned = State.VISIBLE, False
    sight.appear(contribution)


def publish_masked(contribution: Contribution) -> None:
    """Publish with identifying parts replaced; the original stays in the revisions for an appeal."""
    masked = Words(*concerns.masked_words(contribution))
    if masked != words_of(contribution):
        versions.replace(contribution, masked)
    if contribution.is_visible:
        sight.change(contribution)
    else:
        publish(contribution)


def give_back(contribution: Contribution) -> None:
    """Ask the author for other words: until these are there nobody reads it, and nobody has to decide about it."""
    hold(contribution)
    contribution.is_returned = True


def remove(contribution: Contribution) -> None:
    """A person has decided that nobody should read this; its author may appeal, so the body stays."""
    was_visible = contribution.is_visible
    contribution.state, contribution.is_returned = State.REMOVED, False
    if was_visible:
        sight.vanish(contribution)


def hold(contribution: Contribution) -> None:
    """Take a visible contribution out of sight until a person has looked."""
    was_visible = contribution.is_visible
    contribution.state = State.HELD
    if was_visible:
        sight.vanish(contribution)


def _refuse_resting(member: Actor, contribution: Contribution) -> None:
    """Nothing is said in a pause, under a name that a ruling closed, or under a badge before the second factor: readers trust it."""
    if member.is_paused:
        raise NotAllowed(_("いまは書くのをお休みしています。お知らせに理由があります。"))
    if contribution.mask_id in member.silenced:
        raise NotAllowed(
            _("この名前では、もう書けません。お知らせに理由があります。ほかの名前は、いつもどおり使えます。")
        )
    if contribution.mask_id in member.resting:
        raise SecondFactorFirst(_("職種のしるしのある名前で書くには、もう一つの確認をしてから進めます。"))


def _resent(known: Contribution, contribution: Contribution) -> Submission:
    """The answer of the first time. The same mark at another place is no resending, and must not swallow what it says."""
    if type(known) is not type(contribution) or known.place_id != contribution.place_id:
        raise Invalid(_("送るたびに新しい印（nonce）が必要です。"))
    return Submission(known, _receipt_of(known))


def _screen(member: Actor, contribution: Contribution, attempt: Attempt) -> Screened:
    channel = surfaces.of(contribution).channel
    if attempt is Attempt.MASKED:
        first = screening.look_at(screening.draft_of(member, contribution, channel))
        _put_masked(contribution, first)
    draft = screening.draft_of(member, contribution, channel)
    return screening.look_at(replace(draft, nudged=attempt is Attempt.INSISTING))


def _put_masked(contribution: Contribution, screened: Screened) -> None:
    """Use the words moderation offered; a title is one line, so the first line break parts it from the body."""
    if screened.decision is None:
        return
    masked = screened.decision.masked
    if contribution.title:
        contribution.title, _, contribution.body = masked.partition("\n")
    else:
        contribution.body = masked


def _keep(contribution: Contribution, receipt: Receipt, screened: Screened) -> Submission:
    contribution.id = contribution.id or new_id()
    contribution.html = to_html(contribution.body)
    contribution.state = _state_for(receipt)
    if receipt is Receipt.REFUSED:
        contribution.title = contribution.body = contribution.html = ""
    sealing.seal_if_meant(contribution)
    if not _insert(contribution):
        known = queries.by_nonce(contribution.mask_id, contribution.nonce)
        return _resent(known, contribution) if known else Submission(None, Receipt.ASKED)
    _follow_up(contribution, receipt, screened)
    if contribution.is_visible:
        sight.appear(contribution)
    return Submission(contribution, receipt, screened.decision)


def _insert(contribution: Contribution) -> bool:
    """False when another process has kept the same nonce a moment earlier."""
    try:
        with db.session().begin_nested():
            db.session().add(contribution)
    except IntegrityError:
        return False
    return True


def _rewrite(contribution: Contribution, receipt: Receipt, screened: Screened) -> None:
    was_visible = contribution.is_visible
    contribution.html = to_html(contribution.body)
    sealing.seal_if_meant(contribution)
    contribution.version += 1
    contribution.revised_at = clock.now()
    # A text that a person is already looking at, or has removed, does not free itself by an edit.
    if was_visible:
        contribution.state = _state_for(receipt)
    _follow_up(contribution, receipt, screened)
    if was_visible:
        (sight.change if contribution.is_visible else sight.vanish)(contribution)


def _come_back(contribution: Contribution, before: Words, screened: Screened) -> None:
    """What moderation saw before and does not see any more is mended; for anything else only a person can say so."""
    contribution.is_returned = False
    seen_before = screening.look_at(Draft(title=before.title, body=before.body)).action
    if screened.action is Action.ALLOW < seen_before:
        publish(contribution)
        tell(contribution.mask_id, NoticeKind.RELEASED, contribution)
    else:
        concerns.look_again(contribution, concerns.CHANGED)


def _follow_up(contribution: Contribution, receipt: Receipt, screened: Screened) -> None:
    concerns.raise_from(contribution, screened)
    if receipt is Receipt.HELD:
        tell(contribution.mask_id, NoticeKind.HELD, contribution, Said(topic=concerns.reason_of(screened)))
    if (
        screened.decision is not None
        and screened.decision.care is not Care.NONE
        and screened.decision.topic is not None
    ):
        tell(contribution.mask_id, NoticeKind.CARE, contribution, Said(topic=screened.decision.topic.value))


def _receipt(action: Action) -> Receipt:
    return {
        Action.ALLOW: Receipt.POSTED,
        Action.NUDGE: Receipt.ASKED,
        Action.MASK: Receipt.ASKED,
        Action.HOLD: Receipt.HELD,
        Action.REFUSE: Receipt.REFUSED,
    }[action]


def _state_for(receipt: Receipt) -> State:
    return {Receipt.POSTED: State.VISIBLE, Receipt.HELD: State.HELD, Receipt.REFUSED: State.REFUSED}[receipt]


def _receipt_of(contribution: Contribution) -> Receipt:
    if contribution.state == State.REFUSED:
        return Receipt.REFUSED
    return Receipt.POSTED if contribution.is_visible else Receipt.HELD
