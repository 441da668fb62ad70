"""Somebody who reads for a long time at night is offered a rest: once, quietly, and only if they want such offers."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from tests.referrals.clocks import tokyo
from tests.support.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

TOKYO = "Asia/Tokyo"
LATE = tokyo("2026-11-24 23:10")
NOON = tokyo("2026-11-24 12:00")


@pytest.fixture
def site(live_server: Callable[..., Site], sqlite_url: str) -> Site:
    return live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)


def reading(site: Site, context: "BrowserContext", moment: datetime, path: str = "/guides/night") -> "Page":
    """A page of this browser, whose clock then runs as the test says."""
    page = context.new_page()
    page.clock.install(time=moment)
    page.goto(site.url + path)
    page.wait_for_load_state("load")
    return page


def offer(page: "Page") -> bool:
    return page.locator(".rest").count() == 1 and page.locator(".rest").is_visible()


def test_after_half_an_hour_at_night_a_rest_is_offered_once(
    site: Site, visitor: "Callable[..., BrowserContext]"
) -> None:
    page = reading(site, visitor(timezone_id=TOKYO, viewport={"width": 360, "height": 640}), LATE)
    page.clock.run_for("29:00")
    assert not offer(page)
    page.clock.run_for("02:00")
    assert offer(page)
    assert page.evaluate("document.activeElement === document.body"), "no focus is taken"
    assert page.evaluate("getComputedStyle(document.querySelector('.rest')).animationName") == "none"
    page.locator("[data-later]").click()
    page.clock.run_for("02:00:00")
    assert not offer(page)
    page.goto(site.url + "/guides")
    page.clock.run_for("01:00:00")
    assert not offer(page), "not again in this night"


def test_minutes_add_up_over_pages_of_a_tab_and_end_with_it(
    site: Site, visitor: "Callable[..., BrowserContext]"
) -> None:
    context = visitor(timezone_id=TOKYO)
    page = reading(site, context, LATE)
    page.clock.run_for("20:00")
    page.goto(site.url + "/help")
    page.clock.run_for("12:00")
    assert offer(page)
    kept = page.evaluate("() => Object.entries(localStorage)")
    assert kept == [["rest", "Tue Nov 24 2026"]], (
        "the device keeps the night of the last offer, no minutes and no pages"
    )


def test_by_day_and_to_whoever_writes_nothing_is_offered(site: Site, visitor: "Callable[..., BrowserContext]") -> None:
    page = reading(site, visitor(timezone_id=TOKYO), NOON)
    page.clock.run_for("02:00:00")
    assert not offer(page)
    writing = reading(site, visitor(timezone_id=TOKYO), LATE, "/login")
    writing.locator("#passphrase, textarea, input[type=text], input[type=password]").first.focus()
    writing.clock.run_for("02:00:00")
    assert not offer(writing)


def test_whoever_wants_none_is_never_asked_again_and_can_change_their_mind(
    site: Site, visitor: "Callable[..., BrowserContext]"
) -> None:
    page = reading(site, visitor(timezone_id=TOKYO), LATE)
    page.clock.run_for("31:00")
    page.locator("[data-never]").click()
    page.clock.fast_forward("24:00:00")
    page.clock.run_for("45:00")
    assert not offer(page), "not in the next night either"
    box = page.locator("rest-choice input")
    page.reload()
    assert not box.is_checked()
    box.check()
    box.blur()
    page.clock.fast_forward("23:00:00")
    page.clock.run_for("31:00")
    assert offer(page)


def test_reading_late_sends_nothing_anywhere(site: Site, visitor: "Callable[..., BrowserContext]") -> None:
    page = reading(site, visitor(timezone_id=TOKYO), LATE)
    page.wait_for_load_state("networkidle")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.clock.run_for("31:00")
    assert offer(page)
    assert sent == []


def test_without_scripts_there_is_no_offer_and_no_choice(site: Site, visitor: "Callable[..., BrowserContext]") -> None:
    page = visitor(java_script_enabled=False).new_page()
    page.goto(site.url + "/guides/night")
    assert not page.locator(".rest").is_visible()
    assert not page.locator("rest-choice").is_visible()
