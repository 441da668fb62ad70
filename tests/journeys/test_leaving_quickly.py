"""Somebody comes near: one press, and whatever the browser goes back to shows nothing of the site."""

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page
from sqlalchemy import select

from app import db
from app.accounts.models import BrowserSession
from tests.journeys.conftest import House, signed_in
from tests.support import chromium as browsers
from tests.support.cast import a_member, looking

LIST = "牛乳、食パン、電池"
OURS = ("灯", "ともしび", "広場", "部屋", "窓口", "すぐ閉じる")
PLACES = ("/boards", "/rooms", "/rooms/konbanwa", "/help", "/me", "/notices")


class Remembers:
    """A Chromium that keeps pages in memory for going back, as people's browsers do; test tools switch that off."""

    def __init__(self, folder: Path, kind: BrowserType) -> None:
        self.folder, self._kind = folder, kind

    def opened(self, *more: str) -> BrowserContext:
        return self._kind.launch_persistent_context(
            self.folder,
            executable_path=browsers.program(),
            args=[*browsers.FLAGS, "--enable-features=BackForwardCache", *more],
            ignore_default_args=["--disable-back-forward-cache"],
            viewport=browsers.PHONE,
            locale="ja-JP",
        )


@pytest.fixture
def remembering(tmp_path: Path, chromium: Browser) -> Remembers:
    return Remembers(tmp_path / "profile", chromium.browser_type)


@pytest.fixture
def plain_site(tmp_path: Path) -> Iterator[str]:
    """Two pages of nobody's that a browser may keep in memory."""
    folder = tmp_path / "plain"
    folder.mkdir()
    script = "<script>onpageshow = (event) => { document.title = event.persisted ? 'kept' : 'fresh' }</script>"
    for name in ("one.html", "two.html"):
        (folder / name).write_text(f"<!doctype html><title>x</title>{script}<p>{name}")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given, directory=str(folder))

        def log_message(self, *_given: Any) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def browses(page: Page, house: House) -> None:
    for path in PLACES:
        page.goto(house.at(path))
    assert any(word in page.content() for word in OURS), "there is something to hide"


def shows_nothing(page: Page) -> bool:
    """Not one word of ours, on whatever page the browser shows."""
    page.wait_for_load_state()
    return not any(word in page.locator("body").inner_text() for word in OURS)


def goes_back_and_back(page: Page) -> None:
    for _each in range(5):
        page.evaluate("history.back()")
        page.wait_for_timeout(300)
        assert shows_nothing(page), page.url


def comes_in(context: BrowserContext, house: House) -> Page:
    person = a_member(house.app)
    page: Page = signed_in(context, house, person)
    return page


def nobody_is_in(house: House) -> bool:
    with looking(house.app):
        return db.session().scalar(select(BrowserSession.id)) is None


def test_this_browser_does_keep_pages_in_memory(remembering: Remembers, plain_site: str) -> None:
    """The control: without it the other tests would prove nothing about pages kept in memory."""
    context = remembering.opened()
    page = context.pages[0]
    page.goto(f"{plain_site}/one.html")
    page.goto(f"{plain_site}/two.html")
    page.evaluate("history.back()")
    page.wait_for_function("document.title === 'kept'")
    context.close()


@pytest.mark.parametrize("way", ["first tab stop", "shift"])
def test_a_keyboard_is_enough(house: House, visitor: Callable[..., Any], way: str) -> None:
    page = comes_in(visitor(), house)
    page.goto(house.at("/boards"))
    leaves(page, way)
    page.locator(".away").wait_for()
    assert nobody_is_in(house)


def test_back_reload_and_forward_show_a_shopping_list(house: House, remembering: Remembers) -> None:
    context = remembering.opened()
    page = comes_in(context, house)
    browses(page, house)
    leaves(page, "button")
    page.locator(".away").wait_for()
    assert LIST in page.content()
    assert nobody_is_in(house)
    page.reload()
    assert LIST in page.content()
    goes_back_and_back(page)
    page.reload()
    assert shows_nothing(page)
    page.evaluate("history.go(3)")
    page.wait_for_timeout(300)
    assert shows_nothing(page)
    context.close()


def test_other_tabs_close_their_pages_too(house: House, remembering: Remembers) -> None:
    context = remembering.opened()
    page = comes_in(context, house)
    other = context.new_page()
    other.goto(house.at("/boards"))
    browses(page, house)
    leaves(page, "button")
    other.locator(".away").wait_for()
    assert shows_nothing(other)
    context.close()


def test_tabs_that_the_browser_opens_again_show_nothing(house: House, remembering: Remembers) -> None:
    context = remembering.opened()
    page = comes_in(context, house)
    browses(page, house)
    leaves(page, "button")
    page.locator(".away").wait_for()
    page.goto("about:blank")
    page.close()
    again = context.new_page()
    for path in PLACES:  # what opening a closed tab does: the same addresses from the same browser
        again.goto(house.at(path))
        assert shows_nothing(again), path
    context.close()
    restored = remembering.opened("--restore-last-session")
    for tab in restored.pages:
        assert shows_nothing(tab), tab.url
    restored.close()


def test_the_heading_of_the_list_is_the_way_back_and_one_has_to_sign_in(house: House, remembering: Remembers) -> None:
    context = remembering.opened()
    page = comes_in(context, house)
    browses(page, house)
    leaves(page, "button")
    page.locator(".away").wait_for()
    page.locator("button.away__title").click()
    page.wait_for_url(house.at("/"))
    page.goto(house.at("/me"))
    assert "/login" in page.url
    context.close()


def test_without_internet_the_screen_is_blank_and_stays_so(house: House, remembering: Remembers) -> None:
    context = remembering.opened()
    page = comes_in(context, house)
    browses(page, house)
    context.set_offline(True)
    leaves(page, "shift")
    page.wait_for_url("about:blank")
    context.set_offline(False)
    goes_back_and_back(page)
    context.close()


def test_without_scripts_the_same_press_does_the_same(house: House, visitor: Callable[..., Any]) -> None:
    context = visitor(java_script_enabled=False)
    page = comes_in(context, house)
    browses(page, house)
    page.locator(".masthead button.leave").click()
    page.locator(".away").wait_for()
    assert nobody_is_in(house)
    for _each in range(5):
        page.go_back()
        assert shows_nothing(page), page.url
    page.reload()
    assert shows_nothing(page)


def leaves(page: Page, way: str) -> None:
    if way == "button":
        page.locator(".masthead button.leave").click()
    elif way == "first tab stop":
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    else:
        for _each in range(3):
            page.keyboard.press("Shift")
