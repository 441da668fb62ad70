"""Without internet the numbers are there, and nothing else of this place is on the telephone."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask.testing import FlaskClient

from app.referrals import directory, offline
from tests.journeys.conftest import signed_in
from tests.support.cast import a_member, a_visitor, an_app
from tests.support.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
KEPT = """async () => {
  const found = []
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) {
      const address = new URL(request.url)
      found.push(address.pathname + address.search)
    }
  return found.sort()
}"""
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).length"
READY = "() => navigator.serviceWorker.ready.then(() => true)"
EVERYTHING_KEPT = sorted(
    ["/help/offline?lang=en", "/help/offline?lang=ja", *(f"/static/css/{name}.css" for name in offline.SHEETS)]
)


@pytest.fixture
def site(live_server: Callable[..., Site], sqlite_url: str) -> Site:
    return live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)


@pytest.fixture
def client(sqlite_url: str) -> FlaskClient:
    return a_visitor(an_app(sqlite_url))


def settled(page: "Page", site: Site) -> None:
    """The worker is at work; from the next page on it looks after this browser."""
    page.goto(site.url + "/help")
    assert page.evaluate(READY)


def test_without_internet_every_address_shows_the_numbers(
    site: Site, visitor: "Callable[..., BrowserContext]", sqlite_url: str
) -> None:
    person = a_member(an_app(sqlite_url))
    page = visitor().new_page()
    settled(page, site)
    site.stop()
    for path in ("/", "/help", "/boards", "/nowhere?x=1"):
        page.goto(site.url + path)
        assert page.locator("a[href='tel:119']").is_visible()
        assert page.locator("a[href='tel:0120078310']").is_visible()
        assert page.locator("html").get_attribute("lang") == "ja"
        assert person.mask_name not in page.content()
    radius = page.locator(".offline__line >> nth=0").evaluate("(line) => getComputedStyle(line).borderRadius")
    assert radius != "0px", "the sheets are kept, too"
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("a[href='tel:0120078310']").is_visible()


def test_a_reader_of_english_gets_english(site: Site, visitor: "Callable[..., BrowserContext]") -> None:
    page = visitor(locale="en-GB").new_page()
    settled(page, site)
    site.stop()
    page.goto(site.url + "/rooms")
    assert page.locator("html").get_attribute("lang") == "en"


def test_nothing_a_member_looked_at_is_kept(
    site: Site, visitor: "Callable[..., BrowserContext]", sqlite_url: str
) -> None:
    house = type("House", (), {"site": site})()
    page = signed_in(visitor(), house, a_member(an_app(sqlite_url)))
    settled(page, site)
    for path in ("/me", "/notices", "/boards", "/rooms", "/guides/listening"):
        page.goto(site.url + path)
    assert page.evaluate(KEPT) == EVERYTHING_KEPT


def test_leaving_quickly_takes_the_page_and_the_worker_along(
    site: Site, visitor: "Callable[..., BrowserContext]"
) -> None:
    page = visitor().new_page()
    settled(page, site)
    page.goto(site.url + "/guides")
    assert page.evaluate(KEPT) == EVERYTHING_KEPT
    page.locator(".masthead button.leave").click()
    page.wait_for_url(f"{site.url}/away")
    assert page.evaluate(KEPT) == []
    assert page.evaluate(WORKERS) == 0


def test_the_kept_page_is_the_same_for_everybody(sqlite_url: str, client: FlaskClient) -> None:
    member = a_member(an_app(sqlite_url))
    for locale in ("ja", "en"):
        pages = {each.get(f"/help/offline?lang={locale}").get_data() for each in (client, member.client)}
        assert len(pages) == 1
    answer = client.get("/help/offline?lang=ja")
    assert "Set-Cookie" not in answer.headers
    assert "csrf" not in answer.get_data(as_text=True)
    assert "<script" not in answer.get_data(as_text=True)


def test_the_kept_page_says_every_number_of_japan_and_no_clock(client: FlaskClient) -> None:
    html = client.get("/help/offline?lang=ja").get_data(as_text=True)
    for line in directory.lines_in("JP"):
        if line.tel:
            assert f'href="{line.tel}"' in html, line.id
    assert "毎日 16:00〜21:00（毎月10日は 8:00〜翌日8:00）" in html
    assert "いま開いています" not in html


def test_the_worker_keeps_what_the_page_needs_and_comes_anew_when_it_changes(client: FlaskClient) -> None:
    answer = client.get("/service-worker.js")
    script = answer.get_data(as_text=True)
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    html = client.get("/help/offline?lang=ja").get_data(as_text=True)
    linked = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    assert re.findall(r'"(/static/css/[^"]+)"', script) == linked
    assert script == client.get("/service-worker.js?again").get_data(as_text=True)
    assert re.search(r"// keeps [0-9a-f]{16}\n$", script)


@pytest.mark.parametrize(("locale", "name"), [("ja", "メモ"), ("en", "Notes")])
def test_what_stands_on_the_home_screen_says_nothing(client: FlaskClient, locale: str, name: str) -> None:
    answer = client.get(f"/manifest.webmanifest?lang={locale}")
    assert answer.mimetype == "application/manifest+json"
    said = answer.get_json()
    assert (said["name"], said["short_name"]) == (name, name)
    assert "description" not in said
    for picture in said["icons"]:
        assert (ROOT / picture["src"].removeprefix("/")).is_file()
    assert 'rel="manifest"' in client.get("/help").get_data(as_text=True)
