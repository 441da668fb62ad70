"""The first seven days as a checklist: on the device, only when wanted, and never a measure of anybody."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.support.cast import a_visitor, an_app
from tests.support.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

ADDRESS = "/guides/first-seven-days"


@pytest.fixture
def site(live_server: Callable[..., Site], sqlite_url: str) -> Site:
    return live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)


def kept(page: "Page") -> list[str]:
    return page.evaluate("() => Object.entries(localStorage).flat()")


def test_ticks_stay_on_the_device_and_can_be_begun_again(site: Site, visitor: "Callable[..., BrowserContext]") -> None:
    page = visitor().new_page()
    sent: list[str] = []
    page.goto(site.url + ADDRESS)
    page.on("request", lambda request: sent.append(f"{request.method} {request.url}"))
    boxes = page.locator(".week__tick input")
    assert boxes.count() == 7
    assert kept(page) == [], "who only reads leaves nothing"
    assert not page.locator("[data-kept]").is_visible()

    boxes.nth(4).check()
    boxes.nth(1).check()
    assert kept(page) == ["week", "[5,2]"]
    assert page.locator("[data-kept]").is_visible()
    assert [request for request in sent if "/static/" not in request] == []

    page.reload()
    boxes = page.locator(".week__tick input")
    assert [box.is_checked() for box in boxes.all()] == [False, True, False, False, True, False, False]
    page.locator("[data-restart]").click()
    assert not any(box.is_checked() for box in boxes.all())
    assert kept(page) == []

    boxes.nth(0).check()
    boxes.nth(0).uncheck()
    assert kept(page) == []


def test_leaving_quickly_takes_the_ticks_along(site: Site, visitor: "Callable[..., BrowserContext]") -> None:
    page = visitor().new_page()
    page.goto(site.url + ADDRESS)
    page.locator(".week__tick input").first.check()
    page.locator(".masthead button.leave").click()
    page.wait_for_url(f"{site.url}/away")
    assert kept(page) == []


def test_what_somebody_else_wrote_into_the_place_is_no_trouble(
    site: Site, visitor: "Callable[..., BrowserContext]"
) -> None:
    page = visitor().new_page()
    page.goto(site.url + ADDRESS)
    for nonsense in ("{", '"5"', '["a", 3]'):
        page.evaluate("(text) => localStorage.setItem('week', text)", nonsense)
        page.reload()
        assert page.locator(".week__tick input").count() == 7
    assert page.locator(".week__tick input >> nth=2").is_checked()


def test_without_scripts_it_is_a_plain_list(site: Site, visitor: "Callable[..., BrowserContext]") -> None:
    page = visitor(java_script_enabled=False).new_page()
    page.goto(site.url + ADDRESS)
    assert page.locator(".guide__text h2").count() == 7
    assert page.locator("main input").count() == 0
    assert not page.locator("[data-kept]").is_visible()


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_nobody_is_measured_or_late(sqlite_url: str, locale: str) -> None:
    html = a_visitor(an_app(sqlite_url)).get(f"{ADDRESS}?lang={locale}").get_data(as_text=True)
    main = html[html.index("<main") : html.index("</main>")]
    assert not re.search(r"[%％]|達成|<progress|<meter|\blate\b|overdue|\d/7", main)
