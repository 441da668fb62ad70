"""The roster, the crisis desk and the handbook in a real browser: axe finds nothing, and a small phone is wide enough."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from app import clock
from tests.forum.test_everybody_can_use_it import WIDER, signed_in
from tests.guides.test_axe import AXE, faults
from tests.review.conftest import House
from tests.support.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here; run npm ci")

UNFOLDED = "document.querySelectorAll('details').forEach((each) => { each.open = true })"


@pytest.mark.parametrize(("light", "colours", "locale"), [("night", "dark", "ja"), ("day", "light", "en")])
def test_who_watches_finds_their_way_by_night_and_by_day(
    sqlite_house: House,
    sqlite_url: str,
    live_server: Callable[..., Site],
    visitor: "Callable[..., BrowserContext]",
    light: str,
    colours: str,
    locale: str,
) -> None:
    mori = sqlite_house.moderator()
    hours = {"day": clock.today().isoformat(), "zone": "Asia/Tokyo", "starts": "00:00", "ends": "12:00"}
    for starts, ends in (("00:00", "12:00"), ("12:00", "23:59")):
        mori.post("/review/roster/shifts", **(hours | {"starts": starts, "ends": ends}))
    text = sqlite_house.said(sqlite_house.member(), "もう消えてしまいたいです")
    sqlite_house.app.extensions["tomoshibi_errands"].go()
    site = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)
    context = visitor(color_scheme=colours, bypass_csp=True, reduced_motion="reduce")
    context.add_cookies([{"name": "lamp", "value": light, "url": site.url}])
    page = signed_in(context, site, mori.cookie)
    found: dict[str, object] = {}
    for path in ("/review/calls", "/review/roster", "/review/handbook", f"/review/{text}"):
        page.set_viewport_size({"width": 360, "height": 640})
        page.goto(f"{site.url}{path}?lang={locale}")
        page.evaluate(UNFOLDED)
        if page.evaluate(WIDER):
            found[f"{path} sideways"] = True
        if wrong := faults(page):
            found[path] = wrong
    assert found == {}
