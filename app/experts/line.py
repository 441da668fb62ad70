"""The line of one room: who waits, in which place, and when their turn may come. Never a guess: hours and quotas say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from app import clock, db
from app.accounts.models import Mask
from app.contributions.models import State
from app.experts import calendars, counsellors, queries, urgency
from app.experts.models import Answer, Counsellor, ExpertRoom, Question
from app.experts.queries import Followed
from app.openings import Period, opening_number
from app.permissions import Actor

MOST_WAITING = 50


@dataclass(frozen=True, slots=True)
class Outlook:
    """A place in line, and the opening in which it may be reached.

    is_reckoned: the opening follows from how many each counsellor takes; otherwise it is simply the next one.
    """

    place: int
    opening: Period | None
    is_reckoned: bool = False


def is_waiting_in(room_id: str) -> ColumnElement[bool]:
    """Open for a counsellor: to be read, in line, and without an answer that is being looked at."""
    given = aliased(Answer, flat=True)
    in_check = select(given.id).where(given.question_id == Question.id, given.state == State.HELD).exists()
    return and_(
        Question.room_id == room_id, Question.state == State.VISIBLE, Question.waiting_since.is_not(None), ~in_check
    )


def waiting_for(member: Actor, room: ExpertRoom) -> Sequence[Followed]:
    """What waits for counsellors of the room, by urgency and then by age; nobody answers themselves."""
    others = Question.mask_id.not_in(list(member.masks))
    listed = queries.with_room_and_mask().where(is_waiting_in(room.id), others)
    found = db.session().scalars(
        listed.order_by(urgency.rank(), Question.waiting_since, Question.id).limit(MOST_WAITING)
    )
    return [Followed(question, queries.progress_in_line(question)) for question in map(queries.opened, found)]


def taken_by(member: Actor, waiting: Sequence[Followed]) -> Sequence[Followed]:
    """Without the topics that this counsellor leaves to others."""
    left = {topic for mask_id in member.badges for topic in counsellors.settings_of(mask_id).topics_not_taken}
    return [followed for followed in waiting if followed.question.topic not in left]


def has_taken_enough(room: ExpertRoom, mask_id: str) -> bool:
    """Has this counsellor answered as many in this opening as they said they would?"""
    quota = counsellors.settings_of(mask_id).quota
    return quota is not None and answered_in_this_opening(room, mask_id) >= quota


def takes(room: ExpertRoom, mask_id: str, topic: str) -> bool:
    """Would this counsellor take such a question today: no topic they leave to others, and their quota not reached?"""
    return topic not in counsellors.settings_of(mask_id).topics_not_taken and not has_taken_enough(room, mask_id)


def kept_back_in(member: Actor, room: ExpertRoom) -> Sequence[Question]:
    """Questions for counsellors' eyes only that the check has stopped: counsellors of the room look, nobody else."""
    stopped = (Question.room_id == room.id, Question.state == State.HELD, Question.sealed.is_not(None))
    others = Question.mask_id.not_in(list(member.masks))
    found = db.session().scalars(queries.with_room_and_mask().where(*stopped, others).order_by(Question.written_at))
    return [queries.opened(question) for question in found]


def length(room: ExpertRoom) -> int:
    """How many wait."""
    return db.session().scalar(select(func.count(Question.id)).where(is_waiting_in(room.id))) or 0


def is_full(room: ExpertRoom) -> bool:
    """Do so many wait that nothing more is taken in?"""
    return room.capacity is not None and length(room) >= room.capacity


def place_of(question: Question) -> int:
    """1 for whoever is next; whoever is in greater need is counted before."""
    rank, own = urgency.rank(), urgency.rank_of(question)
    older = or_(
        Question.waiting_since < question.waiting_since,
        and_(Question.waiting_since == question.waiting_since, Question.id < question.id),
    )
    earlier = or_(rank < own, and_(rank == own, older))
    ahead = select(func.count(Question.id)).where(is_waiting_in(question.room_id), earlier)
    return 1 + (db.session().scalar(ahead) or 0)


def outlook_of(question: Question) -> Outlook:
    """What somebody who waits can be told."""
    return outlook(question.room, place_of(question))


def outlook(room: ExpertRoom, place: int) -> Outlook:
    """In which opening this place may be reached, if every counsellor of the room answers as many as they said."""
    calendar, takes = calendars.of_room(room), taken_at_once(room)
    if takes is None:
        return Outlook(place, opening_number(calendar, clock.now(), 0))
    left = max(takes - answered_in_this_opening(room), 0) if calendars.opening_of(room) else takes
    openings_ahead = 0 if place <= left else 1 + (place - left - 1) // takes
    return Outlook(place, opening_number(calendar, clock.now(), openings_ahead), is_reckoned=True)


def told_until(room: ExpertRoom) -> datetime | None:
    """The end of the opening that whoever asks now is told of; None where no hours are known."""
    opening = outlook(room, length(room) + 1).opening
    return opening.ends if opening else None


def taken_at_once(room: ExpertRoom) -> int | None:
    """How many all counsellors of the room take in one opening; None when nobody can say."""
    worn = select(Counsellor.quota).outerjoin_from(Mask, Counsellor, Counsellor.mask_id == Mask.id)
    verified = (Mask.badge == room.profession, Mask.verified_until >= clock.today())
    quotas = db.session().scalars(worn.where(*verified)).all()
    known = [quota for quota in quotas if quota is not None]
    return sum(known) or None if len(known) == len(quotas) else None


def answered_in_this_opening(room: ExpertRoom, mask_id: str = "") -> int:
    """How many answers were given since the room opened, by everybody or under one mask; 0 while it is closed."""
    opening = calendars.opening_of(room)
    if opening is None:
        return 0
    asked = aliased(Question, flat=True)
    given = select(func.count(Answer.id)).join(asked, asked.id == Answer.question_id)
    given = given.where(asked.room_id == room.id, Answer.written_at >= opening.begins, Answer.state != State.REFUSED)
    return db.session().scalar(given.where(Answer.mask_id == mask_id) if mask_id else given) or 0
