"""One moderator at a time: five minutes, renewed, put back, taken over; and fifty at once make one ruling."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.contributions.models import Contribution
from app.contributions.services import withdraw
from app.review import chain, leases, queries, services
from app.review.models import Lease, Outcome
from app.review.services import TooLate
from tests.review.conftest import House
from tests.support.cast import Person, at_work, looking, state_of, token
from tests.support.together import at_once

RACERS = 50


def holder(house: House, moderator: Person, text: str) -> str | None:
    with looking(house.app, moderator) as actor:
        found = queries.holder_of(actor, queries.contribution_for(actor, text))
        return found.name if found else None


def test_a_case_is_held_for_five_minutes_and_then_free_for_others(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    text, start = house.held(yuki), clock.now()
    with clock.standing_at(start):
        house.claim(mori, text)
    with clock.standing_at(start + timedelta(minutes=4, seconds=59)):
        assert holder(house, kawa, text) == mori.mask_name
        with pytest.raises(TooLate):
            house.claim(kawa, text)
    with clock.standing_at(start + timedelta(minutes=5, seconds=1)):
        assert holder(house, kawa, text) is None
        house.claim(kawa, text)
        assert holder(house, mori, text) == kawa.mask_name


def test_holding_on_gives_five_minutes_more(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    text, start = house.held(yuki), clock.now()
    for minutes in (0, 4):
        with clock.standing_at(start + timedelta(minutes=minutes)):
            house.claim(mori, text)
    with clock.standing_at(start + timedelta(minutes=8)):
        assert holder(house, kawa, text) == mori.mask_name


def test_what_was_put_back_is_not_taken_again_by_a_renewal_that_comes_late(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    text = house.held(yuki)
    house.claim(mori, text)
    assert mori.post(f"/review/{text}/lease", only_if_held="1").status_code == 303
    mori.post(f"/review/{text}/lease/remove")
    assert mori.post(f"/review/{text}/lease", only_if_held="1").status_code == 409
    assert holder(house, kawa, text) is None


def test_only_the_holder_can_put_a_case_back(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    text = house.held(yuki)
    house.claim(mori, text)
    assert kawa.post(f"/review/{text}/lease/remove").status_code == 303
    assert holder(house, kawa, text) == mori.mask_name
    assert mori.post(f"/review/{text}/lease/remove").status_code == 303
    assert holder(house, kawa, text) is None


@pytest.mark.parametrize("way", ["/leave", "/logout", "/sessions/remove", "a mark alone"])
def test_whoever_signs_out_holds_nothing_any_more(sqlite_house: House, way: str) -> None:
    mori, kawa = sqlite_house.moderator(), sqlite_house.moderator()
    texts = [sqlite_house.held(sqlite_house.member(), f"電話 090-1234-567{number} です") for number in range(3)]
    for text in texts[:2]:
        sqlite_house.claim(mori, text)
    sqlite_house.claim(kawa, texts[2])
    if way == "a mark alone":
        sent = {"csrf_token": token(mori.client)}
        mori.client.set_cookie("away", "1")
        assert mori.client.post(f"/review/{texts[2]}/lease/remove", data=sent).status_code == 200
    else:
        assert mori.post(way).status_code == 303
    with looking(sqlite_house.app):
        assert db.session().scalars(select(Lease.contribution_id)).all() == [texts[2]], "and nobody else loses theirs"


def test_a_decision_after_the_lease_ran_out_still_counts_when_nobody_else_took_the_case(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text, start = house.held(yuki), clock.now()
    with clock.standing_at(start):
        house.claim(mori, text)
    with clock.standing_at(start + timedelta(minutes=20)):
        house.rule(mori, text, Outcome.PUBLISH)
    assert state_of(house.app, text) == "visible"


# What can end every case; a thread that is closed or a fold without a word would be refused to whoever comes first.
FITTING = (Outcome.PUBLISH, Outcome.PUBLISH_MASKED, Outcome.REMOVE, Outcome.WARN)


def test_fifty_at_once_make_exactly_one_ruling_and_one_notice(house: House) -> None:
    yuki, kiku = house.member(), house.member()
    moderators = [house.moderator() for _each in range(5)]
    text = house.held(yuki)
    house.report(kiku, text)
    marks = {moderator.mask_id: house.mark(moderator, text) for moderator in moderators}

    def run(number: int) -> str:
        moderator = moderators[number % len(moderators)]
        verdict = services.Verdict(FITTING[number % len(FITTING)], "identifies", "", "", marks[moderator.mask_id])
        return attempt(house, moderator, text, verdict)

    came_of_it = at_once(RACERS, run)
    assert sorted(came_of_it) == ["ruled"] + ["too late"] * (RACERS - 1)
    assert len(house.rulings(text)) == 1
    assert len(house.told(yuki)) == len(house.told(kiku)) == 1
    assert holder(house, moderators[0], text) is None


def test_a_thousand_races_make_one_ruling_each_and_leave_no_lease(house: House) -> None:
    """Twenty texts, fifty who want each of them, everybody in another order."""
    yuki = house.member()
    moderators = [house.moderator() for _each in range(5)]
    texts = [house.said(yuki, f"きょうの天気 {number}") for number in range(20)]
    for text in texts:
        house.worry(text, "scam.loan")
    verdict = services.Verdict(Outcome.PUBLISH, "solicits", "", "", house.mark(moderators[0], texts[0]))

    def run(number: int) -> list[str]:
        moderator, own_order = moderators[number % len(moderators)], texts[number % 20 :] + texts[: number % 20]
        return [attempt(house, moderator, text, verdict) for text in own_order]

    came_of_it = [ended for each in at_once(RACERS, run) for ended in each]
    assert sorted(came_of_it) == ["ruled"] * 20 + ["too late"] * 980
    assert [len(house.rulings(text)) for text in texts] == [1] * 20
    with looking(house.app):
        assert db.session().scalars(select(Lease)).all() == []
        assert (chain.verify().length, chain.verify().broken_at) == (20, None)


def attempt(house: House, moderator: Person, text: str, verdict: services.Verdict) -> str:
    """Take it and decide it; says what became of that."""
    try:
        with at_work(house.app, moderator) as actor:
            leases.claim(actor, queries.contribution_for(actor, text))
        with at_work(house.app, moderator) as actor:
            services.rule(actor, queries.contribution_for(actor, text), verdict)
    except TooLate:
        return "too late"
    except Exception as error:  # noqa: BLE001 - whatever else happened is what the test is about
        return repr(error)
    return "ruled"


def test_whoever_takes_the_next_while_others_decide_waits_for_nobody(house: House) -> None:
    """Deciding one and taking the next is one transaction: two who do so crosswise must not wait for each other."""
    yuki = house.member()
    moderators = [house.moderator() for _each in range(8)]
    texts = [house.said(yuki, f"きょうの天気 {number}") for number in range(24)]
    for text in texts:
        house.worry(text, "scam.loan")
    mark = house.mark(moderators[0], texts[0])
    answers: list[int] = []

    def run(number: int) -> None:
        # The first without taking it, so that the next of somebody else may be just what one decides.
        moderator, place = moderators[number], f"/review/{texts[number]}"
        while place.startswith("/review/"):
            answer = moderator.post(f"{place}/rulings", outcome="publish", reason="solicits", mark=mark)
            answers.append(answer.status_code)
            place = str(answer.location or moderator.post("/review/next").location)

    at_once(len(moderators), run)
    assert set(answers) <= {303, 409}, "decided, or told that somebody else has it"
    assert [len(house.rulings(text)) for text in texts] == [1] * 24
    with looking(house.app):
        assert db.session().scalars(select(Lease)).all() == []


def test_many_texts_decided_at_once_make_one_unbroken_chain(house: House) -> None:
    yuki = house.member()
    moderators = [house.moderator() for _each in range(10)]
    texts = [house.held(yuki, f"電話 090-1234-{5000 + number} です") for number in range(10)]
    marks = [house.mark(moderator, text) for moderator, text in zip(moderators, texts, strict=True)]
    at_once(10, lambda each: house.rule(moderators[each], texts[each], Outcome.PUBLISH, mark=marks[each]))
    with looking(house.app):
        found = chain.verify()
    assert (found.length, found.broken_at) == (10, None)


def test_a_ruling_waits_for_the_one_before_it_to_be_on_disk(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    first, second = house.held(yuki), house.held(yuki, "電話 080-1111-2222 です")
    mark = house.mark(kawa, second)
    other = threading.Thread(target=lambda: house.rule(kawa, second, Outcome.PUBLISH, mark=mark))
    verdict = services.Verdict(Outcome.REMOVE, "identifies", "", "", house.mark(mori, first))
    with at_work(house.app, mori) as actor:
        services.rule(actor, queries.contribution_for(actor, first), verdict)
        other.start()
        other.join(timeout=0.7)  # long enough to get in between, if it could
        assert other.is_alive()
    other.join()
    assert (house.rulings(first), house.rulings(second)) == ([1], [2])


def test_the_holder_of_a_case_that_its_author_took_back_is_told_it_is_gone(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = house.held(yuki)
    house.claim(mori, text)
    mark = house.mark(mori, text)
    with at_work(house.app, yuki) as actor:
        withdraw(actor, db.session().get_one(Contribution, text))
    assert mori.post(f"/review/{text}/rulings", outcome="publish", reason="other", mark=mark).status_code == 404
    assert state_of(house.app, text) == "removed"
