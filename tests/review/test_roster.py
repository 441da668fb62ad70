"""The duty roster: putting oneself down, handing on, planning by the lead, gaps; and what everybody else sees of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import func, select

from app import clock, db
from app.accounts import duty
from app.accounts.models import Shift, WeeklyShift
from app.errors import NotAllowed
from app.notices.models import NoticeKind
from app.permissions import Role
from app.review import roster, week, weekly
from app.review.roster import Hours, NotThen
from tests.review.conftest import House
from tests.support.cast import Person, a_visitor, at_work, looking
from tests.support.together import at_once

# A Sunday evening in Tokyo, some days before Germany leaves summer time.
NOW = datetime(2027, 10, 24, 10, 0, tzinfo=UTC)
TONIGHT = date(2027, 10, 24)
HOUR = timedelta(hours=1)
TOKYO = "Asia/Tokyo"


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    """Everybody comes and signs in on that evening."""
    with clock.standing_at(NOW):
        yield


def fields(day: date, starts: str, ends: str, zone: str = TOKYO, **more: str) -> dict[str, str]:
    return {"day": day.isoformat(), "starts": starts, "ends": ends, "zone": zone, **more}


def put_down(person: Person, day: date = TONIGHT, starts: str = "21:00", ends: str = "23:00", **more: str) -> None:
    answer = person.post("/review/roster/shifts", **fields(day, starts, ends, **more))
    assert answer.status_code == 303, answer.get_data(as_text=True)


def shifts(house: House) -> list[Shift]:
    with looking(house.app):
        found = list(db.session().scalars(select(Shift).order_by(Shift.starts_at)))
        db.session().expunge_all()
        return found


def page(person: Person, where: str = "/review/roster") -> str:
    return person.client.get(where).get_data(as_text=True)


def test_watchers_and_moderators_put_themselves_down_and_see_their_own(house: House) -> None:
    with clock.standing_at(NOW):
        for person in (house.member(role=Role.WATCHER), house.moderator()):
            put_down(person, starts="23:00", ends="01:00")
            assert "（わたし）" in page(person)
        assert [shift.starts_at for shift in shifts(house)] == [NOW + 4 * HOUR] * 2
        assert [shift.ends_at for shift in shifts(house)] == [NOW + 6 * HOUR] * 2


def test_what_cannot_be_promised_is_said_kindly_and_keeps_what_was_typed(sqlite_house: House) -> None:
    mori = sqlite_house.moderator()
    with clock.standing_at(NOW):
        put_down(mori)
        for day, starts, ends, words in (
            (TONIGHT, "22:00", "23:30", "もう当番が入っています"),
            (TONIGHT - timedelta(days=1), "10:00", "11:00", "もうすぎた時間"),
            (TONIGHT, "06:00", "05:00", "12時間まで"),
            (TONIGHT + timedelta(days=60), "21:00", "23:00", "5週間より先"),
        ):
            answer = mori.post("/review/roster/shifts", **fields(day, starts, ends))
            assert answer.status_code == 422
            text = answer.get_data(as_text=True)
            assert words in text
            assert f'value="{day.isoformat()}"' in text
        assert mori.post("/review/roster/shifts", day="あした", starts="x", ends="", zone="Mars").status_code == 422
        assert len(shifts(sqlite_house)) == 1


def test_every_week_stands_on_the_roster_ahead_and_goes_on_by_itself(house: House) -> None:
    mori = house.moderator()
    with clock.standing_at(NOW):
        put_down(mori, weekly="1")
        assert [shift.starts_at for shift in shifts(house)] == [
            NOW + 2 * HOUR + number * 7 * 24 * HOUR for number in range(6)
        ]
        rounds = house.app.extensions["tomoshibi_errands"]
        rounds.go()
        assert len(shifts(house)) == 6, "going round makes nothing twice"
    with clock.standing_at(NOW + timedelta(days=12)):
        rounds.go()
        assert len(shifts(house)) == 7
        with looking(house.app):
            mine = db.session().scalars(select(WeeklyShift)).one().id
        assert mori.post(f"/review/roster/weekly/{mine}/remove").status_code == 303
        assert [shift.starts_at for shift in shifts(house)] == [
            NOW + 2 * HOUR + number * 7 * 24 * HOUR for number in range(2)
        ], "what is past or runs stays"


def test_one_week_that_was_given_back_stays_away(house: House) -> None:
    mori = house.moderator()
    with clock.standing_at(NOW):
        put_down(mori, weekly="1")
        given_back = shifts(house)[1]
        assert mori.post(f"/review/roster/shifts/{given_back.id}/remove").status_code == 303
    for days in range(0, 10, 3):
        with clock.standing_at(NOW + timedelta(days=days)):
            house.app.extensions["tomoshibi_errands"].go()
    assert given_back.starts_at not in [shift.starts_at for shift in shifts(house)]


def test_who_has_no_roster_yet_is_told_what_that_means(sqlite_house: House) -> None:
    mori = sqlite_house.moderator()
    assert "まだ一度も当番がない" in page(mori)
    put_down(mori)
    assert "まだ一度も当番がない" not in page(mori)


def test_a_clock_abroad_keeps_its_own_hours_and_the_gap_in_tokyo_is_shown_before(sqlite_house: House) -> None:
    """Berlin watches from 15:00: by Tokyo's clock from 22:00, and from 23:00 once summer time is over."""
    mori, berlin = sqlite_house.moderator(), sqlite_house.moderator()
    with clock.standing_at(NOW):
        for number in range(7):
            put_down(mori, TONIGHT + timedelta(days=number), "19:00", "22:00", weekly="1")
            put_down(berlin, TONIGHT + timedelta(days=number), "15:00", "23:00", zone="Europe/Berlin", weekly="1")
        with looking(sqlite_house.app, mori) as actor:
            days = {each.day: [gap.said for gap in each.gaps] for each in week.coming(actor, TOKYO, 10)}
        assert days[date(2027, 10, 30)] == ["06:00–19:00"]
        assert days[date(2027, 10, 31)] == ["06:00–19:00", "22:00–23:00"]
        assert "22:00–23:00" not in page(mori), "not yet within the week"
    with clock.standing_at(NOW + timedelta(days=2)):
        assert "22:00–23:00（夜をふくむ）" in page(mori)
    for minutes, is_tight in ((-1, False), (0, True), (59, True), (60, False)):
        with (
            clock.standing_at(datetime(2027, 10, 31, 13, tzinfo=UTC) + timedelta(minutes=minutes)),
            looking(sqlite_house.app),
        ):
            assert duty.is_tight() is is_tight


