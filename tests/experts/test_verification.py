"""Professions are verified outside the site, for a while; when that ends, so does the power, wherever somebody is."""

import re
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock, db
from app.accounts import current, masks, verifications
from app.accounts.models import Mask
from app.accounts.staff_models import StaffAct, StaffActKind
from app.permissions import Role
from app.retention import EXPIRIES
from tests.experts.cast import SCHOOL, SHORT, a_question, an_answer
from tests.experts.conftest import Evening
from tests.support.cast import Person, a_member, actor_of, at_work, looking

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=clock.TOKYO)


def terminal(app: Flask, *words: str) -> str:
    answered = app.test_cli_runner().invoke(args=["staff", *words])
    assert answered.exit_code == 0, answered.output
    return str(answered.output)


def mask_of(app: Flask, mask_id: str) -> Mask:
    with looking(app):
        found = db.session().get_one(Mask, mask_id)
        db.session().expunge(found)
        return found


def set_end(app: Flask, person: Person, until: date) -> None:
    with at_work(app):
        masks.verify(db.session().get_one(Mask, person.mask_id), SCHOOL, until)


def code_in(said: str) -> str:
    code = re.search(r"passphrase__words\">([^<]+)<", said)
    assert code
    return code[1]


def test_a_lead_invites_and_only_the_operator_makes_the_badge(evening: Evening) -> None:
    lead, guest = a_member(evening.app, role=Role.LEAD), a_member(evening.app)
    made = lead.post("/review/staff/invitations", role="counsellor", profession=SCHOOL)
    code = code_in(made.get_data(as_text=True))
    accepted = guest.post("/invited", code=code, name="よるの水筒")
    assert accepted.status_code == 303
    with looking(evening.app, guest) as actor:
        assert actor.role is Role.COUNSELLOR
        assert actor.badges == {}
        assert not any(name == "よるの水筒" for mask, name in actor.masks.items() if mask in actor.offered)
        mask = db.session().scalars(select(Mask).where(Mask.name == "よるの水筒")).one()
        assert (mask.badge, mask.claimed) == (None, SCHOOL)
    assert "運営の確認待ち" in lead.client.get("/review/staff").get_data(as_text=True)
    terminal(evening.app, "verify", "よるの水筒", "--until", str(clock.today() + timedelta(days=90)))
    with looking(evening.app, guest) as actor:
        assert set(actor.badges.values()) == {SCHOOL}
        kinds = [act.kind for act in db.session().scalars(select(StaffAct).order_by(StaffAct.position))]
        assert kinds[-3:] == [StaffActKind.INVITED, StaffActKind.ACCEPTED, StaffActKind.VERIFIED]


def test_the_badge_says_profession_and_month_and_never_the_day(evening: Evening) -> None:
    with clock.standing_at(NOON):
        set_end(evening.app, evening.counsellor, TODAY + timedelta(days=300))
        question_id = a_question(evening.app, evening.asker)
        an_answer(evening.counsellor, question_id)
        page = evening.asker.client.get(f"/questions/{question_id}").get_data(as_text=True)
    assert f"{SCHOOL}・2026年11月確認" in page
    assert mask_of(evening.app, evening.counsellor.mask_id).verified_in == date(2026, 11, 1), "the day is not even kept"


def test_power_lasts_through_the_last_day_in_tokyo_and_not_a_minute_longer(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker)
    set_end(evening.app, evening.counsellor, TODAY)
    midnight = datetime(2026, 11, 23, 0, 0, tzinfo=clock.TOKYO)
    with clock.standing_at(midnight - timedelta(minutes=1)):
        assert evening.counsellor.post(f"/questions/{question_id}/take").status_code == 303
    with clock.standing_at(midnight):
        late = evening.counsellor.post(f"/questions/{question_id}/answer", body=SHORT, nonce="n")
        assert late.status_code == 404, "in the middle of writing"
        assert SHORT in late.get_data(as_text=True)
        assert evening.counsellor.client.get(f"/questions/{question_id}").status_code == 404


def test_when_it_lapses_every_open_page_is_told_within_two_seconds(evening: Evening) -> None:
    expiry = next(each for each in EXPIRIES if each.what == "verified professions")
    assert expiry.seconds <= 1, "and the sweep of sockets looks every second"
    question_id = a_question(evening.app, evening.asker)
    set_end(evening.app, evening.counsellor, TODAY)
    an_answer(evening.counsellor, question_id) if clock.today() <= TODAY else None
    with clock.standing_at(NOON):
        expiry.forget_all(evening.app)
        assert evening.counsellor.client.get("/me").status_code == 200
    with clock.standing_at(NOON + timedelta(days=1)):
        expiry.forget_all(evening.app)
        assert "/login" in evening.counsellor.client.get("/me").location, "every session has ended"
    kept = mask_of(evening.app, evening.counsellor.mask_id)
    assert (kept.badge, kept.verified_until) == (SCHOOL, None), "what was answered meanwhile keeps its badge"
    with looking(evening.app):
        last = db.session().scalars(select(StaffAct).order_by(StaffAct.position.desc())).first()
        assert last is not None
        assert last.kind is StaffActKind.VERIFICATION_ENDED


def test_withdrawing_takes_badge_power_and_sessions_at_once_and_can_be_mended(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker)
    evening.counsellor.post(f"/questions/{question_id}/take")
    terminal(evening.app, "unverify", evening.counsellor.mask_name)
    gone = evening.counsellor.client.get(f"/questions/{question_id}")
    assert gone.status_code == 404
    with looking(evening.app):
        actor = actor_of(evening.counsellor)
        assert actor.badges == {}
        assert evening.counsellor.mask_id not in actor.offered, "nothing is written under a badge that does not hold"
        assert mask_of(evening.app, evening.counsellor.mask_id).badge is None
    terminal(evening.app, "verify", evening.counsellor.mask_name, "--until", "2099-01-01")
    with looking(evening.app):
        assert actor_of(evening.counsellor).badges == {evening.counsellor.mask_id: SCHOOL}


def test_somebody_without_a_profession_cannot_be_verified(evening: Evening) -> None:
    moderator = a_member(evening.app, role=Role.MODERATOR)
    for command in (("verify", moderator.mask_name, "--until", "2099-01-01"), ("unverify", moderator.mask_name)):
        answered = evening.app.test_cli_runner().invoke(args=["staff", *command])
        assert answered.exit_code == 1
        assert "no profession" in answered.output


@pytest.mark.parametrize("proved", [False])
def test_without_the_second_factor_there_is_no_badge_either(evening: Evening, proved: bool) -> None:
    resting = a_member(evening.app, role=Role.COUNSELLOR, badge=SCHOOL, proved=proved)
    question_id = a_question(evening.app, evening.asker)
    assert resting.client.get(f"/questions/{question_id}").status_code == 404
    assert resting.post(f"/questions/{question_id}/take").status_code == 403


def test_the_timer_asks_the_database_once_a_day(evening: Evening) -> None:
    with evening.app.app_context(), evening.app.extensions["tomoshibi_db"].writing():
        verifications.end_lapsed()
        assert evening.app.extensions[verifications.LOOKED] == clock.today()
        assert verifications.end_lapsed() == 0
        assert current.keys() is not None
