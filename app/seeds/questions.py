"""What was asked in the expert rooms, and answered."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy import select

from app import db
from app.contributions.services import Attempt, Submission
from app.experts import answering, queries, services
from app.experts.answering import Draft
from app.experts.models import Audience, ExpertRoom, Question
from app.experts.services import Asked
from app.ids import new_id
from app.permissions import Actor
from app.seeds import content, nights
from app.seeds.content import Start, Text
from app.seeds.story import Happening, Story


def to_counsellors(story: Story) -> Iterator[Happening]:
    """Every question, and the answers there are."""
    for start in content.questions():
        asked: list[Question] = []
        moments = nights.one_after_another(nights.moment(start.night, start.at), [text.after for text in start.texts])
        yield Happening(moments[0], partial(_ask, story, start, asked))
        for text, moment in zip(start.texts, moments[1:], strict=True):
            yield Happening(moment, partial(_answer, story, text, asked))


def _ask(story: Story, start: Start, asked: list[Question]) -> None:
    room = db.session().scalars(select(ExpertRoom).where(ExpertRoom.slug == start.place)).one()
    question = story.send(
        lambda attempt: services.ask(
            story.who(start.by), room, Asked(start.title, start.body, Audience(start.kind), new_id(), attempt)
        )
    )
    if isinstance(question, Question) and question.is_visible:
        asked.append(question)


def _answer(story: Story, text: Text, asked: list[Question]) -> None:
    counsellor = story.who(text.by)
    for one in asked:
        question = queries.question_for(counsellor, one.id)
        answering.take(counsellor, question)
        story.send(partial(_send, counsellor, question, text))


def _send(counsellor: Actor, question: Question, text: Text, attempt: Attempt) -> Submission:
    return answering.answer(counsellor, question, Draft(text.body, new_id(), attempt))
