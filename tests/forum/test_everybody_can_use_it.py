"""The pages of the forum in a real browser: axe finds nothing, nothing has to be pushed sideways, the keyboard is enough."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from app.permissions import Standing
from tests.guides.test_axe import AXE, faults
from tests.support.cast import a_member, an_app
from tests.support.site import Site
from tests.support.threads import a_board, a_held_reply, a_reply, a_thread

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

# Everything that folds, and one of the menus: several open menus lie over each other's posts, as nobody opens them.
OPENED = """() => {
  document.querySelectorAll("details:not(.more)").forEach((each) => { each.open = true })
  const menus = document.querySelectorAll("details.more")
  if (menus.length) menus[menus.length - 1].open = true
}"""
WIDER = "document.documentElement.scrollWidth > window.innerWidth"

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here; run npm ci")


@pytest.fixture
def evening(live_server: Callable[..., Site], sqlite_url: str) -> tuple[Site, str, str, str, str]:
    """A site with a talk on it; the parent who began it, and one who is trusted and has kept and folded things."""
    app = an_app(sqlite_url)
    yuki, aki, ren = a_member(app), a_member(app, standing=Standing.TRUSTED), a_member(app)
    board = a_board(app)
    thread = a_thread(app, yuki, board, warning="けがの話")
    a_thread(app, ren, board, title="ほかの夜")
    first = a_reply(app, ren, thread, "うちの子も起立性調節障害です。" * 3)
    a_reply(app, aki, thread, "はい。", quotes=first)
    a_held_reply(app, aki, thread)
    yuki.post(f"/threads/{thread}/sequel", body="きょう、玄関まで出ました。")
    for path in (f"posts/{first}/bookmark", f"posts/{first}/muting", "reading"):
        aki.post(f"/threads/{thread}/{path}", seq=1)
    aki.post(f"/threads/{thread}/posts/{thread}/feelings", kind="beside")
    yuki.post(f"/threads/{thread}/posts/{first}/thanks")
    site = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)
    return site, board, thread, yuki.cookie, aki.cookie


def signed_in(context: "BrowserContext", site: Site, cookie: str) -> "Page":
    name, value = cookie.split("=", 1)
    context.add_cookies([{"name": name, "value": value, "url": site.url}])
    return context.new_page()


@pytest.mark.parametrize(("light", "colours", "locale"), [("night", "dark", "ja"), ("day", "light", "en")])
def test_every_page_can_be_read_by_everybody_on_a_small_phone(
    evening: tuple[Site, str, str, str, str],
    visitor: "Callable[..., BrowserContext]",
    light: str,
    colours: str,
    locale: str,
) -> None:
    site, board, thread, yuki, aki = evening
    shared = ["/boards", f"/boards/{board}", f"/threads/{thread}"]
    own = ["/me/bookmarks", "/me/reading", "/waiting", f"/boards/{board}/threads/new"]
    found: dict[str, object] = {}
    for who, cookie, paths in (
        ("visitor", None, shared),
        ("member", aki, [*shared, *own]),
        ("author", yuki, [f"/threads/{thread}", f"/threads/{thread}/sequel/new"]),
    ):
        context = visitor(color_scheme=colours, bypass_csp=True, reduced_motion="reduce")
        context.add_cookies([{"name": "lamp", "value": light, "url": site.url}])
        page = signed_in(context, site, cookie) if cookie else context.new_page()
        for path in paths:
            page.set_viewport_size({"width": 360, "height": 640})
            page.goto(f"{site.url}{path}?lang={locale}")
            if page.evaluate(WIDER):
                found[f"{who} {path} sideways"] = True
            page.evaluate(OPENED)
            if page.evaluate(WIDER):
                found[f"{who} {path} sideways when opened"] = True
            if wrong := faults(page):
                found[f"{who} {path}"] = wrong
    assert found == {}


def test_the_whole_way_by_keyboard(
    evening: tuple[Site, str, str, str, str], visitor: "Callable[..., BrowserContext]"
) -> None:
    site, board, thread, _yuki, aki = evening
    page = signed_in(visitor(), site, aki)
    page.goto(f"{site.url}/boards/{board}")
    _reach(page, f"a[href='/threads/{thread}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/threads/{thread}")
    post = f"#post-{thread}"
    _reach(page, f"{post} button[value=thanks]")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{post} button[value=thanks][aria-pressed=true]")
    assert page.url.endswith(post)
    _reach(page, f"{post} summary[aria-label]")
    page.keyboard.press("Enter")
    _reach(page, f"{post} button[formaction$='/bookmark']")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{post} button[formaction$='/bookmark/remove']", state="attached")
    _reach(page, "#body")
    page.keyboard.type("読みました。")
    _reach(page, ".composer__feet button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".flash--done")
    assert "読みました。" in page.content()


def test_the_end_of_a_page_that_was_in_view_for_a_while_is_remembered(
    evening: tuple[Site, str, str, str, str], visitor: "Callable[..., BrowserContext]"
) -> None:
    site, _board, thread, _yuki, aki = evening
    page = signed_in(visitor(), site, aki)
    page.goto(f"{site.url}/threads/{thread}")
    assert page.locator("reading-mark").count() == 1
    with page.expect_response(lambda answer: answer.url.endswith("/reading")) as kept:
        page.locator("reading-mark").scroll_into_view_if_needed()
    assert kept.value.status == 204
    page.reload()
    assert page.locator("reading-mark").count() == 0


def _reach(page: "Page", selector: str) -> None:
    """Tab until it has the focus; nobody presses more than two hundred times."""
    for _press in range(200):
        if page.evaluate("(selector) => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")
