"""Every guide is read by people who cannot see well: axe finds nothing, by night and by day, in both languages."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.guides import fitting
from app.permissions import Role
from tests.guides.test_guides import HOUSE, SLUGS
from tests.support.cast import a_member, an_app
from tests.support.site import Site
from tests.support.threads import a_board, a_thread

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
PAGES = ["/guides", *(f"/guides/{slug}" for slug in SLUGS), *(f"/{slug}" for slug in HOUSE), "/help", "/help/offline"]
# Not before everything has arrived: a page without its colours has none that differ enough, and grows when they come.
HERE = """async () => {
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done))
  await document.fonts.ready
  return document.documentElement.scrollHeight
}"""
LOOK = """async () => {
  const wanted = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
  const found = await axe.run(document, { runOnly: { type: "tag", values: wanted }, resultTypes: ["violations"] })
  return found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(" ")).join(", ")}`)
}"""

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here; run npm ci")


def faults(page: "Page") -> list[str]:
    # As tall as the page, so that the bar at the bottom of the screen lies over nothing; a narrower page is a taller one.
    for _ in range(3):
        page.set_viewport_size({"width": 360, "height": page.evaluate(HERE)})
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(LOOK)
    return found


@pytest.mark.parametrize(("light", "colours", "locale"), [("night", "dark", "ja"), ("day", "light", "en")])
def test_every_guide_can_be_read_by_everybody(
    live_server: Callable[..., Site],
    sqlite_url: str,
    visitor: "Callable[..., BrowserContext]",
    light: str,
    colours: str,
    locale: str,
) -> None:
    site = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)
    context = visitor(color_scheme=colours, bypass_csp=True, reduced_motion="reduce")
    context.add_cookies([{"name": "lamp", "value": light, "url": site.url}])
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for path in PAGES:
        page.goto(f"{site.url}{path}?lang={locale}")
        if wrong := faults(page):
            found[path] = wrong
    assert found == {}


def test_a_word_explained_an_offer_and_the_correction_of_a_line_can_be_read_by_everybody(
    live_server: Callable[..., Site], sqlite_url: str, visitor: "Callable[..., BrowserContext]"
) -> None:
    app = an_app(sqlite_url)
    lead = a_member(app, role=Role.LEAD)
    body = "「必ず学校に戻れる」という会社に、三十万円の契約をすすめられました。五月雨登校です。"
    thread_id = a_thread(app, lead, a_board(app), title="契約していいでしょうか", body=body)
    with app.app_context():
        fitting.read_one(thread_id)
    thread = f"/threads/{thread_id}"
    site = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)
    context = visitor(bypass_csp=True, reduced_motion="reduce")
    context.add_cookies(lead.cookies_at(site.url))
    page = context.new_page()
    page.goto(site.url + "/review/lines/jp-yorisoi")
    assert page.locator("form[action$='/corrections']").count() == 1
    assert faults(page) == []
    page.goto(site.url + thread)
    assert page.locator(".beside").is_visible()
    page.locator(".explained").click()
    assert page.locator(".explained__words").is_visible()
    assert faults(page) == []
    page.evaluate(
        "document.querySelector('rest-offer').append(document.querySelector('rest-offer template').content.cloneNode(true))"
    )
    assert page.locator(".rest").is_visible()
    assert faults(page) == []


def test_axe_would_have_noticed(
    live_server: Callable[..., Site], sqlite_url: str, visitor: "Callable[..., BrowserContext]"
) -> None:
    site = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)
    page = visitor(bypass_csp=True).new_page()
    page.goto(site.url + "/guides/words")
    page.evaluate("document.querySelector('.masthead__home').replaceChildren()")
    assert any(wrong.startswith("link-name") for wrong in faults(page))
