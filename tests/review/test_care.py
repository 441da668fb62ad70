"""Whoever reads must stay all right: nothing unwanted first, a measure for the day, a pause, and nobody counts."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.accounts import current
from app.permissions import Role
from app.review import loads, queries, sharing, themes, turns, wishes
from app.review.care_models import ReviewWish
from tests.review.conftest import House
from tests.support.cast import Person, at_work, looking

HEAVY, LIGHT = "crisis.child_abuse", "scam.loan"


def about(house: House, kind: str, minutes: int = 1) -> str:
    """A text of somebody else that waits because of this, since so many minutes."""
    text = house.said(house.member(), f"きょうは雨の日でした {minutes}")
    house.worry(text, kind, 2, clock.now() - timedelta(minutes=minutes))
    return text


def next_noon() -> datetime:
    """Tomorrow in Tokyo, with room for what is counted by the day."""
    return clock.now().astimezone(clock.TOKYO).replace(hour=12, minute=0) + timedelta(days=1)


def avoid(house: House, moderator: Person, *names: str, measure: int = 10) -> None:
    with at_work(house.app, moderator) as actor:
        wishes.choose(current.keys(), str(actor.member_id), frozenset(names), measure)


def taken_next(house: House, moderator: Person) -> str | None:
    with at_work(house.app, moderator) as actor:
        found = turns.take_next(actor)
        return found.id if found else None


def decide(house: House, moderator: Person, text: str) -> str:
    """By the page; answers where one is led next."""
    mark = house.mark(moderator, text)
    answer = moderator.post(f"/review/{text}/rulings", outcome="publish", reason="hurts", mark=mark)
    assert answer.status_code == 303
    return str(answer.location)


def test_the_next_is_the_worst_that_nobody_holds(house: House) -> None:
    mori, kawa = house.moderator(), house.moderator()
    light, heavy = about(house, LIGHT, 60), about(house, "abuse.threat")
    assert taken_next(house, mori) == heavy
    assert taken_next(house, kawa) == light
    assert taken_next(house, house.moderator()) is None
    assert taken_next(house, mori) == heavy, "what one holds already comes first"


def test_after_a_decision_the_next_case_is_there_at_once_and_held(house: House) -> None:
    mori, kawa = house.moderator(), house.moderator()
    first, second = about(house, "abuse.threat"), about(house, LIGHT)
    assert mori.post("/review/next").location == f"/review/{first}"
    assert decide(house, mori, first) == f"/review/{second}"
    with looking(house.app, kawa) as actor:
        holder = queries.holder_of(actor, queries.contribution_for(actor, second))
    assert holder is not None
    assert holder.name == mori.mask_name
    assert decide(house, mori, second) == "/review"


def test_an_avoided_theme_goes_to_others_first_and_stands_folded_away(sqlite_house: House) -> None:
    mori, kawa = sqlite_house.moderator(), sqlite_house.moderator()
    avoid(sqlite_house, mori, "sexual")
    unwanted, other = about(sqlite_house, "abuse.sexual", 20), about(sqlite_house, LIGHT)
    assert taken_next(sqlite_house, mori) == other
    with looking(sqlite_house.app, mori) as actor:
        listed, apart = turns.sorted_out(actor, queries.queue(actor))
        assert [item.contribution.id for item in listed] == [other]
        assert [item.contribution.id for item in apart] == [unwanted]
    assert taken_next(sqlite_house, kawa) == unwanted


def test_a_life_in_danger_is_listed_for_everybody_and_offered_to_everybody_once_its_minutes_are_over(
    sqlite_house: House,
) -> None:
    mori = sqlite_house.moderator()
    avoid(sqlite_house, mori, "child", measure=3)
    life = about(sqlite_house, HEAVY, 4)
    with looking(sqlite_house.app, mori) as actor:
        listed, _apart = turns.sorted_out(actor, queries.queue(actor))
        assert [item.contribution.id for item in listed] == [life]
    assert taken_next(sqlite_house, mori) is None, "others have five minutes"
    with clock.standing_at(clock.now() + timedelta(minutes=2)):
        assert taken_next(sqlite_house, mori) == life


def test_after_the_measure_of_a_day_only_lighter_ones_come(sqlite_house: House) -> None:
    mori = sqlite_house.moderator()
    avoid(sqlite_house, mori, measure=3)
    for number in range(3):
        decide(sqlite_house, mori, about(sqlite_house, "abuse.threat", number + 1))
    about(sqlite_house, "abuse.threat")
    light = about(sqlite_house, LIGHT)
    assert taken_next(sqlite_house, mori) == light
    with clock.standing_at(clock.now() + timedelta(days=1)), looking(sqlite_house.app, mori) as actor:
        assert not turns.measure_of(actor).is_reached, "the next day is a new one"


def test_three_heavy_ones_in_a_row_end_at_an_offer_to_rest(house: House) -> None:
    mori = house.moderator()
    texts = [about(house, "abuse.threat", 10 - number) for number in range(4)]
    assert [decide(house, mori, text) for text in texts[:3]] == [
        f"/review/{texts[1]}",
        f"/review/{texts[2]}",
        "/review/rest",
    ]
    page = mori.client.get("/review/rest").get_data(as_text=True)
    assert "休んだことは、だれにも伝わりません" in page
    assert mori.post("/review/rest", choice="on").location == f"/review/{texts[3]}"
    assert decide(house, mori, texts[3]) == "/review", "the count has begun anew"


def test_a_lighter_one_between_them_is_a_pause_of_its_own(sqlite_house: House) -> None:
    mori, noon = sqlite_house.moderator(), next_noon()
    for minute, kind in enumerate(("abuse.threat", "abuse.threat", LIGHT, "abuse.threat")):
        with clock.standing_at(noon + timedelta(minutes=minute)):
            decide(sqlite_house, mori, about(sqlite_house, kind))
    with clock.standing_at(noon + timedelta(minutes=4)), looking(sqlite_house.app, mori) as actor:
        assert not turns.needs_rest(actor)
        assert loads.today(actor).heavy == 3


def test_whoever_stops_is_thanked_and_led_away_from_the_console(sqlite_house: House) -> None:
    assert sqlite_house.moderator().post("/review/rest", choice="stop").location == "/"


def test_passing_over_needs_no_reason_leaves_it_to_others_and_is_written_nowhere_in_the_open(house: House) -> None:
    mori, kawa, lead = house.moderator(), house.moderator(), house.moderator(Role.LEAD)
    first, second = about(house, "abuse.threat", 20), about(house, LIGHT)
    mori.post("/review/next")
    assert mori.post(f"/review/{first}/aside").location == f"/review/{second}"
    assert taken_next(house, kawa) == first
    assert first not in lead.client.get("/review/loads").get_data(as_text=True)
    with looking(house.app):
        rows = db.session().scalars(select(ReviewWish)).all()
        assert first.encode() not in b"".join(row.sealed for row in rows)
        assert {len(row.sealed) for row in rows} == {wishes.SIZE + 28}


def test_what_one_wishes_is_sealed_and_of_one_size_whatever_it_says(house: House) -> None:
    mori, kawa = house.moderator(), house.moderator()
    avoid(house, mori)
    avoid(house, kawa, *themes.TABLE)
    with at_work(house.app, kawa) as actor:
        for number in range(60):
            wishes.put_aside(current.keys(), str(actor.member_id), f"{number:016}")
    with looking(house.app, kawa) as actor:
        sizes = {len(row.sealed) for row in db.session().scalars(select(ReviewWish))}
        known = wishes.of(current.keys(), actor.member_id)
    assert len(sizes) == 1
    assert known.avoided == frozenset(themes.TABLE)
    assert len(known.aside) == wishes.MOST_ASIDE
    assert known.has_put_aside(f"{59:016}")


def test_wishes_are_chosen_on_a_page_that_shows_them_to_their_owner_alone(sqlite_house: House) -> None:
    mori, lead = sqlite_house.moderator(), sqlite_house.moderator(Role.LEAD)
    assert mori.post("/review/care", themes=["dying", "home"], measure="5").location == "/review/care"
    page = mori.client.get("/review/care").get_data(as_text=True)
    for chosen in ('value="dying" checked', 'value="home" checked', 'value="5" checked'):
        assert chosen in page
    assert 'value="dying" checked' not in lead.client.get("/review/care").get_data(as_text=True)
    assert "家の中の暴力" not in lead.client.get("/review/loads").get_data(as_text=True)
    answer = mori.post("/review/care", themes=["home"], measure="4000")
    assert answer.status_code == 422
    assert 'value="home" checked' in answer.get_data(as_text=True), "what was chosen is kept"


def test_a_lead_sees_minutes_and_heavy_texts_by_name_and_never_how_many_in_all(sqlite_house: House) -> None:
    mori, lead, start = sqlite_house.moderator(), sqlite_house.moderator(Role.LEAD), next_noon()
    with clock.standing_at(start):
        text = about(sqlite_house, "abuse.threat")
        decide(sqlite_house, mori, about(sqlite_house, LIGHT))
    for minutes in range(0, 12, 2):
        with clock.standing_at(start + timedelta(minutes=minutes)):
            sqlite_house.claim(mori, text)
    with clock.standing_at(start + timedelta(minutes=10)):
        decide(sqlite_house, mori, text)
    with clock.standing_at(start + timedelta(minutes=10)), looking(sqlite_house.app, lead) as actor:
        people = {each.name: each for each in sharing.everybody(current.keys(), actor)}
    assert people[mori.mask_name].today == sharing.Carried(10, 1)
    assert people[lead.mask_name].today == sharing.Carried(0, 0)
    assert list(people) == sorted(people), "by name: nothing here is a ranking"


def test_time_away_from_a_case_counts_for_nobody(sqlite_house: House) -> None:
    mori, start = sqlite_house.moderator(), clock.now()
    text = about(sqlite_house, "abuse.threat")
    sqlite_house.claim(mori, text)
    with clock.standing_at(start + timedelta(hours=3)), at_work(sqlite_house.app, mori) as actor:
        turns.pass_over(actor, queries.contribution_for(actor, text))
        assert loads.today(actor).seconds <= 120


def test_a_lead_evens_it_with_a_smaller_measure_that_never_widens_ones_own(sqlite_house: House) -> None:
    mori, lead = sqlite_house.moderator(), sqlite_house.moderator(Role.LEAD)
    avoid(sqlite_house, mori, measure=5)
    heavy = about(sqlite_house, "abuse.threat")
    assert lead.post(f"/review/loads/{mori.mask_id}/limit", heavy="0").status_code == 303
    assert taken_next(sqlite_house, mori) is None
    lead.post(f"/review/loads/{mori.mask_id}/limit", heavy=str(sharing.NO_LIMIT))
    assert taken_next(sqlite_house, mori) == heavy


def test_a_lead_puts_back_what_somebody_holds(sqlite_house: House) -> None:
    mori, kawa, lead = sqlite_house.moderator(), sqlite_house.moderator(), sqlite_house.moderator(Role.LEAD)
    text = about(sqlite_house, LIGHT)
    sqlite_house.claim(mori, text)
    assert lead.post(f"/review/loads/{mori.mask_id}/leases/remove").status_code == 303
    assert taken_next(sqlite_house, kawa) == text


@pytest.mark.parametrize("role", [Role.WATCHER, Role.MODERATOR, Role.COUNSELLOR, Role.OPERATOR, Role.MEMBER])
def test_nobody_but_a_lead_sees_who_carries_what(sqlite_house: House, role: Role) -> None:
    person, mori = sqlite_house.member(role=role), sqlite_house.moderator()
    assert person.client.get("/review/loads").status_code == 404
    assert person.post(f"/review/loads/{mori.mask_id}/limit", heavy="0").status_code == 404
    assert person.post(f"/review/loads/{mori.mask_id}/leases/remove").status_code == 404


def test_a_mask_of_a_member_is_nobody_a_lead_could_limit(sqlite_house: House) -> None:
    yuki, lead = sqlite_house.member(), sqlite_house.moderator(Role.LEAD)
    assert lead.post(f"/review/loads/{yuki.mask_id}/limit", heavy="0").status_code == 404


def test_what_was_carried_is_forgotten_after_five_weeks(house: House) -> None:
    mori = house.moderator()
    decide(house, mori, about(house, LIGHT))
    with clock.standing_at(clock.now() + timedelta(days=34)), at_work(house.app):
        assert loads.forget_old() == 0
    with clock.standing_at(clock.now() + timedelta(days=36)), at_work(house.app):
        assert loads.forget_old() == 1


def test_one_decides_without_opening_the_text(sqlite_house: House) -> None:
    mori = sqlite_house.moderator()
    text = about(sqlite_house, LIGHT)
    mori.post("/review/next")
    page = mori.client.get(f"/review/{text}").get_data(as_text=True)
    assert "<details open" not in page.replace('class="fold" ', "")
    assert decide(sqlite_house, mori, text) == "/review"
    assert sqlite_house.rulings(text) == [1]
