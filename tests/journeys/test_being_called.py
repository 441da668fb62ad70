"""A real browser is called while nobody looks: one sentence on the screen, whatever arrives and however often."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.journeys.conftest import House, signed_in
from tests.support.cast import a_member

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

SHOWN = "navigator.serviceWorker.ready.then((worker) => worker.getNotifications())"
WORDS = f"{SHOWN}.then((all) => all.map((each) => [each.title, each.body, each.tag]))"
ONE = [["お知らせがあります", "", "notices"]]
IMPOSSIBLE = "このブラウザでは、画面への知らせは使えません"


def test_whatever_arrives_the_screen_says_one_neutral_sentence(
    house: House, visitor: Callable[..., BrowserContext]
) -> None:
    phone = visitor(permissions=["notifications"])
    page = signed_in(phone, house, a_member(house.app))
    page.goto(house.at("/me/notices"))
    page.get_by_role("button", name="この端末に知らせる").wait_for()
    assert not page.get_by_text(IMPOSSIBLE).is_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    line = phone.new_cdp_session(page)
    known: list[dict[str, str]] = []
    line.on("ServiceWorker.workerRegistrationUpdated", lambda told: known.extend(told["registrations"]))
    line.send("ServiceWorker.enable")
    page.wait_for_function(f"() => {SHOWN}.then((all) => all.length === 0)")
    for words in ("お知らせがあります".ljust(40), ""):
        call = {"origin": house.site.url, "registrationId": known[0]["registrationId"], "data": words}
        line.send("ServiceWorker.deliverPushMessage", call)
    # The second call takes the place of the first; for a moment in between there is none.
    page.wait_for_function(f"(one) => {WORDS}.then((all) => JSON.stringify(all) === JSON.stringify(one))", arg=ONE)


def test_without_scripts_the_page_says_that_no_device_can_be_called(
    house: House, visitor: Callable[..., BrowserContext]
) -> None:
    page = signed_in(visitor(java_script_enabled=False), house, a_member(house.app))
    page.goto(house.at("/me/notices"))
    assert page.get_by_text(IMPOSSIBLE).is_visible()
    assert not page.get_by_role("button", name="この端末に知らせる").is_visible()
    page.get_by_label("返事へのお礼").uncheck()
    page.get_by_role("button", name="これにする").click()
    assert page.get_by_text("お知らせのとどきかたを、変えました。").is_visible()
    assert not page.get_by_label("返事へのお礼").is_checked()
