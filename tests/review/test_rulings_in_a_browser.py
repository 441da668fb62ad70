"""What was decided, appeals and second persons in a real browser: axe finds nothing, and nothing has to be pushed sideways."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from app.review.models import Outcome
from tests.forum.test_everybody_can_use_it import WIDER, signed_in
from tests.guides.test_axe import AXE, faults
from tests.review import rulings_cast as cast
from tests.review.conftest import House
from tests.support.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

OPENED = "() => document.querySelectorAll('main details').forEach((each) => { each.open = true })"

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here; run npm ci")


@pytest.fixture
def pages(sqlite_house: House, sqlite_url: str, live_server: Callable[..., Site]) -> tuple[Site, list[tuple[str, str]]]:
    """A site, and each page with the cookie of whoever it is for."""
    house = sqlite_house
    yuki, sora, mori, kawa = house.member(), house.member(), house.moderator(), house.moderator()
    talk = cast.thread(house, yuki)
    house.report(sora, talk, "identifies")
    returned = cast.ruled(house, mori, talk, Outcome.RETURN, words="「担任の先生」のように言いかえてください。")
    sad = cast.reported(house, sora, "だれかが悲しむことば")
    paused = cast.ruled(house, mori, sad, measure=Outcome.PAUSE, hours=72, note="二度めです。")
    appeal = cast.asked(house, sora, cast.ruled_again(house, mori, sora))
    waiting = cast.reported(house, house.member(), "もうひとつのことば")
    ban = cast.ruled(house, mori, waiting, measure=Outcome.ACCOUNT_BAN, words="お願いが届きませんでした。")
    open_case = cast.thread(house, house.member(), "だれも悪くないと思います。")
    house.report(sora, open_case, "hurtful")
    house.claim(kawa, open_case)
    closed = house.member()
    cast.banned(house, closed)
    own = [
        (yuki, f"/me/rulings/{returned}"),
        (sora, f"/me/rulings/{paused}"),
        (sora, "/me/rulings"),
        (sora, "/notices"),
    ]
    console = [f"/review/{open_case}", "/review/appeals", f"/review/appeals/{appeal}", "/review/bans"]
    console += [f"/review/bans/{ban}", f"/review/rulings/{paused}/reversal"]
    everything = [*own, (closed, "/me/rulings"), *((kawa, path) for path in console)]
    return live_server(TOMOSHIBI_DATABASE_URL=sqlite_url), [(who.cookie, path) for who, path in everything]


@pytest.mark.parametrize(("light", "colours", "locale"), [("night", "dark", "ja"), ("day", "light", "en")])
def test_every_page_can_be_read_by_everybody_on_a_small_phone(
    pages: tuple[Site, list[tuple[str, str]]],
    visitor: "Callable[..., BrowserContext]",
    light: str,
    colours: str,
    locale: str,
) -> None:
    site, shown = pages
    found: dict[str, object] = {}
    for cookie, path in shown:
        context = visitor(color_scheme=colours, bypass_csp=True, reduced_motion="reduce")
        context.add_cookies([{"name": "lamp", "value": light, "url": site.url}])
        page = signed_in(context, site, cookie)
        page.set_viewport_size({"width": 360, "height": 640})
        answer = page.goto(f"{site.url}{path}?lang={locale}")
        assert answer
        assert answer.ok, path
        page.evaluate(OPENED)
        if page.evaluate(WIDER):
            found[f"{path} sideways"] = True
        if wrong := faults(page):
            found[path] = wrong
        context.close()
    assert found == {}
