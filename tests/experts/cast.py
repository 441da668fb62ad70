"""People and questions for the tests of expert rooms."""

import re
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from app import clock, db
from app.accounts.models import Sanction, SanctionKind
from app.experts import calendars
from app.experts.models import Audience, ExpertRoom, Question
from app.ids import new_id
from app.permissions import Role
from tests.support.cast import Person, a_member, at_work

SCHOOL = "スクールカウンセラー"
NURSE = "看護師"
SHORT = "ゆっくりどうぞ。"  # too short to be taken for the same text again


@dataclass(frozen=True)
class Rooms:
    """Two rooms of different professions."""

    school: str
    nurse: str


def two_rooms(app: Flask) -> Rooms:
    with at_work(app):
        for position, (slug, profession) in enumerate((("school", SCHOOL), ("nurse", NURSE))):
            db.session().add(
                ExpertRoom(
                    slug=slug,
                    position=position,
                    profession=profession,
                    name_ja=f"{profession}の部屋",
                    name_en=slug,
                    purpose_ja="学校とのやりとりを、いっしょに考えます。",
                    purpose_en="Thinking about school together.",
                    limits_ja="診断と、薬のこと",
                )
            )
    return Rooms("school", "nurse")


def a_counsellor(app: Flask, profession: str = SCHOOL, role: Role = Role.COUNSELLOR) -> Person:
    return a_member(app, role=role, badge=profession)


def open_always(app: Flask, slug: str = "school") -> None:
    """Somebody is there at every hour of every day, so that no test depends on when it runs."""
    with at_work(app):
        room = db.session().scalars(select(ExpertRoom).where(ExpertRoom.slug == slug)).one()
        room.keeps_holidays = False
        calendars.put(room, {weekday: [(0, 1440)] for weekday in range(7)}, {})


def close(app: Flask, slug: str = "school") -> None:
    """The room has no hours at all any more."""
    with at_work(app):
        calendars.put(db.session().scalars(select(ExpertRoom).where(ExpertRoom.slug == slug)).one(), {}, {})


def on_duty(*counsellors: Person) -> None:
    """They say that they are there."""
    for person in counsellors:
        assert person.post("/experts/school/duty").status_code == 303


def page(person: Person, question_id: str) -> str:
    """The page of a question as this person sees it."""
    return person.client.get(f"/questions/{question_id}").get_data(as_text=True)


def keeps(counsellor: Person, question_id: str, words: str) -> int:
    """What the script of the page does now and then."""
    return counsellor.post("/drafts", place=f"/questions/{question_id}/answer", body=words).status_code


def a_pause(app: Flask, person: Person) -> None:
    with at_work(app):
        ends = clock.now() + timedelta(days=1)
        db.session().add(Sanction(mask_id=person.mask_id, kind=SanctionKind.PAUSE, ends_at=ends))


def a_question(
    app: Flask, asker: Person, audience: Audience = Audience.EVERYONE, title: str = "朝、起きられません"
) -> str:
    """A question in the school room, asked the way a browser does; its identifier."""
    sent = asker.post(
        "/experts/school/ask", title=title, body="教えてください。", audience=audience.value, nonce=new_id(), seen="1"
    )
    assert sent.status_code == 303, sent.get_data(as_text=True)
    return identifier(sent.location)


def an_answer(counsellor: Person, question_id: str, body: str = SHORT) -> None:
    """Taken and answered."""
    assert counsellor.post(f"/questions/{question_id}/take").status_code == 303
    sent = counsellor.post(f"/questions/{question_id}/answer", body=body, nonce=new_id())
    assert sent.status_code == 303, sent.get_data(as_text=True)


def identifier(address: str) -> str:
    found = re.fullmatch(r"/questions/([a-z0-9]+)", address)
    assert found, address
    return found[1]


def row(app: Flask, question_id: str) -> Question:
    """The question as it stands in the database."""
    with app.app_context(), app.extensions["tomoshibi_db"].reading() as session:
        found = session.get_one(Question, question_id)
        session.expunge_all()  # what was read stays readable after the transaction
        return found