def test_a_shift_is_handed_on_and_never_nobodys(house: House) -> None:
    mori, kai = house.moderator(), house.member(role=Role.WATCHER)
    with clock.standing_at(NOW):
        put_down(mori)
        shift = shifts(house)[0]
        assert kai.post(f"/review/roster/shifts/{shift.id}/takeover").status_code == 303
        assert shifts(house)[0].mask_id == mori.mask_id, "nobody takes what is not offered"
        mori.post(f"/review/roster/shifts/{shift.id}/offer")
        assert shifts(house)[0].mask_id == mori.mask_id, "until somebody takes it, the promise stands"
        assert "代わってくれる人を待っている当番" in page(kai)
        kai.post(f"/review/roster/shifts/{shift.id}/takeover")
        assert (shifts(house)[0].mask_id, shifts(house)[0].is_offered) == (kai.mask_id, False)
    assert (NoticeKind.ROSTER, "taken", "") in house.told(mori)


def test_of_several_who_take_an_offer_at_once_one_has_it(house: House) -> None:
    mori, others = house.moderator(), [house.moderator() for _number in range(4)]
    with clock.standing_at(NOW):
        put_down(mori)
        shift = shifts(house)[0]
        mori.post(f"/review/roster/shifts/{shift.id}/offer")

        def take(number: int) -> list[str]:
            with at_work(house.app, others[number]) as actor:
                try:
                    roster.take_over(actor, roster.shift_for(actor, shift.id))
                except NotThen:
                    return []
            return [others[number].mask_id]

        done = [mask for each in at_once(len(others), take) for mask in each]
        assert done == [shifts(house)[0].mask_id]


