"""A case left to a colleague by name: they hear of it and hold it, nobody counts it, and it waits for nobody for long."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from app import clock, db
from app.accounts.models import Shift
from app.notices.models import Notice, NoticeKind
from app.permissions import Role
from app.review import loads, queries, turns
from app.review.care_models import DayLoad
from app.review.models import Lease, Outcome, Ruling
from tests.review.conftest import PHONE, House
from tests.support.cast import Person, at_work, looking

LINE = "方言のところが、わたしには読めませんでした。"


def on_duty(house: House, *people: Person) -> None:
    now = clock.now()
    with at_work(house.app):
        for person in people:
            hour = timedelta(hours=1)
            db.session().add(Shift(mask_id=person.mask_id, starts_at=now - hour, ends_at=now + 3 * hour))


def give(giver: Person, text: str, whom: Person, line: str = LINE):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    return giver.post(f"/review/{text}/handover", whom=whom.mask_id, line=line)


def holder(house: House, moderator: Person, text: str) -> str | None:
    with looking(house.app, moderator) as actor:
        found = queries.holder_of(actor, queries.contribution_for(actor, text))
        return found.name if found else None


def notices(house: House) -> list[tuple[str, NoticeKind]]:
    with looking(house.app):
        return [(notice.mask_id, notice.kind) for notice in db.session().scalars(select(Notice))]


def test_a_case_is_left_to_a_colleague_on_duty_who_hears_of_it_and_holds_it(house: House) -> None:
    mori, kawa, sora = house.moderator(), house.moderator(), house.moderator()
    on_duty(house, mori, kawa)
    text = house.held(house.member())
    house.claim(mori, text)
    assert give(mori, text, kawa).status_code == 303
    assert holder(house, sora, text) == kawa.mask_name
    assert house.told(kawa) == [(NoticeKind.HANDED, "", f"{mori.mask_name}\n{LINE}")]
    notices = kawa.client.get("/notices").get_data(as_text=True)
    assert "見守りの仲間から、一件お願いが届いています。" in notices
    assert f'href="/review/{text}"' in notices
    assert LINE in kawa.client.get(f"/review/{text}").get_data(as_text=True)
    assert LINE not in sora.client.get(f"/review/{text}").get_data(as_text=True), "for one pair of eyes"
    house.rule(kawa, text, Outcome.PUBLISH_MASKED)
    assert house.told(kawa) == [], "what is done asks for nothing any more"


def test_only_who_is_on_duty_and_the_leads_can_be_asked(sqlite_house: House) -> None:
    house = sqlite_house
    mori, kawa, asleep = house.moderator(), house.moderator(), house.moderator()
    lead, watcher, yuki = house.moderator(Role.LEAD), house.moderator(Role.WATCHER), house.member()
    on_duty(house, mori, kawa, watcher)
    text = house.held(house.member())
    page = mori.client.get(f"/review/{text}").get_data(as_text=True)
    offered = page[page.index('name="whom"') : page.index("</select>", page.index('name="whom"'))]
    assert (kawa.mask_name in offered, lead.mask_name in offered) == (True, True)
    for nobody in (mori, asleep, watcher, yuki):
        assert nobody.mask_name not in offered
        assert give(mori, text, nobody).status_code == 422
        assert holder(house, mori, text) is None
    assert give(mori, text, lead).status_code == 303


def test_a_line_that_points_at_somebody_is_not_passed_on_and_stays_where_it_was_typed(sqlite_house: House) -> None:
    mori, kawa = sqlite_house.moderator(), sqlite_house.moderator()
    on_duty(sqlite_house, kawa)
    text = sqlite_house.held(sqlite_house.member())
    answer = give(mori, text, kawa, f"この人は {PHONE} の人です")
    assert answer.status_code == 422
    assert f"この人は {PHONE} の人です" in answer.get_data(as_text=True)
    assert (holder(sqlite_house, mori, text), sqlite_house.told(kawa)) == (None, [])


def test_asking_and_being_asked_stand_in_no_sum_and_no_record(sqlite_house: House) -> None:
    house = sqlite_house
    mori, kawa, lead = house.moderator(), house.moderator(), house.moderator(Role.LEAD)
    on_duty(house, kawa)
    text, start = house.held(house.member()), clock.now()
    house.claim(mori, text)
    before = lead.client.get("/review/numbers").get_data(as_text=True)
    give(mori, text, kawa)
    with looking(house.app):
        assert [load.heavy for load in db.session().scalars(select(DayLoad))] == [0], "of the one who looked until then"
        assert db.session().scalars(select(Ruling)).all() == []
    assert lead.client.get("/review/numbers").get_data(as_text=True) == before
    with clock.standing_at(start + timedelta(minutes=10)):
        house.claim(kawa, text)
    with clock.standing_at(start + timedelta(minutes=11)), looking(house.app, kawa) as actor:
        assert loads.today(actor).seconds == 0, "minutes begin when one opens it"
    carried = lead.client.get("/review/loads").get_data(as_text=True)
    assert LINE not in carried


def test_whoever_is_too_close_hears_nothing_and_looks_only_away(sqlite_house: House) -> None:
    """Otherwise colleagues could learn by trying who wrote a text, or who reported it."""
    house = sqlite_house
    mori, writer, teller, away = (house.moderator() for _each in range(4))
    on_duty(house, writer, teller, away)
    text, start = house.said(writer), clock.now()
    house.report(teller, text)
    for colleague in (writer, teller, away):
        with at_work(house.app):
            db.session().execute(delete(Lease))
        page = mori.client.get(f"/review/{text}").get_data(as_text=True)
        assert f">{colleague.mask_name}</option>" in page
        assert give(mori, text, colleague).status_code == 303
        assert holder(house, mori, text) == colleague.mask_name
        with clock.standing_at(start + timedelta(minutes=16)):
            assert holder(house, mori, text) is None
        heard = [mask_id for mask_id, kind in notices(house) if kind is NoticeKind.HANDED]
        assert heard == ([away.mask_id] if colleague is away else [])
    assert writer.client.get(f"/review/{text}").status_code == 404


@pytest.mark.parametrize(("kind", "minutes"), [("scam.loan", 15), ("crisis.suicide_self", 5)])
def test_what_nobody_opens_is_soon_free_for_all_again(sqlite_house: House, kind: str, minutes: int) -> None:
    house = sqlite_house
    mori, kawa = house.moderator(), house.moderator()
    on_duty(house, kawa)
    text, start = house.said(house.member(), "きょうの天気"), clock.now()
    house.worry(text, kind)
    with clock.standing_at(start):
        give(mori, text, kawa)
    with clock.standing_at(start + timedelta(minutes=minutes, seconds=-1)):
        assert holder(house, mori, text) == kawa.mask_name
    with clock.standing_at(start + timedelta(minutes=minutes, seconds=1)):
        house.claim(mori, text)


def test_what_somebody_else_holds_or_what_is_over_cannot_be_given_away(sqlite_house: House) -> None:
    house = sqlite_house
    mori, kawa, sora = house.moderator(), house.moderator(), house.moderator()
    on_duty(house, kawa)
    text = house.held(house.member())
    house.claim(sora, text)
    assert give(mori, text, kawa).status_code == 409
    assert holder(house, mori, text) == sora.mask_name
    house.rule(sora, text, Outcome.PUBLISH_MASKED)
    assert give(mori, text, kawa).status_code == 409
    assert holder(house, mori, text) is None


def test_shifts_limits_and_leases_hang_on_one_name_whatever_is_usual_today(sqlite_house: House) -> None:
    """A moderator without a badge who writes under another name today is the same colleague."""
    house = sqlite_house
    mori, kawa, lead = house.moderator(), house.moderator(), house.moderator(Role.LEAD)
    other = house.another_name(kawa, "あしたの名前")
    assert kawa.post(f"/me/masks/{other}/usual").status_code == 303
    on_duty(house, kawa)
    text = house.held(house.member())
    assert give(mori, text, kawa).status_code == 303
    with looking(house.app, kawa) as actor:
        assert (actor.mask_id, actor.work_mask) == (other, kawa.mask_id)
    house.claim(kawa, text)
    assert holder(house, mori, text) == kawa.mask_name
    assert lead.post(f"/review/loads/{kawa.mask_id}/limit", heavy="0").status_code == 303
    with looking(house.app, kawa) as actor:
        assert turns.measure_of(actor).is_reached, "the lead's limit reaches whoever bears the name"
