"""The room as somebody with a phone meets it, in a real Chromium."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app import db
from app.chat import queries, services
from app.chat.models import Message
from app.contributions.models import State
from app.ids import new_id
from tests.chat.conftest import a_room
from tests.support.cast import Person, a_member, an_app, at_work
from tests.support.chromium import visitor
from tests.support.site import Site
from tests.support.talkers import Talker


def sit_down(context: BrowserContext, site: Site, person: Person) -> Page:
    """This person's browser, in the room."""
    context.add_cookies(person.cookies_at(site.url))
    page = context.new_page()
    page.goto(f"{site.url}/rooms/yoru")
    expect(page.locator("[data-awake]")).to_contain_text("起きている")
    return page


@pytest.fixture
def evening(sqlite_url: str, live_server: Callable[..., Site]) -> tuple[Site, Person, Talker]:
    """A room with more lines than a page shows, one person to look over the shoulder of, and one who talks."""
    app = an_app(sqlite_url)
    a_room(app, "yoru")
    yuki, mori = a_member(app), a_member(app)
    with at_work(app, mori) as actor:
        room = queries.room_for(actor, "yoru")
        for number in range(60):
            body = f"{number}番めのことば"
            line = Message(mask_id=actor.mask_id, room_id=room.id, body=body, html=f"<p>{body}</p>", nonce=new_id())
            line.state = State.VISIBLE
            db.session().add(line)
            db.session().flush()
            services.appear(line)
    site = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)
    talker = Talker(site, mori, "yoru")
    assert talker.enter()["ok"]
    return site, yuki, talker


def test_reading_further_up_nothing_jumps_and_only_others_lines_are_counted(
    evening: tuple[Site, Person, Talker], chromium: Browser
) -> None:
    site, yuki, mori = evening
    with visitor(chromium) as context:
        page = sit_down(context, site, yuki)
        page.evaluate("scrollTo(0, 600)")
        page.wait_for_function("scrollY === 600")
        pill = page.locator("[data-newer]")
        assert mori.say("あたらしいひとこと")["ok"]
        expect(pill).to_have_text("新しい1件")
        assert mori.say("もうひとこと")["ok"]
        expect(pill).to_have_text("新しい2件")
        assert page.evaluate("scrollY") == 600
        expect(page.locator("[data-unread-line]")).to_have_count(1)
        expect(page.locator("[data-announce] p")).to_have_count(2)
        page.locator("[data-earlier] a").click()
        expect(page.locator("[data-earlier]")).to_have_count(0)
        expect(page.locator("[data-messages] .message")).to_have_count(62)
        pill.click()
        expect(pill).to_be_hidden()
        page.locator("#say").fill("わたしのひとこと")
        page.locator(".chat-composer__send").click()
        expect(page.locator(".message--own [data-delivery=delivered]")).to_have_text("届きました")
        expect(pill).to_be_hidden()
    mori.go()


def test_what_was_being_written_is_there_again_on_a_device_of_ones_own(
    evening: tuple[Site, Person, Talker], chromium: Browser
) -> None:
    site, yuki, mori = evening
    with visitor(chromium) as context:
        page = sit_down(context, site, yuki)
        own = page.locator("chat-room").get_attribute("data-own-device")
        page.locator("#say").fill("まだ途中のことば")
        page.reload()
        expect(page.locator("#say")).to_have_value("まだ途中のことば" if own == "yes" else "")
    mori.go()
