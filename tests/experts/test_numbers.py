"""How expert rooms keep their time: sums for the lead, in round numbers, and nobody ranked."""

import re
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select

from app import clock, db
from app.accounts.models import Mask
from app.contributions.models import State
from app.experts import numbers
from app.experts.models import Answer, ExpertRoom, Question
from app.permissions import Role
from tests.experts.cast import a_counsellor, a_question, row, two_rooms
from tests.support.cast import Person, a_member, an_app, at_work, looking

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=clock.TOKYO)
OCTOBER = datetime(2026, 10, 5, 9, 0, tzinfo=clock.TOKYO)
DAY = timedelta(days=1)


def asked(app: Flask, asker: Person, waits: list[timedelta | None], slug: str = "school") -> None:
    """A question for each, asked in October, told of within two days, and answered after so long (None: not at all)."""
    with at_work(app):
        room = db.session().scalars(select(ExpertRoom).where(ExpertRoom.slug == slug)).one()
        for wait in waits:
            question = Question(mask_id=asker.mask_id, room_id=room.id, title="", body="", html="", state=State.VISIBLE)
            question.written_at, question.told_until = OCTOBER, OCTOBER + 2 * DAY
            question.answered_at = None if wait is None else OCTOBER + wait
            db.session().add(question)


def answered(app: Flask, counsellor: Person, many: int) -> None:
    with at_work(app):
        question = db.session().scalars(select(Question)).first()
        assert question is not None
        for _ in range(many):
            given = Answer(mask_id=counsellor.mask_id, question_id=question.id, body="", html="", state=State.VISIBLE)
            given.written_at = OCTOBER + DAY
            db.session().add(given)


def cells(page: str) -> list[list[str]]:
    """The rows of all tables, as words."""
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.S)
    return [[re.sub(r"<[^>]+>|\s", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", each, re.S)] for each in rows]


def test_the_lead_sees_how_long_askers_wait_and_what_was_kept_of_what_they_were_told(
    migrated_database_url: str,
) -> None:
    app = an_app(migrated_database_url)
    two_rooms(app)
    asker, lead = a_member(app), a_member(app, role=Role.LEAD)
    # Twenty in the school room: median ten hours, nine of ten within forty-nine, sixteen of twenty by what was told.
    quick, slow = [timedelta(hours=each) for each in range(1, 17)], [timedelta(hours=49)] * 3
    asked(app, asker, [*quick, *slow, None])
    asked(app, asker, [DAY] * 9, "nurse")
    with clock.standing_at(NOW):
        page = lead.client.get("/experts/numbers").get_data(as_text=True)
    school, nurse = cells(page)[1:3]
    assert school[1:] == ["2026年10月", "20", "10時間", "2日", "10のうち8"]
    assert nurse[1:] == ["2026年10月", "10件未満", "–", "–", "–"], "what is fewer than ten is not told"
    assert page.count('class="numbers__bar"') == 1, "and not drawn"


def test_what_each_carries_is_ordered_by_name_and_never_by_number(sqlite_url: str) -> None:
    app = an_app(sqlite_url)
    two_rooms(app)
    asker, lead = a_member(app), a_member(app, role=Role.LEAD)
    busy, rested = a_counsellor(app), a_counsellor(app)
    with at_work(app):
        db.session().get_one(Mask, busy.mask_id).name = "んの水筒"
        db.session().get_one(Mask, rested.mask_id).name = "あさの水筒"
    question = a_question(app, asker)
    busy.post(f"/questions/{question}/take")
    asked(app, asker, [DAY])
    with clock.standing_at(NOW):
        answered(app, busy, 23)
        answered(app, rested, 3)
    with looking(app, lead) as actor, clock.standing_at(clock.now()):
        loads = numbers.of_rooms(actor).loads
    told = [(load.name, load.answered, load.has_in_hand) for load in loads]
    assert told == [("あさの水筒", None, False), ("んの水筒", 20, True)]


def test_a_question_remembers_what_its_asker_was_told(sqlite_url: str) -> None:
    app = an_app(sqlite_url)
    two_rooms(app)
    lead, asker = a_member(app, role=Role.LEAD), a_member(app)
    with clock.standing_at(NOW):
        lead.post("/experts/school/furnishing", week="木 20:00-22:00", other="", capacity="")
        told = row(app, a_question(app, asker)).told_until
    assert told == datetime(2026, 11, 26, 22, 0, tzinfo=clock.TOKYO)


def test_nobody_but_the_lead_sees_the_numbers(sqlite_url: str) -> None:
    app = an_app(sqlite_url)
    two_rooms(app)
    for role in (Role.MEMBER, Role.MODERATOR, Role.OPERATOR):
        assert a_member(app, role=role).client.get("/experts/numbers").status_code in {403, 404}
    assert a_counsellor(app).client.get("/experts/numbers").status_code in {403, 404}
