"""What was written on the boards."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy import select

from app import db
from app.forum import services
from app.forum.models import Board, Thread, Wants
from app.forum.services import Heading, Post
from app.ids import new_id
from app.seeds import content, nights
from app.seeds.content import Start, Text
from app.seeds.story import Happening, Said, Story


def on_the_boards(story: Story) -> Iterator[Happening]:
    """Every thread and every reply."""
    for start in content.threads():
        yield from _thread(story, start)


def _thread(story: Story, start: Start) -> Iterator[Happening]:
    moments = nights.one_after_another(nights.moment(start.night, start.at), [text.after for text in start.texts])
    said: Said = []
    yield Happening(moments[0], partial(_begin, story, start, said))
    for text, moment in zip(start.texts, moments[1:], strict=True):
        yield Happening(moment, partial(_answer, story, text, said))


def _begin(story: Story, start: Start, said: Said) -> None:
    board = db.session().scalars(select(Board).where(Board.slug == start.place)).one()
    heading = Heading(Wants(start.kind), start.title, start.warning)
    begun = story.send(
        lambda attempt: services.start(story.who(start.by), board, heading, Post(start.body, new_id(), attempt))
    )
    if isinstance(begun, Thread):
        story.threads[start.title] = begun
    said.append(begun)


def _answer(story: Story, text: Text, said: Said) -> None:
    thread = said[0]
    if not isinstance(thread, Thread) or not thread.is_visible:
        return  # moderation keeps it from everybody's eyes, so nobody could have answered
    quoted = said[text.quotes] if text.quotes is not None else None
    said.append(
        story.send(
            lambda attempt: services.reply(story.who(text.by), thread, Post(text.body, new_id(), attempt), quoted)
        )
    )
