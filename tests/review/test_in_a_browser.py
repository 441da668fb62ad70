"""The console in a real Chromium: twenty cases by keys alone, a list that follows, a lease that ends with the page."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import delete, func, select, update

from app import clock, db
from app.contributions.models import Concern
from app.permissions import Role
from app.review.models import Lease, Outcome, Ruling
from tests.guides.test_axe import AXE, LOOK
from tests.review.conftest import PHONE, House, furnish
from tests.support.cast import Person, an_app, at_work, looking
from tests.support.chromium import PHONE as SMALL
from tests.support.chromium import STEP, visitor
from tests.support.databases import MakeDatabase
from tests.support.site import Site

DESK = {"width": 1280, "height": 800}
# The names that belong to these kinds of concerns stand preselected as the rule a decision rests on.
LIGHT = ("scam.loan", "abuse.blame", "scam.mlm", "flood.repeat")

# With those of the other browser tests beside this, every page of the console that needs nothing before it.
PAGES = ["/review", *(f"/review/{page}" for page in "care rest loads numbers policy policy/draft unmaskings".split())]


@dataclass
class Console:
    """A running site, the application here on the same database, and a moderator's browser."""

    house: House
    site: Site
    mori: Person

    def sit_down(self, context: BrowserContext, person: Person | None = None) -> Page:
        context.add_cookies((person or self.mori).cookies_at(self.site.url))
        page = context.new_page()
        page.goto(f"{self.site.url}/review")
        return page

    def about(self, kind: str, minutes: int = 1) -> str:
        text = self.house.said(self.house.member(), f"きょうの空もようの話 {minutes}")
        self.house.worry(text, kind, 2, clock.now() - timedelta(minutes=minutes))
        return text

    def leases(self) -> int:
        """How many cases anybody holds."""
        with looking(self.house.app):
            return db.session().scalar(select(func.count()).select_from(Lease)) or 0

    def rulings(self) -> int:
        """How many this moderator has made."""
        with looking(self.house.app):
            return db.session().scalar(select(func.count()).where(Ruling.mask_id == self.mori.mask_id)) or 0


