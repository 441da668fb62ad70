"""Nothing that somebody wrote is lost, whatever happens to the page, the network, the session or the room."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from app.accounts import sessions
from tests.behaviour.conftest import ROOM, Evening
from tests.support.cast import at_work

BEGUN = "まだ途中のことば"
COVERED = """(covered) => {
  Object.defineProperty(VisualViewport.prototype, 'height', { configurable: true, get: () => innerHeight - covered })
  visualViewport.dispatchEvent(new Event('resize'))
}"""


def type_and_be_kept(page: Page) -> None:
    page.locator("#say").fill(BEGUN)
    expect(page.locator("[data-state]")).to_contain_text("しまいました")


def goes_on(page: Page) -> None:
    """What was begun is offered, and comes back into the line."""
    page.locator(".begun button[value=rewrite]").click()
    expect(page.locator("#say")).to_have_value(BEGUN)


def test_a_text_begun_survives_a_crash(evening: Evening) -> None:
    phone = evening.phone()
    page = evening.sit_down(phone)
    type_and_be_kept(page)
    page.close()
    goes_on(evening.sit_down(phone))


def test_a_text_begun_survives_a_log_out(evening: Evening) -> None:
    page = evening.sit_down()
    type_and_be_kept(page)
    evening.yuki.post("/logout")
    expect(page.locator(f'a[href="/login?next=/rooms/{ROOM}"]')).to_be_visible(), "the page notices by itself"
    assert BEGUN not in page.content()
    again = evening.stranger()
    with at_work(evening.app):
        _row, token = sessions.begin(evening.app_member(evening.yuki), 30)
    evening.sign_in(again, token)
    goes_on(evening.sit_down(again))


def test_when_a_session_has_ended_meanwhile_the_page_says_so_and_keeps_the_words(evening: Evening) -> None:
    phone = evening.phone()
    page = evening.sit_down(phone)
    page.locator("#say").fill(BEGUN)
    evening.site.stop()
    evening.yuki.post("/logout")
    evening.site.start()
    expect(page.locator("[data-say-state]")).to_contain_text("サインインの時間が終わりました", timeout=60_000)
    expect(page.locator("#say")).to_have_value(BEGUN)
    way = page.locator("[data-sign-in] a")
    expect(way).to_have_attribute("target", "_blank")
    with at_work(evening.app):
        _row, token = sessions.begin(evening.app_member(evening.yuki), 30)
    evening.sign_in(phone, token)
    expect(way).to_be_hidden(timeout=60_000)
    page.locator(".chat-composer__send").click()
    expect(page.locator(".message--own")).to_contain_text(BEGUN)


def test_refused_words_come_back_to_their_author_with_the_reason(evening: Evening) -> None:
    evening.change_room(slow_seconds=300)
    page = evening.sit_down()
    for words in ("ひとつめのことば", BEGUN):
        page.locator("#say").fill(words)
        page.locator(".chat-composer__send").click()
        expect(page.locator(".message--own")).to_have_count(1)
    expect(page.locator("[data-say-state]")).to_contain_text("ゆっくりの時間")
    expect(page.locator("#say")).to_have_value(BEGUN)
    expect(page.locator("[data-delivery=sending]")).to_have_count(0)


def test_lines_that_did_not_get_through_survive_a_reload_and_are_said_once(evening: Evening) -> None:
    page = evening.sit_down()
    evening.site.stop()
    page.locator("#say").fill("とどかなかったことば")
    page.locator(".chat-composer__send").click()
    lost = page.locator("[data-delivery=lost]")
    expect(page.locator("[data-delivery=sending]")).to_have_text("送信中")
    expect(lost).to_have_text("届いていません", timeout=60_000)
    expect(page.locator("[data-retry]")).to_be_visible()
    evening.site.start()
    page.reload()
    arrived = page.locator(".message--own")
    expect(arrived).to_have_count(1, timeout=60_000)
    expect(arrived.locator("[data-delivery=delivered]")).to_have_text("届きました")
    expect(page.locator("[data-delivery=sending], [data-delivery=lost]")).to_have_count(0)
    page.reload()
    expect(page.locator(".message", has_text="とどかなかったことば")).to_have_count(1)


def test_held_words_say_who_sees_them_and_when_they_will_be_read(evening: Evening) -> None:
    evening.plan_watch()
    page = evening.sit_down()
    page.locator("#say").fill("電話番号は090-1234-5678です")
    page.locator(".chat-composer__send").click()
    page.locator(".nudge button[value=as_is]").click()
    held = page.locator("[data-held] .message--held")
    expect(held.locator("[data-delivery=held]")).to_contain_text("確認待ち")
    expect(held.locator("[data-wait]")).to_have_text(re.compile(r"見守りの人が来る\d+時ごろから"))
    other = evening.sit_down(evening.phone(evening.mori))
    expect(other.locator("body")).not_to_contain_text("090-1234")


def test_the_line_one_writes_in_lies_above_a_keyboard_and_stays_when_one_reads_enlarged(evening: Evening) -> None:
    phone: BrowserContext = evening.phone(has_touch=True, is_mobile=True)
    page = evening.sit_down(phone)
    line = page.locator(".chat-composer")
    page.evaluate(COVERED, 300)
    bottom = "(line) => innerHeight - line.getBoundingClientRect().bottom"
    assert line.evaluate(bottom) >= 299
    page.evaluate(COVERED, 0)
    assert line.evaluate(bottom) < 200
    page.evaluate("Object.defineProperty(VisualViewport.prototype, 'scale', { configurable: true, get: () => 2 })")
    page.evaluate(COVERED, 300)
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--keyboard').trim()") == "0px"


def test_browsers_that_lost_the_server_return_at_different_moments(evening: Evening) -> None:
    page = evening.sit_down()
    delays = page.evaluate(
        """async () => {
          const { io } = await import('/static/vendor/socket.io.esm.min.js')
          const { RETURNS } = await import('/static/js/lib/socket.js')
          const manager = io('/nowhere', { autoConnect: false, ...RETURNS }).io
          return Array.from({ length: 20 }, () => (manager.backoff.reset(), manager.backoff.duration()))
        }"""
    )
    assert len(set(delays)) > 10
    assert max(delays) - min(delays) > 200
    assert max(delays) < 1000, "and soon"
