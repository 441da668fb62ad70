"""Passing a question on to a colleague, with a few words that say nothing of who anybody is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from app import clock, db
from app.accounts.models import Mask
from app.contributions import asides
from app.contributions.asking import Piece
from app.errors import Invalid
from app.experts import answering, broadcasts, calling, desk_words, duty, line
from app.experts.desk_models import HandOver, SecondLook
from app.experts.models import Question
from app.ids import new_id
from app.notices.models import NoticeKind
from app.permissions import Actor

KEPT = timedelta(days=28)
# So long a named colleague may take it before others.
FIRST_FOR = timedelta(minutes=30)


class Identifying(Invalid):
    """The note says who somebody is; `pieces` shows where."""

    code = "identifying"

    def __init__(self, pieces: list[Piece]) -> None:
        super().__init__(
            _("だれのことかわかってしまうところがあります。印のついたところを言いかえると、引き継げます。")
        )
        self.pieces = pieces


@dataclass(frozen=True, slots=True)
class Note:
    """What was passed on before, opened for counsellors of the room."""

    mask: Mask
    words: str
    made_at: datetime


def hand_over(member: Actor, question: Question, note: str, to: str = "") -> None:
    """Pass on what one has in hand: to a colleague on duty by name, or to whoever comes next. Raises NotInHand, Identifying."""
    answering.renew(member, question)
    mask_id = answering.counselling_mask(member, question)
    refuse_identifying(note)
    if to and to not in {mask.id for mask in receivers(member, question)}:
        raise Invalid(_("その相談員は、いまはここにいないようです。ほかの人か「つぎに来た人」を選んでください。"))
    row = HandOver(id=new_id(), question_id=question.id, mask_id=mask_id, to_mask_id=to or None)
    row.sealed = desk_words.sealed(row.id, note)
    db.session().add(row)
    question.let_go()
    if to:
        question.keep_for(to, clock.now() + FIRST_FOR)
        calling.call(question.room, to, NoticeKind.HANDED_OVER, question)
    broadcasts.desk_changed(question)


def receivers(member: Actor, question: Question) -> Sequence[Mask]:
    """Colleagues who are there, take such topics and have not taken enough yet."""
    there = [mask for mask in duty.on_duty(question.room) if mask.id not in member.masks]
    fitting = [mask for mask in there if line.takes(question.room, mask.id, question.topic)]
    return [mask for mask in fitting if mask.id != question.mask_id]


def notes(question: Question) -> Sequence[Note]:
    """What was passed on so far, the latest first."""
    asked = select(HandOver).options(joinedload(HandOver.mask)).where(HandOver.question_id == question.id)
    rows = db.session().scalars(asked.order_by(HandOver.made_at.desc(), HandOver.id)).all()
    return [Note(row.mask, desk_words.opened(row.id, row.sealed), row.made_at) for row in rows]


def refuse_identifying(words: str) -> None:
    """Raises Identifying where words between colleagues point at somebody."""
    if pieces := asides.pieces_identifying(words):
        raise Identifying(pieces)


def forget_old() -> int:
    """What nobody has answered for four weeks is passed on without old words; returns how many there were."""
    past = clock.now() - KEPT
    db.session().execute(delete(SecondLook).where(SecondLook.asked_at <= past))
    return len(db.session().execute(delete(HandOver).where(HandOver.made_at <= past).returning(HandOver.id)).all())