def test_who_gives_back_while_on_duty_is_free_at_once(sqlite_house: House) -> None:
    mori = sqlite_house.moderator()
    with clock.standing_at(NOW):
        put_down(mori)
    with clock.standing_at(NOW + 3 * HOUR):
        mori.post(f"/review/roster/shifts/{shifts(sqlite_house)[0].id}/remove")
        assert shifts(sqlite_house)[0].ends_at == NOW + 3 * HOUR
        with looking(sqlite_house.app):
            assert duty.is_tight()


def test_the_lead_plans_and_changes_for_others_who_are_told(house: House) -> None:
    lead, kai, mori = house.member(role=Role.LEAD), house.member(role=Role.WATCHER), house.moderator()
    with clock.standing_at(NOW):
        put_down(lead, who=kai.mask_id)
        shift = shifts(house)[0]
        assert shift.mask_id == kai.mask_id
        assert kai.mask_name in page(lead)
        answer = lead.post(
            f"/review/roster/shifts/{shift.id}/hours", **fields(TONIGHT, "20:00", "23:00", who=mori.mask_id)
        )
        assert answer.status_code == 303
        assert (shifts(house)[0].mask_id, shifts(house)[0].starts_at) == (mori.mask_id, NOW + HOUR)
    assert [topic for kind, topic, _words in house.told(kai) if kind is NoticeKind.ROSTER] == [
        "planned",
        "planned",
        "removed",
    ]
    assert (NoticeKind.ROSTER, "planned", "") in house.told(mori)


@pytest.mark.parametrize("what", ["hours", "remove", "offer", "offer/remove"])
def test_nobody_but_the_lead_touches_the_shift_of_another(sqlite_house: House, what: str) -> None:
    mori, other = sqlite_house.moderator(), sqlite_house.moderator()
    with clock.standing_at(NOW):
        put_down(mori)
        before = shifts(sqlite_house)[0]
        answer = other.post(f"/review/roster/shifts/{before.id}/{what}", **fields(TONIGHT, "20:00", "21:00"))
        assert answer.status_code == 403
        assert other.client.get(f"/review/roster/shifts/{before.id}").status_code == 403
        after = shifts(sqlite_house)[0]
        assert (after.starts_at, after.mask_id, after.is_offered) == (before.starts_at, before.mask_id, False)


def test_nobody_but_the_lead_puts_others_down(sqlite_house: House) -> None:
    mori, other = sqlite_house.moderator(), sqlite_house.moderator()
    with clock.standing_at(NOW):
        answer = mori.post("/review/roster/shifts", **fields(TONIGHT, "21:00", "23:00", who=other.mask_id))
        assert answer.status_code == 403
        assert shifts(sqlite_house) == []
        planned = Hours(TONIGHT, time(21), time(23), TOKYO)
        with at_work(sqlite_house.app, mori) as actor, pytest.raises(NotAllowed):
            weekly.promise(actor, other.mask_id, planned)


def test_everybody_sees_a_number_and_hours_and_never_a_name(house: House) -> None:
    mori, kai = house.moderator(), house.member(role=Role.WATCHER)
    with clock.standing_at(NOW):
        put_down(mori, starts="19:00", ends="23:00")
        put_down(kai, starts="19:00", ends="23:00")
        put_down(kai, starts="23:00", ends="01:00")
        for browser in (a_visitor(house.app), house.member().client):
            for where in ("/rooms", "/rooms/yoru", "/boards"):
                text = browser.get(where).get_data(as_text=True)
                assert "今夜の見守り：2人（1時まで）" in text
                assert mori.mask_name not in text
                assert kai.mask_name not in text
            assert browser.get("/review/roster").status_code in {302, 303, 404}


def test_shifts_of_more_than_a_year_ago_are_forgotten(sqlite_house: House) -> None:
    mori = sqlite_house.moderator()
    with clock.standing_at(NOW):
        put_down(mori)
    with clock.standing_at(NOW + timedelta(days=390)), at_work(sqlite_house.app):
        assert roster.forget_past() == 0
    with clock.standing_at(NOW + timedelta(days=402)), at_work(sqlite_house.app):
        assert roster.forget_past() == 1
        assert db.session().scalar(select(func.count()).select_from(Shift)) == 0
