"""Writing at night on a phone: kept while it is written, looked at before it is sent, one tap to leave out a clue."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.guides.test_axe import AXE, faults
from tests.support.cast import a_member, an_app
from tests.support.chromium import STEP
from tests.support.site import Site
from tests.support.threads import PHONE, a_board, a_thread

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

SHOTS = os.environ.get("TOMOSHIBI_TEST_SHOTS", "")
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
LOOKS = [("night", "dark", "ja"), ("day", "light", "en")]


class Desk:
    """A member's phone, open at a thread."""

    def __init__(self, site: Site, database_url: str) -> None:
        app = an_app(database_url)
        self.site, self.member = site, a_member(app)
        self.board = a_board(app)
        self.thread = a_thread(app, a_member(app), self.board)

    def sit_down(self, context: BrowserContext) -> Page:
        context.add_cookies(self.member.cookies_at(self.site.url))
        page = context.new_page()
        page.goto(f"{self.site.url}/threads/{self.thread}")
        return page


@pytest.fixture
def desk(live_server: Callable[..., Site], sqlite_url: str) -> Iterator[Desk]:
    return Desk(live_server(TOMOSHIBI_DATABASE_URL=sqlite_url), sqlite_url)


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png")


def typed(page: Page, words: str) -> None:
    """Write, and wait until the words are kept."""
    with page.expect_response(lambda answer: answer.url.endswith("/drafts")):
        page.locator("#body").press_sequentially(words)


def test_a_phone_that_goes_out_loses_nothing_and_a_tap_leaves_out_the_number(
    desk: Desk, visitor: Callable[..., BrowserContext]
) -> None:
    page = desk.sit_down(visitor())
    typed(page, PHONE)
    check = page.locator(".check-first")
    check.wait_for()
    assert "090-1234-5678" in check.locator("mark").inner_text()
    page.close()
    again = desk.sit_down(visitor())
    again.get_by_text("書きかけがあります").wait_for()
    again.get_by_role("button", name="つづきを書く").click()
    assert again.locator("#body").input_value() == PHONE
    again.get_by_role("button", name="手がかりを伏せた形にする").click()
    assert again.locator("#body").input_value() == "うちの番号は［電話番号］です。"
    again.get_by_role("button", name="送る", exact=True).click()
    again.get_by_text("届きました。").first.wait_for()
    assert again.get_by_text("書きかけがあります").count() == 0


def test_the_end_of_the_room_is_told_only_when_it_is_near(desk: Desk, visitor: Callable[..., BrowserContext]) -> None:
    page = desk.sit_down(visitor())
    page.locator("#body").fill("あ" * 7_000)
    assert page.locator("text-keeper [data-state]").inner_text() == ""
    page.locator("#body").fill("あ" * 7_900)
    assert page.locator("text-keeper [data-state]").inner_text() == "あと100文字"


@pytest.mark.parametrize("is_own", [True, False])
def test_without_a_network_only_ones_own_device_keeps_words_itself(
    desk: Desk,
    visitor: Callable[..., BrowserContext],
    is_own: bool,
) -> None:
    context = visitor()
    page = desk.sit_down(context)
    if not is_own:
        page.evaluate("document.querySelector('text-keeper').removeAttribute('data-own')")
    context.set_offline(True)
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/drafts")):
        page.locator("#body").press_sequentially("だれもいない夜")
    page.wait_for_timeout(100)
    deadline = time.monotonic() + STEP / 1000
    while is_own and "だれもいない夜" not in page.evaluate("JSON.stringify(localStorage)"):
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)
    assert ("だれもいない夜" in page.evaluate("JSON.stringify(localStorage)")) is is_own
    context.set_offline(False)
    page.reload()
    if is_own:
        assert page.locator("#body").input_value() == "だれもいない夜"


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here; run npm ci")
@pytest.mark.parametrize(("light", "colours", "locale"), LOOKS)
def test_composers_can_be_used_by_everybody_at_phone_size(
    desk: Desk, visitor: Callable[..., BrowserContext], light: str, colours: str, locale: str
) -> None:
    context = visitor(color_scheme=colours, bypass_csp=True, reduced_motion="reduce", locale=locale)
    kept = [("lamp", light), ("tongue", locale)]
    context.add_cookies([{"name": name, "value": value, "url": desk.site.url} for name, value in kept])
    page = desk.sit_down(context)
    typed(page, PHONE + " https://example.com/a/page\n・ひとつめ\n・ふたつめ\n**大事なこと**\n＞だれかのことば")
    page.locator(".check-first").wait_for()
    page.locator(".check-first").scroll_into_view_if_needed()
    seen = {"check": faults(page)}
    page.set_viewport_size({"width": 360, "height": 640})
    page.locator("#body").scroll_into_view_if_needed()
    shot(page, f"check-{light}")
    page.locator("[formaction='/preview']").click()
    page.locator(".prose strong").wait_for()
    shot(page, f"preview-{light}")
    seen["preview"] = faults(page)
    page.set_viewport_size({"width": 360, "height": 640})
    page.locator(".prose a").click()
    page.locator("dl.facts").wait_for()
    shot(page, f"leaving-{light}")
    seen["leaving"] = faults(page)
    for name, path in (
        ("offer", f"/threads/{desk.thread}"),
        ("list", "/me/drafts"),
        ("new", f"/boards/{desk.board}/threads/new"),
    ):
        page.set_viewport_size({"width": 360, "height": 640})
        page.goto(desk.site.url + path)
        if name == "offer":
            page.locator(".begun").scroll_into_view_if_needed()
        if name == "new":
            page.locator(".signs summary").click()
            page.locator(".signs").scroll_into_view_if_needed()
        shot(page, f"{name}-{light}")
        assert not page.evaluate(SIDEWAYS), name
        seen[name] = faults(page)
    assert {name: found for name, found in seen.items() if found} == {}
