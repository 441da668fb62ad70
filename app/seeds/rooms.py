"""What was said in the chat rooms."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from app import db
from app.chat import services
from app.chat.models import Message, Room
from app.chat.services import Line
from app.contributions.models import Contribution, State
from app.ids import new_id
from app.seeds import content, nights
from app.seeds.content import Conversation, Text
from app.seeds.story import Happening, Said, Story

NOW = "now"


def are_silent() -> bool:
    """Has everything that was said in the rooms had its time?"""
    return db.session().scalar(select(Message.id).where(Message.state == State.VISIBLE).limit(1)) is None


def in_the_rooms(story: Story) -> Iterator[Happening]:
    """Every line of every conversation."""
    for conversation in content.conversations():
        yield from _conversation(story, conversation)


def say(story: Story, slug: str, line: Text, quoted: Contribution | None = None) -> Contribution | None:
    """One line in a room."""
    room = db.session().scalars(select(Room).where(Room.slug == slug)).one()
    quotes_id = quoted.id if quoted else None
    return story.send(
        lambda attempt: services.say(story.who(line.by), room, Line(line.body, new_id(), attempt, quotes_id))
    )


def _conversation(story: Story, conversation: Conversation) -> Iterator[Happening]:
    said: Said = []
    ends = nights.just_now() if conversation.ends == NOW else nights.moment(0, conversation.ends)
    moment = ends - timedelta(minutes=sum(line.after for line in conversation.lines))
    for line in conversation.lines:
        moment += timedelta(minutes=line.after)
        yield Happening(moment, partial(_next, story, conversation.room, line, said))


def _next(story: Story, slug: str, line: Text, said: Said) -> None:
    quoted = said[line.quotes] if line.quotes is not None else None
    said.append(say(story, slug, line, quoted))
