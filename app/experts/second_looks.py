"""A colleague reads an answer before it is sent, where the drafter asks for it. It is never required otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from app import db
from app.accounts.models import Mask
from app.errors import Invalid, NotAllowed, NotFound
from app.experts import broadcasts, calling, desk_words, queries, shelf
from app.experts.desk_models import SecondLook, Verdict
from app.experts.models import ExpertRoom, Question
from app.ids import new_id
from app.notices.models import NoticeKind
from app.permissions import Actor, Permission, require


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of it, for the drafter. has_changed: the words are others than the colleague read."""

    verdict: Verdict
    reader: Mask | None
    remark: str
    has_changed: bool


def ask(drafter_mask_id: str, question: Question) -> None:
    """Ask any colleague of the room to read what has been written; the caller holds the lease."""
    if not shelf.words(question).strip():
        raise Invalid(_("まだ何も書かれていません。書いてから、見てもらえます。"))
    begin_anew(question)
    db.session().add(SecondLook(id=new_id(), question_id=question.id, mask_id=drafter_mask_id))
    calling.call_colleagues(question.room, drafter_mask_id, NoticeKind.LOOK_ASKED, question)
    broadcasts.desk_changed(question)


def begin_anew(question: Question) -> None:
    """Nobody is asked any more: it was taken back, or somebody else writes now."""
    asked = delete(SecondLook).where(SecondLook.question_id == question.id, SecondLook.verdict == Verdict.ASKED)
    db.session().execute(asked)


def awaited_by(member: Actor, question: Question) -> SecondLook:
    """The look that this member could take; NotFound for the drafter, for their own question, and where none is asked."""
    row = _awaited(question)
    if row is None or row.mask_id in member.masks:
        raise NotFound()
    require(member, Permission.Question.LOOK_OVER, question)
    return row


def say(member: Actor, question: Question, verdict: Verdict, remark: str = "") -> None:
    """The colleague has read it, and approves or remarks."""
    row = awaited_by(member, question)
    fitting = [mask_id for mask_id, badge in member.badges.items() if badge == question.room.profession]
    if not fitting or verdict is Verdict.ASKED:
        raise NotAllowed()
    row.reader_mask_id, row.verdict = fitting[0], verdict
    row.sealed = desk_words.sealed(row.id, remark) if remark else None
    row.words_tag = desk_words.tag(row.id, shelf.words(question))
    calling.call(question.room, row.mask_id, NoticeKind.LOOKED, question)
    broadcasts.desk_changed(question)


def may_look(member: Actor, question: Question) -> bool:
    """Was somebody else's answer put here for this counsellor to read over?"""
    row = _awaited(question)
    return row is not None and row.mask_id not in member.masks


def is_awaited(question: Question) -> bool:
    """Was a colleague asked who has not said anything yet?"""
    return _awaited(question) is not None


def given(member: Actor, question: Question) -> Sequence[Seen]:
    """What colleagues have said of it, the latest first; somebody who writes on themselves is no second one any more."""
    asked = select(SecondLook).options(joinedload(SecondLook.reader)).where(SecondLook.question_id == question.id)
    asked = asked.where(SecondLook.verdict != Verdict.ASKED).order_by(SecondLook.asked_at.desc(), SecondLook.id)
    words = shelf.words(question)
    return [
        Seen(
            row.verdict,
            row.reader,
            desk_words.opened(row.id, row.sealed),
            row.words_tag != desk_words.tag(row.id, words),
        )
        for row in db.session().scalars(asked)
        if row.reader_mask_id not in member.masks
    ]


def waiting_in(member: Actor, room: ExpertRoom) -> Sequence[Question]:
    """Questions of the room whose answer a colleague should read; one's own and what one writes are left out."""
    asked = select(SecondLook.question_id).where(
        SecondLook.verdict == Verdict.ASKED, SecondLook.mask_id.not_in(list(member.masks))
    )
    others = (Question.room_id == room.id, Question.mask_id.not_in(list(member.masks)), Question.id.in_(asked))
    found = db.session().scalars(queries.with_room_and_mask().where(*others).order_by(Question.waiting_since))
    return [queries.opened(question) for question in found if question.is_visible]


def _awaited(question: Question) -> SecondLook | None:
    asked = select(SecondLook).where(SecondLook.question_id == question.id, SecondLook.verdict == Verdict.ASKED)
    return db.session().scalars(asked.limit(1)).first()
