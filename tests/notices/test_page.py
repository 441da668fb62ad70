"""The page of notices: new first, each place once, nothing of what is gone, and what is chosen about it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import clock, db
from app.contributions import services as door
from app.contributions.models import Contribution
from app.notices.models import Notice, NoticeKind
from app.notices.services import Said, followed_up, forget_expired, replied, tell
from tests.support.cast import Person, a_member, an_app, at_work, looking
from tests.support.threads import a_board, a_reply, a_thread


@pytest.fixture
def app(migrated_database_url: str) -> Flask:
    return an_app(migrated_database_url)


@pytest.fixture
def quick_app(sqlite_url: str) -> Flask:
    return an_app(sqlite_url)


def page_of(person: Person) -> str:
    return person.client.get("/notices").get_data(as_text=True).split("<main")[1]


def lines(person: Person) -> int:
    return page_of(person).count('class="notice__words"')


def number_of_notices(app: Flask) -> int:
    with looking(app):
        return db.session().scalar(select(func.count()).select_from(Notice)) or 0


def test_what_happened_in_one_place_is_one_line_without_a_number(app: Flask) -> None:
    yuki, aki, board = a_member(app), a_member(app), a_board(app)
    threads = [a_thread(app, aki, board, title=f"題{number}") for number in range(2)]
    with at_work(app):
        first, second = (db.session().get_one(Contribution, thread) for thread in threads)
        for _number in range(3):
            replied(yuki.mask_id, first, first)
        replied(yuki.mask_id, second, second)
        for _number in range(2):
            followed_up([yuki.mask_id], first, first)
    page = page_of(yuki)
    assert lines(yuki) == 3
    assert "いくつか返事が届いています" in page
    assert "「その後」が、いくつか届いています" in page
    assert "返事が届きました" in page
    assert "題0" not in page


def test_new_ones_stand_before_those_that_were_read(quick_app: Flask) -> None:
    yuki = a_member(quick_app)
    for kind in (NoticeKind.RELEASED, NoticeKind.REMOVED):
        with at_work(quick_app):
            tell(yuki.mask_id, kind, None, Said("other"))
        if kind is NoticeKind.RELEASED:
            yuki.post("/notices/read")
    page = page_of(yuki)
    assert page.index("新しいもの") < page.index("見えないようにしてあります") < page.index("これまでのもの")
    assert page.index("これまでのもの") < page.index("ことばが、出ました")


def test_what_came_after_the_page_was_opened_stays_new(app: Flask) -> None:
    yuki = a_member(app)
    with at_work(app):
        shown = tell(yuki.mask_id, NoticeKind.RELEASED, None).id
    page = page_of(yuki)
    assert f'name="newest" value="{shown}"' in page
    with at_work(app):
        tell(yuki.mask_id, NoticeKind.REMOVED, None, Said("other"))
    yuki.post("/notices/read", newest=shown)
    page = page_of(yuki)
    assert page.index("見えないようにしてあります") < page.index("これまでのもの")
    # A page that was left open in another window makes nothing new again.
    yuki.post("/notices/read")
    yuki.post("/notices/read", newest=shown)
    assert "新しいもの" not in page_of(yuki)


def test_nobody_reads_up_to_the_notice_of_somebody_else(quick_app: Flask) -> None:
    yuki, kiku = a_member(quick_app), a_member(quick_app)
    with at_work(quick_app):
        tell(yuki.mask_id, NoticeKind.RELEASED, None)
    with clock.standing_at(clock.now() + timedelta(days=1)), at_work(quick_app):
        later = tell(kiku.mask_id, NoticeKind.RELEASED, None).id
    yuki.post("/notices/read", newest=later)
    with at_work(quick_app, yuki) as actor:
        assert actor.seen_until is not None
        assert actor.seen_until < clock.now()


@pytest.mark.parametrize("way", ["hold", "remove"])
def test_a_notice_is_there_as_long_as_what_it_is_about_can_be_read(app: Flask, way: str) -> None:
    yuki, aki = a_member(app), a_member(app)
    reply = a_reply(app, aki, a_thread(app, yuki, a_board(app)))
    assert lines(yuki) == 1
    with at_work(app):
        getattr(door, way)(db.session().get_one(Contribution, reply))
    assert lines(yuki) == 0
    assert "masthead__mark" not in yuki.client.get("/").get_data(as_text=True)
    with at_work(app):
        door.publish(db.session().get_one(Contribution, reply))
    assert lines(yuki) == 1
    aki.post(f"/contributions/{reply}/withdrawal")
    assert lines(yuki) == 0
    assert number_of_notices(app) == 0


def test_a_thread_that_was_taken_back_takes_the_notices_of_its_replies_along(app: Flask) -> None:
    yuki, aki = a_member(app), a_member(app)
    thread = a_thread(app, yuki, a_board(app))
    reply = a_reply(app, aki, thread)
    with at_work(app):
        replied(aki.mask_id, db.session().get_one(Contribution, reply), db.session().get_one(Contribution, thread))
    yuki.post(f"/contributions/{thread}/withdrawal")
    assert lines(aki) == 0


def test_a_notice_of_a_reply_leads_to_its_place(app: Flask) -> None:
    yuki, aki = a_member(app), a_member(app)
    thread = a_thread(app, yuki, a_board(app))
    reply = a_reply(app, aki, thread)
    link = f"/contributions/{reply}/place"
    assert f'href="{link}"' in page_of(yuki)
    led = yuki.client.get(link)
    assert led.status_code == 303
    assert thread in led.headers["Location"]
    aki.post(f"/contributions/{reply}/withdrawal")
    assert yuki.client.get(link).status_code == 404


def test_notices_end_after_a_season_and_care_after_two_weeks(app: Flask) -> None:
    yuki = a_member(app)
    with at_work(app):
        tell(yuki.mask_id, NoticeKind.RELEASED, None)
        tell(yuki.mask_id, NoticeKind.CARE, None, Said("self"))
    left = {}
    for days in (13, 15, 89, 91):
        with clock.standing_at(clock.now() + timedelta(days=days)), at_work(app):
            forget_expired()
        left[days] = number_of_notices(app)
    assert left == {13: 2, 15: 1, 89: 1, 91: 0}


def test_what_was_chosen_is_shown_again_and_the_usual_is_everything_and_quiet_nights(quick_app: Flask) -> None:
    yuki = a_member(quick_app)
    page = yuki.client.get("/me/notices").get_data(as_text=True)
    assert page.count(" checked") == 5
    assert '<option value="23" selected>' in page
    assert '<option value="7" selected>' in page
    sent = yuki.post("/me/notices", replies="1", quiet="1", quiet_from="21", quiet_until="6")
    assert (sent.status_code, sent.headers["Location"]) == (303, "/me/notices")
    page = yuki.client.get("/me/notices").get_data(as_text=True)
    assert page.count(" checked") == 2
    assert '<option value="21" selected>' in page
    assert "/me/notices" in yuki.client.get("/me").get_data(as_text=True)


@pytest.mark.parametrize("hour", ["24", "-1", "", "おそく", "9999999999999999999"])
def test_an_hour_that_is_none_comes_back_kindly_with_the_rest(quick_app: Flask, hour: str) -> None:
    yuki = a_member(quick_app)
    sent = yuki.post("/me/notices", thanks="1", quiet="1", quiet_from=hour, quiet_until="6")
    page = sent.get_data(as_text=True)
    assert sent.status_code == 422
    assert "もう一度たしかめてください" in page
    assert '<option value="6" selected>' in page
    assert page.count(" checked") == 2


def test_titles_and_addresses_say_nothing(quick_app: Flask) -> None:
    yuki = a_member(quick_app)
    for path in ("/notices", "/me/notices"):
        page = yuki.client.get(path).get_data(as_text=True)
        assert "<title>メモ</title>" in page
