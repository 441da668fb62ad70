"""What moderators find waiting when they come."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from app.contributions import concerns
from app.contributions.models import Contribution
from app.forum import services
from app.forum.services import Post
from app.ids import new_id
from app.seeds import content, nights, rooms
from app.seeds.content import Text, Trouble
from app.seeds.story import Happening, Story


def for_moderators(story: Story) -> Iterator[Happening]:
    """Texts that moderation holds, and reports about others."""
    for trouble in content.troubles():
        yield Happening(_moment(trouble), partial(_let_happen, story, trouble))


def _moment(trouble: Trouble) -> datetime:
    if trouble.room:
        return nights.moment(0, trouble.at)
    thread = next(start for start in content.threads() if start.title == trouble.thread)
    return nights.one_after_another(nights.moment(thread.night, thread.at), [trouble.after])[-1]


def _let_happen(story: Story, trouble: Trouble) -> None:
    written = rooms.say(story, trouble.room, Text(trouble.by, trouble.body)) if trouble.room else _reply(story, trouble)
    if written is not None and written.is_visible and trouble.reporter:
        concerns.report(story.who(trouble.reporter), written, trouble.reason, trouble.note)


def _reply(story: Story, trouble: Trouble) -> Contribution | None:
    thread = story.threads[trouble.thread]
    return story.send(
        lambda attempt: services.reply(story.who(trouble.by), thread, Post(trouble.body, new_id(), attempt))
    )