@pytest.fixture(scope="module")
def station(make_migrated_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """One running site for all of these."""
    with make_migrated_database("sqlite") as url:
        house = House(an_app(url))
        furnish(house)
        site = Site({"TOMOSHIBI_DATABASE_URL": url}, tmp_path_factory.mktemp("console")).start()
        yield Console(house, site, house.moderator())
        site.stop()
        house.app.extensions["tomoshibi_db"].engine.dispose()


@pytest.fixture
def console(station: Console) -> Console:
    """With nothing in the list yet, and somebody who has carried nothing today."""
    with at_work(station.house.app):
        db.session().execute(delete(Lease))
        db.session().execute(update(Concern).values(settled_at=clock.now()))
    return replace(station, mori=station.house.moderator())


def test_twenty_cases_are_decided_by_keys_alone_two_for_each(console: Console, chromium: Browser) -> None:
    for number in range(20):
        console.about(LIGHT[number % len(LIGHT)], number + 1)
    with visitor(chromium, viewport=DESK) as context:
        page = console.sit_down(context)
        page.keyboard.press("n")
        strokes, seen = 1, []
        for number in range(20):
            page.wait_for_url(lambda url: "/review/" in url and url not in seen)
            seen.append(page.url)
            expect(page.locator("key-list")).to_be_focused()
            for key in ("o", "3" if number % 5 == 4 else "1"):
                page.keyboard.press(key)
                strokes += 1
        expect(page.locator("[data-empty]")).to_be_visible()
    assert console.rulings() == 20
    assert console.leases() == 0
    assert strokes <= 2 * 20 + 1, "so that two hundred in an hour leave fifteen seconds to read and think for each"


def test_in_the_list_keys_move_open_and_help(console: Console, chromium: Browser) -> None:
    first, second = console.about("abuse.threat"), console.about("scam.loan")
    with visitor(chromium, viewport=DESK) as context:
        page = console.sit_down(context)
        page.keyboard.press("?")
        expect(page.get_by_text("見るだけでひらく")).to_be_visible()
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        page.keyboard.press("j")
        page.keyboard.press("o")
        page.wait_for_url(f"**/review/{second}")
        assert console.leases() == 0, "to look is not to take"
        page.keyboard.press("q")
        page.wait_for_url("**/review")
        page.keyboard.press("j")
        page.keyboard.press("c")
        page.wait_for_url(f"**/review/{first}")
        assert console.leases() == 1


def test_what_comes_above_does_not_move_the_line_one_reads(console: Console, chromium: Browser) -> None:
    texts = [console.about("scam.loan", number + 1) for number in range(8)]
    with visitor(chromium, viewport=SMALL) as context:
        page = console.sit_down(context)
        read = page.locator(f'li[data-id="{texts[2]}"]')
        read.locator("a").first.focus()
        page.mouse.wheel(0, 400)
        _comes_to_rest(page)
        before = read.bounding_box()
        urgent = console.about("crisis.suicide_self")
        new = page.locator(f'li[data-id="{urgent}"]')
        expect(new).to_be_attached()
        after = read.bounding_box()
        assert before is not None
        assert after is not None
        assert abs(before["y"] - after["y"]) <= 1
        expect(page.locator("[data-said]")).to_contain_text("急ぐものが届きました")
        expect(read.locator("a").first).to_be_focused()
        assert page.locator("li[data-id]").first.get_attribute("data-id") == urgent


def test_what_others_take_and_decide_shows_without_loading_anew(console: Console, chromium: Browser) -> None:
    kawa = console.house.moderator()
    text = console.about("scam.loan")
    with visitor(chromium, viewport=DESK) as context:
        page = console.sit_down(context)
        row = page.locator("[data-queue] li").first
        console.house.claim(kawa, text)
        expect(row).to_contain_text(f"{kawa.mask_name}さんが見ています")
        console.house.rule(kawa, text, Outcome.PUBLISH)
        expect(row).to_contain_text("いま終わりました")


def test_a_touch_shows_one_clue_and_no_other(console: Console, chromium: Browser) -> None:
    mail = "abc.def@example.com"
    text = console.house.held(console.house.member(), f"電話 {PHONE} か {mail} まで、夜ならいます")
    with visitor(chromium) as context:
        page = console.sit_down(context)
        page.goto(f"{console.site.url}/review/{text}")
        page.get_by_text("ことばを読む").first.click()
        for clue in (PHONE, mail):
            expect(page.get_by_text(clue)).to_be_hidden()
        page.locator(".veil summary").first.click()
        expect(page.get_by_text(PHONE)).to_be_visible()
        expect(page.get_by_text(mail)).to_be_hidden()


WAYS: dict[str, Callable[[Page, Site], object]] = {
    "another page": lambda page, site: page.goto(f"{site.url}/help"),
    "the list": lambda page, _site: page.keyboard.press("q"),
    "the tab is closed": lambda page, _site: page.close(run_before_unload=True),
    "everything is left quickly": lambda page, _site: page.locator(".masthead leave-quickly button").click(),
}
LOSE_THE_PARTING_WORD = "Navigator.prototype.sendBeacon = () => true"


@pytest.mark.parametrize("way", WAYS)
def test_a_case_is_free_again_as_soon_as_its_page_is_left(console: Console, chromium: Browser, way: str) -> None:
    console.about("scam.loan")
    with visitor(chromium, viewport=DESK) as context, visitor(chromium) as beside:
        page, other = console.sit_down(context), console.sit_down(beside, console.house.moderator())
        # From the second visit on a worker looks after this browser; what pages said in parting was lost in it.
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        row = _taken(console, page, other)
        WAYS[way](page, console.site)
        expect(row).not_to_contain_text("さんが見ています", timeout=STEP)
        assert console.leases() == 0


def test_a_case_is_free_again_although_the_parting_word_of_its_page_is_lost(
    console: Console, chromium: Browser
) -> None:
    console.about("scam.loan")
    with visitor(chromium, viewport=DESK) as context, visitor(chromium) as beside:
        context.add_init_script(LOSE_THE_PARTING_WORD)
        page, other = console.sit_down(context), console.sit_down(beside, console.house.moderator())
        row = _taken(console, page, other)
        page.goto(f"{console.site.url}/help")
        expect(row).not_to_contain_text("さんが見ています", timeout=STEP)
        assert console.leases() == 0


def test_a_case_that_is_loaded_anew_is_held_exactly_if_its_page_says_so(console: Console, chromium: Browser) -> None:
    console.about("scam.loan")
    with visitor(chromium, viewport=DESK) as context, visitor(chromium) as beside:
        page, other = console.sit_down(context), console.sit_down(beside, console.house.moderator())
        row = _taken(console, page, other)
        for _each in range(3):
            page.reload()
            expect(page.locator("key-list")).to_be_focused(timeout=STEP)
            if page.locator("held-lease").count() == 0:
                page.keyboard.press("c")
            page.locator("held-lease").wait_for()
            expect(row).to_contain_text("さんが見ています", timeout=STEP)
        # What the page before said in parting may be on its way yet; the page takes the case once more after it.
        page.wait_for_timeout(4000)
        deadline = time.monotonic() + STEP / 1000
        while console.leases() != 1:
            assert time.monotonic() < deadline
            page.wait_for_timeout(50)


def test_what_a_page_says_in_parting_may_come_late(console: Console, chromium: Browser) -> None:
    console.about("scam.loan")
    with visitor(chromium, viewport=DESK) as context, visitor(chromium) as beside:
        page, other = console.sit_down(context), console.sit_down(beside, console.house.moderator())
        _taken(console, page, other)
        page.clock.install(time=0)
        page.clock.pause_at(1)  # so that the page waits with its second word for as long as this takes
        with page.expect_response(lambda answer: answer.url.endswith("/lease")):
            page.reload()
        page.eval_on_selector(
            "[data-release]", "form => fetch(form.action, {method: 'POST', body: new FormData(form)}).then(() => 0)"
        )
        assert console.leases() == 0
        with page.expect_response(lambda answer: answer.url.endswith("/lease")) as taken_again:
            page.clock.run_for(3_000)
        taken_again.value.finished()
        assert console.leases() == 1


def _comes_to_rest(page: Page) -> None:
    """Has scrolled, and scrolls no further."""
    deadline, places = time.monotonic() + STEP / 1000, [0]
    while places[-1] == 0 or places[-4:] != places[-1:] * 4:
        assert time.monotonic() < deadline
        page.wait_for_timeout(100)
        places.append(page.evaluate("Math.round(scrollY)"))


def _taken(console: Console, page: Page, other: Page) -> Locator:
    """Somebody takes the one case that waits; returns its line in the list of a colleague, who sees that."""
    page.keyboard.press("n")
    page.wait_for_url(lambda url: not url.endswith("/review"))
    page.locator("held-lease:defined").wait_for()
    row = other.locator("[data-queue] li").first
    expect(row).to_contain_text(f"{console.mori.mask_name}さんが見ています", timeout=STEP)
    return row


def test_a_lease_is_renewed_while_one_is_there_and_not_after(console: Console, chromium: Browser) -> None:
    text = console.about("scam.loan")
    with visitor(chromium, viewport=DESK) as context:
        page = console.sit_down(context)
        page.clock.install()
        renewed: list[str] = []
        page.on("request", lambda asked: renewed.append(asked.url) if asked.url.endswith("/lease") else None)
        page.goto(f"{console.site.url}/review")
        page.keyboard.press("n")
        page.wait_for_url(f"**/review/{text}")
        page.clock.run_for(180_000)
        page.keyboard.press("o")
        page.clock.run_for(180_000)
        there = len(renewed)
        page.clock.run_for(1_200_000)
        assert 5 <= there <= 8, "about once a minute"
        assert len(renewed) - there <= 2, "whoever makes tea lets it go"


def test_everything_is_done_without_scripts(console: Console, chromium: Browser) -> None:
    first, second = console.about("abuse.blame", 3), console.about("scam.loan")
    with visitor(chromium, java_script_enabled=False) as context:
        page = console.sit_down(context)
        page.get_by_role("button", name="つぎの件をひらく").click()
        assert page.url.endswith(first)
        page.get_by_text("ことばを読む").first.click()
        page.get_by_role("button", name="これはほかの人に").click()
        assert page.url.endswith(second)
        page.get_by_role("button", name="そのまま出す").click()
        assert page.url.endswith("/review")
        page.get_by_text("ほかの人に先に見てもらうもの").click()
        assert page.locator(f'a[href="/review/{first}"]').first.is_visible()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here; run npm ci")
@pytest.mark.parametrize("lamp", ["night", "day"])
@pytest.mark.parametrize("size", [SMALL, DESK], ids=["phone", "desk"])
def test_everybody_can_use_every_page_of_it(
    console: Console, chromium: Browser, lamp: str, size: dict[str, int]
) -> None:
    lead = console.house.moderator(Role.LEAD)
    late, held = console.about("crisis.suicide_self", 60), console.house.held(console.house.member())
    console.house.report(console.house.member(), held, "identifies", f"{PHONE} が見えます")
    console.house.claim(lead, held)
    console.house.moderator(Role.LEAD)  # somebody who could be asked by name
    lead.post("/review/policy/draft")
    with visitor(chromium, viewport=size, bypass_csp=True, reduced_motion="reduce") as context:
        context.add_cookies([{"name": "lamp", "value": lamp, "url": console.site.url}])
        page = console.sit_down(context, lead)
        for path in (f"/review/{held}", f"/review/{late}", *PAGES):
            page.goto(console.site.url + path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            page.evaluate("document.querySelectorAll('main details').forEach((each) => each.open = true)")
            # As tall as the page, so that nothing that stays in place covers anything.
            page.set_viewport_size({**size, "height": page.evaluate("document.documentElement.scrollHeight")})
            page.evaluate(AXE.read_text("utf-8"))
            assert page.evaluate(LOOK) == [], path
            page.set_viewport_size(size)
