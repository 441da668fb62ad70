"""Whoever may not listen any more hears nothing more within two seconds: in every process, also while Redis is away."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app import clock
from app.accounts import current, staff
from app.chat import keeping, queries
from app.permissions import Role
from tests.proofs.conftest import ROOM, Broken, Ground, broken
from tests.support.bell import Bell
from tests.support.cast import Person, a_member, at_work
from tests.support.chromium import visitor
from tests.support.promises import kept
from tests.support.talkers import PATIENCE, Talker

SOON = 2.0


@pytest.fixture
def bell(tmp_path: Path) -> Iterator[Bell]:
    made = Bell(tmp_path).start()
    yield made
    made.stop()


def evict(ground: Ground, person: Person, by: Person) -> None:
    """A moderator, in a process that holds no socket, keeps the writer of a line outside."""
    with at_work(ground.app, by) as moderator:
        room = queries.room_for(moderator, ROOM)
        line = next(each for each in queries.latest(moderator, room) if each.mask_id == person.mask_id)
        keeping.evict(moderator, room, line)


def close(ground: Ground, by: Person) -> None:
    with at_work(ground.app, by) as moderator:
        keeping.close(moderator, queries.room_for(moderator, ROOM))


def let_the_night_be_over(ground: Ground) -> None:
    """The hours of the room end: nobody does anything."""
    here = clock.now().astimezone(clock.TOKYO)
    with at_work(ground.app) as nobody:
        room = queries.room_for(nobody, ROOM)
        room.opens_at, room.closes_at = ((here + timedelta(hours=hours)).time() for hours in (2, 3))


def open_all_night(ground: Ground) -> None:
    with at_work(ground.app) as nobody:
        room = queries.room_for(nobody, ROOM)
        room.opens_at = room.closes_at = room.closed_at = None


def everybody_goes(ground: Ground, bell: Bell, defect: str = "", patience: float = PATIENCE) -> float:
    """One logs out, one loses a role, one is sent outside, and one stays until the room is closed; says how long it took
    at the most until they were gone."""
    open_all_night(ground)
    site = ground.site(defect, TOMOSHIBI_REDIS_URL=bell.url)
    mori = a_member(ground.app, role=Role.MODERATOR)
    people = [a_member(ground.app), a_member(ground.app, role=Role.WATCHER), a_member(ground.app), a_member(ground.app)]
    leaves, loses, goes_out, stays = talkers = [Talker(site, person, ROOM) for person in people]
    try:
        for talker in talkers:
            assert talker.enter()["ok"]
        assert goes_out.say("こんばんは")["ok"]
        bell.stop()
        people[0].post("/logout")
        with at_work(ground.app):
            staff.retire(staff.colleague_called(current.keys(), people[1].mask_name))
        evict(ground, people[2], mori)
        began = time.monotonic()
        for who, talker in (("logged out", leaves), ("without a role", loses), ("outside", goes_out)):
            broken(not talker.is_cut_off(patience), f"{who}, and still connected")
        took = time.monotonic() - began
        assert goes_out.hears(lambda event, given: event == "evicted" and given.get("room") == ROOM), "and was told why"
        close(ground, mori)
        return max(took, _hears_that_it_closed(stays), stays.lasts())
    finally:
        for talker in talkers:
            talker.go()
        bell.start()


def _hears_that_it_closed(talker: Talker) -> float:
    """Seconds until it did."""
    began = time.monotonic()
    closed = talker.hears(lambda event, given: event == "room_changed" and not given["open"])
    broken(not closed, "the room is closed, and nobody in it knows")
    return time.monotonic() - began


def test_sockets_end_in_every_process_while_redis_is_away(ground: Ground, bell: Bell) -> None:
    assert kept(SOON, lambda: everybody_goes(ground, bell))


def test_the_proof_sees_a_server_without_a_sweep(sqlite_ground: Ground, bell: Bell) -> None:
    with pytest.raises(Broken, match="still connected"):
        everybody_goes(sqlite_ground, bell, "never_sweep", 2 * SOON)


def test_whoever_is_sent_outside_hears_nothing_more_and_may_not_come_back_tonight(ground: Ground) -> None:
    site, mori = ground.site(), a_member(ground.app, role=Role.MODERATOR)
    person, other = a_member(ground.app), a_member(ground.app)
    outside, inside = Talker(site, person, ROOM), Talker(site, other, ROOM)
    for talker in (outside, inside):
        assert talker.enter()["ok"]
    assert outside.say("ここにいます")["ok"]
    evict(ground, person, mori)
    assert outside.is_cut_off()
    assert inside.hears(lambda event, given: event == "presence_changed" and given["awake"] == 1)
    again = Talker(site, person, ROOM)
    assert again.enter()["error"] == "outside"
    assert inside.say("しずかになりました")["ok"]
    assert inside.hears_words("しずかになりました")
    assert "しずかになりました" not in outside.bodies() + again.bodies()
    for talker in (outside, inside, again):
        talker.go()


def test_when_the_hours_of_a_room_are_over_everybody_there_is_told(sqlite_ground: Ground) -> None:
    site = sqlite_ground.site()

    def took() -> float:
        open_all_night(sqlite_ground)
        talker = Talker(site, a_member(sqlite_ground.app), ROOM)
        assert talker.enter()["ok"]
        assert talker.hears(lambda event, given: event == "room_changed" and given["open"]), "a round of the server"
        let_the_night_be_over(sqlite_ground)
        seconds = max(_hears_that_it_closed(talker), talker.lasts())
        talker.go()
        return seconds

    assert kept(SOON, took), "nobody keeps a line to a room that says nothing"


def test_the_page_of_whoever_is_sent_outside_says_so_and_shows_nothing_new(
    sqlite_ground: Ground, chromium: Browser
) -> None:
    site, mori = sqlite_ground.site(), a_member(sqlite_ground.app, role=Role.MODERATOR)
    talker = Talker(site, a_member(sqlite_ground.app), ROOM)
    talker.enter()

    def took() -> float:
        person = a_member(sqlite_ground.app)
        later = f"{person.mask_name}のあとのことば"
        with visitor(chromium) as context:
            context.add_cookies(person.cookies_at(site.url))
            page = context.new_page()
            page.goto(f"{site.url}/rooms/{ROOM}")
            page.locator("#say").fill("ここにいます")
            page.locator(".chat-composer__send").click()
            expect(page.locator("[data-delivery=delivered]")).to_be_visible()
            page.locator("#say").fill("書きかけのことば")
            evict(sqlite_ground, person, mori)
            began = time.monotonic()
            expect(page.locator("[data-say-state]")).to_contain_text("今夜はこの部屋をお休み")
            seconds = time.monotonic() - began
            assert talker.say(later)["ok"]
            assert talker.hears_words(later)
            assert later not in page.content()
            expect(page.locator("#say")).to_have_value("書きかけのことば")
        return seconds

    assert kept(SOON, took)
    talker.go()
