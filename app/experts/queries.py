"""Questions about expert rooms: what was asked, who waits, and what has been answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app import clock, db
from app.contributions.models import Contribution, State
from app.contributions.queries import visible_to
from app.errors import NotFound
from app.experts.models import Answer, Audience, ExpertRoom, Question
from app.finding.facts import Place
from app.paging import Page
from app.permissions import Actor

ON_A_PAGE = 20
MOST_OWN = 20
MOST_WAITING = 50
LATELY = 9
"""How many of the latest answers tell how long one waits; fewer than ENOUGH would speak of single people."""
ENOUGH = 3


class Progress(StrEnum):
    """How far a question has come, for its asker and for counsellors."""

    CHECKED_FIRST = "checked_first"
    IN_LINE = "in_line"
    BEING_WRITTEN = "being_written"
    ANSWER_CHECKED = "answer_checked"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Followed:
    """A question and how far it has come; `place` is its place in line while it waits."""

    question: Question
    progress: Progress
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """How long one waits in a room: `usual` is None while too little is known."""

    is_empty: bool
    usual: timedelta | None


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
    found = db.session().scalar(_with_room_and_mask().where(Question.id == question_id, visible_to(member)))
    if found is None:
        raise NotFound()
    return found


def answers_to(member: Actor, question: Question) -> Sequence[Answer]:
    """The answers this member may read, in the order they were written."""
    given = (
        select(Answer)
        .options(joinedload(Answer.mask))
        .where(Answer.question_id == question.id, visible_to(member))
        .order_by(Answer.written_at, Answer.id)
    )
    return db.session().scalars(given).all()


def answered_in(_member: Actor, room: ExpertRoom, after: str | None = None) -> Page[Question]:
    """Answered questions that everybody may read, latest first, from the one after `after` (an identifier) on."""
    for_all = and_(Question.audience == Audience.EVERYONE, Question.state == State.VISIBLE)
    listed = _with_room_and_mask().where(Question.room_id == room.id, Question.answered_at.is_not(None), for_all)
    if after:
        listed = listed.where(_comes_after(room, after))
    found = db.session().scalars(listed.order_by(Question.answered_at.desc(), Question.id.desc()).limit(ON_A_PAGE + 1))
    items = found.all()
    # The cursor is an identifier, because a moment in an address would tell when somebody was awake.
    return Page(items[:ON_A_PAGE], items[ON_A_PAGE - 1].id if len(items) > ON_A_PAGE else None)


def own_in(member: Actor, room: ExpertRoom) -> Sequence[Followed]:
    """What this member has asked here and how far it has come, latest first."""
    mine = _with_room_and_mask().where(
        Question.room_id == room.id,
        Question.mask_id.in_(list(member.masks)),
        Question.state.in_([State.VISIBLE, State.HELD]),
    )
    found = db.session().scalars(mine.order_by(Question.written_at.desc()).limit(MOST_OWN))
    return [follow(question) for question in found]


def waiting_for(member: Actor, room: ExpertRoom) -> Sequence[Followed]:
    """The open queue for counsellors of the room, oldest first; nobody answers themselves."""
    others = Question.mask_id.not_in(list(member.masks))
    listed = _with_room_and_mask().where(_is_waiting_in(room.id), others)
    found = db.session().scalars(listed.order_by(Question.waiting_since, Question.id).limit(MOST_WAITING))
    return [Followed(question, _progress_in_line(question)) for question in found]


def follow(question: Question) -> Followed:
    """How far a question has come."""
    if question.state == State.HELD:
        return Followed(question, Progress.CHECKED_FIRST)
    if question.answered_at is not None:
        return Followed(question, Progress.ANSWERED)
    if has_answer_in_check(question):
        return Followed(question, Progress.ANSWER_CHECKED)
    progress = _progress_in_line(question)
    return Followed(question, progress, _place_of(question) if progress is Progress.IN_LINE else None)


def has_answer_in_check(question: Question) -> bool:
    """Does an answer wait for a person to look at it?"""
    waiting = select(Answer.id).where(Answer.question_id == question.id, Answer.state == State.HELD)
    return db.session().scalar(waiting.limit(1)) is not None


def has_visible_answer(question: Question) -> bool:
    """Is there an answer that can be read?"""
    given = select(Answer.id).where(Answer.question_id == question.id, Answer.state == State.VISIBLE)
    return db.session().scalar(given.limit(1)) is not None


def visible_answers(question: Contribution) -> Sequence[Answer]:
    """The answers of a question that are visible themselves."""
    given = select(Answer).where(Answer.question_id == question.id, Answer.state == State.VISIBLE)
    return db.session().scalars(given).all()


def places() -> Sequence[Place]:
    """The rooms, for whoever looks for something in them."""
    return [Place(room.id, room.name_ja, room.name_en) for room in rooms()]


def wait_in(room: ExpertRoom) -> Wait:
    """How long one waits in a room, honestly: the oldest open question counts, not only the lucky ones."""
    oldest = db.session().scalar(select(func.min(Question.waiting_since)).where(_is_waiting_in(room.id)))
    lately = (
        select(Question.written_at, Question.answered_at)
        .where(Question.room_id == room.id, Question.answered_at.is_not(None))
        .order_by(Question.answered_at.desc())
        .limit(LATELY)
    )
    took = sorted(answered - written for written, answered in db.session().execute(lately) if answered)
    if len(took) < ENOUGH:
        return Wait(oldest is None, None)
    waited = clock.now() - oldest if oldest else timedelta()
    return Wait(oldest is None, max(took[len(took) // 2], waited))


def _with_room_and_mask() -> Select[Question]:
    return select(Question).options(joinedload(Question.room), joinedload(Question.mask))


def _is_waiting_in(room_id: str) -> ColumnElement[bool]:
    """Open for a counsellor: to be read, without an answer, and without one that is being looked at."""
    given = aliased(Answer, flat=True)
    in_check = select(given.id).where(given.question_id == Question.id, given.state == State.HELD).exists()
    return and_(
        Question.room_id == room_id, Question.state == State.VISIBLE, Question.waiting_since.is_not(None), ~in_check
    )


def _place_of(question: Question) -> int:
    earlier = or_(
        Question.waiting_since < question.waiting_since,
        and_(Question.waiting_since == question.waiting_since, Question.id < question.id),
    )
    ahead = select(func.count(Question.id)).where(_is_waiting_in(question.room_id), earlier)
    return 1 + (db.session().scalar(ahead) or 0)


def _progress_in_line(question: Question) -> Progress:
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
