"""What becomes of a room appears on every open page by itself."""

from datetime import timedelta

from playwright.sync_api import expect

from app import clock
from app.permissions import Role
from tests.behaviour.conftest import ROOM, Evening
from tests.support.cast import a_member

SOON = 3


def test_an_open_page_of_a_night_room_learns_of_its_end_by_itself_and_says_so(evening: Evening) -> None:
    page = evening.sit_down()
    page.locator("#say").fill("まだ途中のことば")
    here = clock.now().astimezone(clock.TOKYO)
    ends = (here + timedelta(seconds=SOON)).time()
    evening.change_room(opens_at=(here - timedelta(hours=8)).time(), closes_at=ends)
    state = page.locator("[data-say-state]")
    expect(state).to_contain_text("またひらきます", timeout=60_000)
    expect(state).to_contain_text("そのまま残っています")
    expect(state).to_have_attribute("role", "status")
    expect(page.locator("#say")).to_have_value("まだ途中のことば")
    page.locator("#say").press("Enter")
    expect(page.locator("[data-delivery=sending]")).to_have_count(0)
    late = evening.phone(evening.mori)
    waiting = late.new_page()
    waiting.goto(f"{evening.site.url}/rooms/{ROOM}")
    expect(waiting.locator("[data-closed]")).to_be_visible()  # and perhaps it opens before the page has come in
    evening.change_room(opens_at=None, closes_at=None)
    expect(waiting.locator("#say")).to_be_visible(timeout=60_000)
    expect(state).to_have_text("", timeout=60_000)
    page.locator(".chat-composer__send").click()
    expect(page.locator(".message--own")).to_contain_text("まだ途中のことば")


def test_what_a_moderator_does_is_seen_at_once_by_who_is_there(evening: Evening) -> None:
    keeper = evening.talker(a_member(evening.app, role=Role.MODERATOR))
    page, mori = evening.sit_down(), evening.talker()
    said = mori.say("これは見えなくなることば")
    line = page.locator(f'[data-id="{said["id"]}"]')
    expect(line).to_be_visible()
    assert keeper.ask("hide", room=ROOM, id=said["id"])["ok"]
    expect(line).to_have_count(0)
    assert keeper.ask("slow", room=ROOM, seconds=30)["ok"]
    expect(page.locator("[data-room-note]")).to_contain_text("30秒にひとこと")
    assert keeper.ask("pin", room=ROOM, note="今夜はゆっくり話しましょう")["ok"]
    expect(page.locator(".room-note__pinned")).to_have_text("今夜はゆっくり話しましょう")
    assert keeper.ask("close", room=ROOM)["ok"]
    expect(page.locator("[data-say-state]")).to_contain_text("見守りの人が閉じています")
    assert keeper.ask("reopen", room=ROOM)["ok"]
    expect(page.locator(".chat-composer__send")).to_be_enabled()
    page.locator("#say").fill("わたしのことば")
    page.locator(".chat-composer__send").click()
    own = page.locator(".message--own")
    expect(own).to_have_count(1)
    assert keeper.ask("evict", room=ROOM, id=own.get_attribute("data-id"))["ok"]
    expect(page.locator("[data-say-state]")).to_contain_text("今夜はこの部屋をお休み")
    expect(page.locator(".chat-composer__send")).to_be_disabled()


def test_a_moderator_without_a_second_factor_is_asked_for_it(evening: Evening) -> None:
    unproved = evening.talker(a_member(evening.app, role=Role.MODERATOR, proved=False))
    said = evening.talker().say("ことば")
    for event, more in (
        ("hide", {"id": said["id"]}),
        ("evict", {"id": said["id"]}),
        ("close", {}),
        ("slow", {}),
        ("pin", {}),
    ):
        answer = unproved.ask(event, room=ROOM, **more)
        assert (answer["error"], answer["address"]) == ("second_factor_first", "/second-factor"), event
    member = evening.talker(a_member(evening.app))
    assert member.ask("close", room=ROOM)["error"] == "not_allowed"
