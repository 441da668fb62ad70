"""Words beside a contribution that its readers never see: a report's note, a moderator's letter, why an author asks again.

They go through no door, because nobody publishes them; and still they must not say more about somebody than is needed.
"""

import logging
from itertools import pairwise

from flask_babel import gettext as _

import moderation
from app.contributions import screening
from app.contributions.asking import Piece
from app.contributions.screening import Screened
from app.contributions.services import Attempt, Receipt, Submission
from app.contributions.versions import Words
from app.errors import Invalid
from app.notices.models import NoticeKind
from app.notices.services import Said, tell
from app.permissions import Actor
from moderation import Care, Category, Draft, identifying, plainly_identifying

log = logging.getLogger(__name__)


def question_about(text: str, attempt: Attempt) -> Submission | None:
    """What to ask the author first, when the words say more about somebody than is needed; None when there is nothing to ask."""
    screened = screening.look_at(Draft(body=text))
    if attempt is not Attempt.FIRST or not _identifies(screened):
        return None
    return Submission(None, Receipt.ASKED, screened.decision, Words("", text))


def as_chosen(text: str, attempt: Attempt) -> str:
    """The words as their author wants them kept: masked where they chose that."""
    screened = screening.look_at(Draft(body=text))
    return screened.decision.masked if attempt is Attempt.MASKED and screened.decision else text


def care_for(member: Actor, text: str) -> None:
    """Whoever tells of danger may be in it."""
    decision = screening.look_at(Draft(body=text)).decision
    if decision is not None and decision.care is not Care.NONE and decision.topic is not None:
        tell(member.mask_id, NoticeKind.CARE, None, Said(topic=decision.topic.value))


def refuse_identifying(text: str) -> None:
    """Staff write into a record that cannot be changed: raises Invalid where words point at somebody, or where nobody can say.

    What is only supposed does not count: here nobody could insist.
    """
    if not text:
        return
    decision = screening.look_at(Draft(body=text)).decision
    if decision is None:
        raise Invalid(
            _("いまは、ことばの中に手がかりがないか確かめられません。ことばなしで決めるか、少し待ってください。")
        )
    if plainly_identifying(decision):
        raise Invalid(
            _("名前や連絡先のような手がかりが入っているようです。記録は消せないので、伏せてから送ってください。")
        )


def pieces_identifying(text: str) -> list[Piece]:
    """A note between colleagues, cut where it says who somebody is; empty when it says so nowhere.

    Looked at more closely than a talk: not even a first name belongs there. Raises Invalid where nobody can say.
    """
    try:
        spans = identifying(text)
    except Exception as error:  # noqa: BLE001 - promise 3: what nobody can look at is not passed on
        log.error("looking for names failed: %s", type(error).__name__)
        raise Invalid(
            _("いまは、ことばの中に手がかりがないか確かめられません。少し待ってから、もう一度お試しください。")
        ) from None
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    cut = [(text[begin:end], bool(at % 2)) for at, (begin, end) in enumerate(pairwise(edges))]
    return [piece for piece in cut if piece[0]] if spans else []


def is_stand_in(word: str) -> bool:
    """Did the check put this, in brackets, in the place of something?"""
    return moderation.is_stand_in(word)


def _identifies(screened: Screened) -> bool:
    decision = screened.decision
    return decision is not None and any(finding.category is Category.PII for finding in decision.findings)
