"""What people do in a live hour, the way a browser without scripts does it."""

import itertools
import re
from datetime import timedelta

from sqlalchemy import select

from app import clock, db
from app.chat.models import Message, Room
from app.ids import new_id
from app.live.models import Hand
from tests.live.conftest import ROOM, Live
from tests.support.cast import Person, looking

LATER = itertools.count(1)
QUESTION = "朝の声かけを、どうしたらいいでしょうか"


def page(person: Person) -> str:
    """The room as this person sees it."""
    return person.client.get(ROOM).get_data(as_text=True)


def raises(person: Person, body: str = QUESTION) -> str:
    """A hand goes up, later than all before it; its identifier."""
    with clock.standing_at(clock.now() + timedelta(milliseconds=next(LATER))):
        sent = person.post(f"{ROOM}/hands", body=body, nonce=new_id())
    assert sent.status_code == 303
    found = re.search(r'action="/hands/([a-z0-9]+)/withdrawal"', page(person))
    assert found, "one sees one's own hand"
    return found[1]


def calls(live: Live) -> int:
    """The counsellor calls whoever is next."""
    return live.counsellor.post(f"{ROOM}/hands/next").status_code


def says(person: Person, body: str) -> int:
    return person.post(f"{ROOM}/messages", body=body, nonce=new_id()).status_code


def lines(live: Live) -> list[str]:
    """What everybody can read, in order."""
    with looking(live.app):
        said = select(Message.body).join(Room).where(Room.slug == "live-school", Message.seq.is_not(None))
        return list(db.session().scalars(said.order_by(Message.seq)))


def state_of(live: Live, hand_id: str) -> str:
    with looking(live.app):
        return db.session().get_one(Hand, hand_id).state.value


def line_of(live: Live, hand_id: str) -> str:
    """The line that is said when the hand is called."""
    with looking(live.app):
        return db.session().get_one(Hand, hand_id).message_id
