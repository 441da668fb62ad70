"""Who may read a question or an answer, as conditions on Contribution; `contributions.queries.visible_to` uses them.

The inner tables are plain ones under names of their own, so that nothing mixes with the contribution being asked about.
"""

from sqlalchemy import ColumnElement, FromClause, and_, or_, select

from app.contributions.models import Contribution, State
from app.experts.models import Answer, Audience, ExpertRoom, FollowUp, Question
from app.permissions import Actor, Permission, allows


def may_read_question(member: Actor) -> ColumnElement[bool]:
    """Its asker, counsellors of the room's profession, and, once answered and if the asker agreed, everybody."""
    asked = Question.__table__.alias("asked")
    found = select(asked.c.id).where(asked.c.id == Contribution.id, _is_open_to(member, asked))
    return or_(_own(member), found.correlate(Contribution).exists())


def may_read_answer(member: Actor) -> ColumnElement[bool]:
    """Its author, and whoever may read the question while that stands."""
    given = Answer.__table__.alias("given")
    return or_(_own(member), _through_question(member, given))


def may_read_follow_up(member: Actor) -> ColumnElement[bool]:
    """Whoever may read the question while that stands."""
    again = FollowUp.__table__.alias("again")
    return or_(_own(member), _through_question(member, again))


def may_read_held_question(member: Actor) -> ColumnElement[bool]:
    """A question for counsellors' eyes only that the check has stopped: counsellors of the room look, not moderators."""
    asked = Question.__table__.alias("asked")
    rooms = select(ExpertRoom.id).where(ExpertRoom.profession.in_(professions_of(member)))
    found = select(asked.c.id).where(asked.c.id == Contribution.id, asked.c.room_id.in_(rooms))
    return and_(Contribution.sealed.is_not(None), found.correlate(Contribution).exists())


def professions_of(member: Actor) -> list[str]:
    """The professions under which this member counsels now; none for everybody else, moderators included."""
    return sorted(set(member.badges.values())) if allows(member, Permission.Question.ANSWER) else []


def _through_question(member: Actor, under: FromClause) -> ColumnElement[bool]:
    asked = Question.__table__.alias("asked")
    words = Contribution.__table__.alias("words")
    found = (
        select(under.c.id)
        .join(asked, asked.c.id == under.c.question_id)
        .join(words, words.c.id == asked.c.id)
        .where(
            under.c.id == Contribution.id,
            words.c.state == State.VISIBLE,
            or_(words.c.mask_id.in_(list(member.masks)), _is_open_to(member, asked)),
        )
    )
    return found.correlate(Contribution).exists()


def _own(member: Actor) -> ColumnElement[bool]:
    return Contribution.mask_id.in_(list(member.masks))


def _is_open_to(member: Actor, asked: FromClause) -> ColumnElement[bool]:
    rooms = select(ExpertRoom.id).where(ExpertRoom.profession.in_(professions_of(member)))
    return or_(
        and_(asked.c.audience == Audience.EVERYONE, asked.c.answered_at.is_not(None)),
        asked.c.room_id.in_(rooms),
    )
