"""A site with a room, people who said things there, and moderators who look."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock, db
from app.accounts import current, masks
from app.accounts.models import Member
from app.chat import services as chat
from app.chat.models import Room
from app.contributions import concerns
from app.contributions.models import Concern, ConcernSource, Contribution
from app.contributions.services import Attempt
from app.ids import new_id
from app.notices.models import Notice, NoticeKind
from app.permissions import Role
from app.review import leases, queries, services
from app.review.models import Outcome, Ruling
from app.review.services import Verdict
from tests.support.cast import Person, a_member, an_app, at_work, looking

PHONE = "090-1234-5678"
WITH_PHONE = f"よかったら電話ください {PHONE} 夜ならいます"


@dataclass(frozen=True)
class House:
    """The application and what people do in it; a text is named by its identifier."""

    app: Flask

    def member(self, **fields: object) -> Person:
        return a_member(self.app, **fields)  # type: ignore[arg-type]  # passed on as they are

    def moderator(self, role: Role = Role.MODERATOR) -> Person:
        return a_member(self.app, role=role)

    def another_name(self, person: Person, name: str) -> str:
        """A second mask of the same member, of which nobody may learn; returns its identifier."""
        with at_work(self.app):
            return masks.make(current.keys(), db.session().get_one(Member, person.member_id), name).id

    def said(self, person: Person, body: str = "きょうも眠れません", attempt: Attempt = Attempt.FIRST) -> str:
        """Something said in the room."""
        with at_work(self.app, person) as actor:
            room = db.session().scalars(select(Room)).one()
            made = chat.say(actor, room, chat.Line(body, new_id(), attempt)).contribution
            assert made is not None, "these words are kept"
            return made.id

    def held(self, person: Person, body: str = WITH_PHONE) -> str:
        """Something with a telephone number, sent as it is against advice: it waits for a person."""
        return self.said(person, body, Attempt.INSISTING)

    def worry(self, text: str, kind: str, severity: int = 2, raised_at: datetime | None = None) -> None:
        """A finding about a text, as the screening would leave it."""
        with at_work(self.app):
            found = Concern(contribution_id=text, source=ConcernSource.SCREENING, kind=kind, severity=severity)
            found.raised_at = raised_at or clock.now()
            db.session().add(found)

    def report(self, person: Person, text: str, reason: str = "other", note: str = "") -> None:
        """A reader tells moderators."""
        with at_work(self.app, person) as actor:
            concerns.report(actor, db.session().get_one(Contribution, text), reason, note)

    def claim(self, moderator: Person, text: str) -> None:
        with at_work(self.app, moderator) as actor:
            leases.claim(actor, queries.contribution_for(actor, text))

    def mark(self, moderator: Person, text: str) -> str:
        """What this moderator has in view now, as the hidden field of the page says it."""
        with looking(self.app, moderator) as actor:
            return queries.case_of(actor, queries.contribution_for(actor, text)).mark

    def rule(self, moderator: Person, text: str, outcome: Outcome, **more: str) -> Ruling:
        """A ruling by somebody who has everything in view, unless another mark is given."""
        words = {"reason": "identifies", "words": "", "note": "", "mark": self.mark(moderator, text)} | more
        with at_work(self.app, moderator) as actor:
            return services.rule(actor, queries.contribution_for(actor, text), Verdict(outcome=outcome, **words))

    def queue(self, moderator: Person) -> list[str]:
        """What waits for this moderator, in order."""
        with looking(self.app, moderator) as actor:
            return [item.contribution.id for item in queries.queue(actor)]

    def told(self, person: Person) -> list[tuple[NoticeKind, str, str]]:
        """What somebody was told: kind, topic and words, in no order."""
        with looking(self.app):
            mine = select(Notice).where(Notice.mask_id == person.mask_id, Notice.kind != NoticeKind.CARE)
            return [(notice.kind, notice.topic, notice.words) for notice in db.session().scalars(mine)]

    def rulings(self, text: str) -> list[int]:
        """Where the rulings on a text stand in the record."""
        with looking(self.app):
            about = select(Ruling.position).where(Ruling.contribution_id == text)
            return list(db.session().scalars(about.order_by(Ruling.position)))


@pytest.fixture
def house(migrated_database_url: str) -> Iterator[House]:
    """The house, once on SQLite and once on PostgreSQL."""
    made = House(an_app(migrated_database_url))
    furnish(made)
    yield made
    made.app.extensions["tomoshibi_db"].engine.dispose()


@pytest.fixture
def sqlite_house(sqlite_url: str) -> Iterator[House]:
    """The house, for tests to which the kind of database does not matter."""
    made = House(an_app(sqlite_url))
    furnish(made)
    yield made
    made.app.extensions["tomoshibi_db"].engine.dispose()


def furnish(house: House) -> None:
    """A room to talk in."""
    with at_work(house.app):
        names = {"name_ja": "夜", "name_en": "Night", "purpose_ja": "話す", "purpose_en": "Talk"}
        db.session().add(Room(slug="yoru", position=1, **names))
