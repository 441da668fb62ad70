"""Questions about expert rooms: what was asked, who waits, and what has been answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from app import db
from app.contributions import sealing
from app.contributions.models import Contribution, Revision, State
from app.contributions.queries import visible_to
from app.errors import NotFound
from app.experts.models import Answer, Audience, ExpertRoom, FollowUp, Question
from app.finding.facts import Place
from app.paging import Page
from app.permissions import Actor

ON_A_PAGE = 20
MOST_OWN = 20


class Progress(StrEnum):
    """How far a question has come, for its asker and for counsellors."""

    CHECKED_FIRST = "checked_first"
    SET_APART = "set_apart"
    IN_LINE = "in_line"
    BEING_WRITTEN = "being_written"
    ANSWER_CHECKED = "answer_checked"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Followed:
    """A question and how far it has come."""

    question: Question
    progress: Progress


def rooms() -> Sequence[ExpertRoom]:
    """All expert rooms in their order."""
    return db.session().scalars(select(ExpertRoom).order_by(ExpertRoom.position)).all()


def room_for(_member: Actor, slug: str) -> ExpertRoom:
    """The room of this address; NotFound otherwise. That a room exists is no secret."""
    found = db.session().scalar(select(ExpertRoom).where(ExpertRoom.slug == slug))
    if found is None:
        raise NotFound()
    return found


def question_for(member: Actor, question_id: str) -> Question:
    """A question that this member may read; NotFound otherwise, also for one that is not theirs to know of."""
    found = db.session().scalar(with_room_and_mask().where(Question.id == question_id, visible_to(member)))
    if found is None:
        raise NotFound()
    sealing.open_up(found)
    return found


def opened(question: Question) -> Question:
    """The same question with its words, for a list of those who may read it."""
    sealing.open_up(question)
    return question


def last_answerer(question: Question) -> str | None:
    """The mask under which it was answered last."""
    given = select(Answer.mask_id).where(Answer.question_id == question.id, Answer.state == State.VISIBLE)
    return db.session().scalars(given.order_by(Answer.written_at.desc(), Answer.id).limit(1)).first()


def answer_for(member: Actor, answer_id: str) -> Answer:
    """An answer that this member may read, with its question and room; NotFound otherwise."""
    whole = joinedload(Answer.question).options(joinedload(Question.room), joinedload(Question.mask))
    found = db.session().scalar(
        select(Answer).options(joinedload(Answer.mask), whole).where(Answer.id == answer_id, visible_to(member))
    )
    if found is None:
        raise NotFound()
    sealing.open_up(found.question)
    sealing.open_up(found)
    return found


def said_about(member: Actor, question: Question) -> Sequence[Answer | FollowUp]:
    """Answers and what was asked once more, as far as this member may read them, in the order they were written."""
    return sorted(
        [*_under(member, question, Answer), *_under(member, question, FollowUp)],
        key=lambda said: (said.written_at, said.id),
    )


def follow_ups_used(question: Question) -> int:
    """How often its asker has asked once more; what was taken back counts, what was refused was never there."""
    asked = select(func.count(FollowUp.id)).where(FollowUp.question_id == question.id, FollowUp.state != State.REFUSED)
    return db.session().scalar(asked) or 0


def is_asking_again(question: Question) -> bool:
    """Has its asker asked once more since the last answer?"""
    last = select(func.max(Answer.written_at)).where(Answer.question_id == question.id, Answer.state == State.VISIBLE)
    since = db.session().scalar(last)
    again = select(func.max(FollowUp.written_at)).where(
        FollowUp.question_id == question.id, FollowUp.state == State.VISIBLE
    )
    asked = db.session().scalar(again)
    return asked is not None and (since is None or asked > since)


def answered_in(_member: Actor, room: ExpertRoom, after: str | None = None) -> Page[Question]:
    """Answered questions that everybody may read, latest first, from the one after `after` (an identifier) on."""
    for_all = and_(Question.audience == Audience.EVERYONE, Question.state == State.VISIBLE)
    listed = with_room_and_mask().where(Question.room_id == room.id, Question.answered_at.is_not(None), for_all)
    if after:
        listed = listed.where(_comes_after(room, after))
    found = db.session().scalars(listed.order_by(Question.answered_at.desc(), Question.id.desc()).limit(ON_A_PAGE + 1))
    items = found.all()
    # The cursor is an identifier, because a moment in an address would tell when somebody was awake.
    return Page(items[:ON_A_PAGE], items[ON_A_PAGE - 1].id if len(items) > ON_A_PAGE else None)


def own_in(member: Actor, room: ExpertRoom) -> Sequence[Followed]:
    """What this member has asked here and how far it has come, latest first."""
    mine = with_room_and_mask().where(
        Question.room_id == room.id,
        Question.mask_id.in_(list(member.masks)),
        Question.state.in_([State.VISIBLE, State.HELD]),
    )
    found = db.session().scalars(mine.order_by(Question.written_at.desc()).limit(MOST_OWN))
    return [follow(question) for question in found if sealing.open_up(question)]


def follow(question: Question) -> Followed:
    """How far a question has come."""
    return Followed(question, _progress_of(question))


def has_answer_in_check(question: Question) -> bool:
    """Does an answer wait for a person to look at it?"""
    waiting = select(Answer.id).where(Answer.question_id == question.id, Answer.state == State.HELD)
    return db.session().scalar(waiting.limit(1)) is not None


def has_visible_answer(question: Question) -> bool:
    """Is there an answer that can be read?"""
    given = select(Answer.id).where(Answer.question_id == question.id, Answer.state == State.VISIBLE)
    return db.session().scalar(given.limit(1)) is not None


def texts_under(question: Question) -> Sequence[Answer | FollowUp]:
    """Every answer and everything asked once more, whatever became of it."""
    answers = db.session().scalars(select(Answer).where(Answer.question_id == question.id)).all()
    again = db.session().scalars(select(FollowUp).where(FollowUp.question_id == question.id)).all()
    return [*answers, *again]


def revisions_of(texts: Sequence[Contribution]) -> Sequence[Revision]:
    """What these said before."""
    kept = select(Revision).where(Revision.contribution_id.in_([text.id for text in texts]))
    return db.session().scalars(kept).all()


def visible_answers(question: Contribution) -> Sequence[Answer]:
    """The answers of a question that are visible themselves."""
    given = select(Answer).where(Answer.question_id == question.id, Answer.state == State.VISIBLE)
    return db.session().scalars(given).all()


def places() -> Sequence[Place]:
    """The rooms, for whoever looks for something in them."""
    return [Place(room.id, room.name_ja, room.name_en) for room in rooms()]


def _under(member: Actor, question: Question, kind: type[Answer] | type[FollowUp]) -> list[Answer | FollowUp]:
    said = select(kind).options(joinedload(kind.mask)).where(kind.question_id == question.id, visible_to(member))
    found: list[Answer | FollowUp] = list(db.session().scalars(said))
    for each in found:
        sealing.open_up(each)
    return found


def with_room_and_mask() -> Select[Question]:
    return select(Question).options(joinedload(Question.room), joinedload(Question.mask))


def _progress_of(question: Question) -> Progress:
    if question.state == State.HELD:
        return Progress.CHECKED_FIRST
    if question.set_apart_at is not None:
        return Progress.SET_APART
    if has_answer_in_check(question):
        return Progress.ANSWER_CHECKED
    return progress_in_line(question) if question.waiting_since is not None else Progress.ANSWERED


def progress_in_line(question: Question) -> Progress:
    return Progress.BEING_WRITTEN if question.is_being_written else Progress.IN_LINE


def _comes_after(room: ExpertRoom, cursor: str) -> ColumnElement[bool]:
    """Later in the list than the question `cursor`; everything when that is no answered question of this room."""
    anchor = (
        db.session()
        .execute(select(Question.answered_at, Question.id).where(Question.id == cursor, Question.room_id == room.id))
        .first()
    )
    if anchor is None or anchor.answered_at is None:
        return Question.answered_at.is_not(None)
    return or_(
        Question.answered_at < anchor.answered_at,
        and_(Question.answered_at == anchor.answered_at, Question.id < anchor.id),
    )
