"""The library: answered questions that everybody may read, found by their words and by their meaning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app import clock, db
from app.contributions import services as door
from app.contributions.models import State
from app.contributions.queries import visible_to
from app.contributions.services import Attempt, Receipt, Submission
from app.contributions.versions import Words
from app.experts import effects, queries
from app.experts.models import Answer, Audience, Question
from app.finding import letters, neighbours, ranking, reading
from app.finding import queries as index
from app.finding.models import Entry
from app.finding.queries import Wanted
from app.finding.ranking import Seen
from app.permissions import Actor, Permission, require

SHOWN = 12
WEIGHED = 48
# Fewer letters than this have no meaning of their own.
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Shelved:
    """A question with its answers, the latest last."""

    question: Question
    answers: Sequence[Answer]

    @property
    def is_outdated(self) -> bool:
        """Is there no answer that is still right?"""
        return all(answer.outdated_on for answer in self.answers)

    @property
    def reviewed_on(self) -> object:
        """The day on which somebody last found an answer right."""
        return max((answer.reviewed_on for answer in self.answers if answer.reviewed_on), default=None)


def latest(member: Actor) -> Sequence[Shelved]:
    """What was answered last, in any room."""
    listed = _listed(member).order_by(Question.answered_at.desc(), Question.id.desc()).limit(SHOWN)
    return _shelved(member, db.session().scalars(listed).all())


def found(member: Actor, words: str) -> Sequence[Shelved]:
    """What holds these words, and then what is near to them in meaning; the words are kept nowhere."""
    numbers = list(dict.fromkeys([*_by_words(words), *_by_meaning(words)]))
    rows = select(Entry.number, Entry.contribution_id).where(Entry.number.in_(numbers))
    by_number = {row.number: row.contribution_id for row in db.session().execute(rows)}
    ids = _question_ids([by_number[number] for number in numbers if number in by_number])
    questions = {each.id: each for each in db.session().scalars(_listed(member).where(Question.id.in_(ids)))}
    return _shelved(member, [questions[each] for each in ids if each in questions][:SHOWN])


def keep(member: Actor, answer: Answer) -> None:
    """A counsellor has read it again, and it is still right."""
    require(member, Permission.Question.KEEP, answer.question)
    answer.reviewed_on, answer.outdated_on = clock.today(), None


def mark_outdated(member: Actor, answer: Answer) -> None:
    """A counsellor has read it again, and it is no longer right: readers are told until it is revised."""
    require(member, Permission.Question.KEEP, answer.question)
    answer.outdated_on = clock.today()


def revise(member: Actor, answer: Answer, body: str, attempt: Attempt) -> Submission:
    """Change one's own answer, through the one door; then it is right as of today. What it said before is kept."""
    require(member, Permission.Question.KEEP, answer.question)
    effects.be_alone_with(answer.question)
    submission = door.revise(member, answer, Words("", body), attempt)
    if submission.receipt is Receipt.POSTED:
        keep(member, answer)
    return submission


def _listed(member: Actor):  # type: ignore[no-untyped-def]  # SQLAlchemy's own statement type
    for_all = (Question.audience == Audience.EVERYONE, Question.state == State.VISIBLE, visible_to(member))
    return queries.with_room_and_mask().where(Question.answered_at.is_not(None), *for_all)


def _shelved(member: Actor, questions: Sequence[Question]) -> Sequence[Shelved]:
    ids = [question.id for question in questions]
    given = select(Answer).where(Answer.question_id.in_(ids), Answer.state == State.VISIBLE, visible_to(member))
    answers = db.session().scalars(given.order_by(Answer.written_at)).all()
    return [Shelved(each, [answer for answer in answers if answer.question_id == each.id]) for each in questions]


def _by_words(words: str) -> Sequence[int]:
    query = letters.read(words)
    wanted = Wanted(query.clauses, tuple(place.id for place in queries.places()))
    if not query.clauses or not wanted.places:
        return []
    return ranking.best_first(wanted, Seen(index.last_number()), WEIGHED).numbers


def _by_meaning(words: str) -> Sequence[int]:
    return neighbours.memory().near(reading.meaning_of("", words), WEIGHED) if len(words) >= SHORTEST else []


def _question_ids(contribution_ids: Iterable[str]) -> list[str]:
    """Answers stand for their questions."""
    ids = list(contribution_ids)
    rows = db.session().execute(select(Answer.id, Answer.question_id).where(Answer.id.in_(ids)))
    question_of = {row.id: row.question_id for row in rows}
    return list(dict.fromkeys(question_of.get(each, each) for each in ids))
