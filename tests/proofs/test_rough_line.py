"""The real page in a real browser, over a line that breaks: nothing lost, nothing doubled, and what it says is true."""

import random
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from app import db
from app.chat.models import Message
from app.contributions import services as door
from tests.proofs.conftest import ROOM, Broken, Ground, broken, kept
from tests.proofs.rough_line import RoughLine
from tests.proofs.speakers import lines_of
from tests.proofs.test_killed_workers import without_index
from tests.support import promises
from tests.support.cast import a_member, at_work
from tests.support.chromium import visitor

ARRIVES = 60_000
GONE_WITHIN = 1.0


@pytest.fixture
def line() -> Iterator[RoughLine]:
    made = RoughLine()
    yield made
    made.end()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    with visitor(chromium) as opened:
        yield opened


def sit_down(ground: Ground, line: RoughLine, context: BrowserContext, defect: str = "") -> Page:
    """Somebody with a phone, in the room, by way of the rough line."""
    site = ground.site(defect, TOMOSHIBI_ORIGIN=line.url)
    line.target = site.port
    context.add_cookies(a_member(ground.app).cookies_at(line.url))
    page = context.new_page()
    page.goto(f"{line.url}/rooms/{ROOM}")
    expect(page.locator("[data-awake]")).to_contain_text("起きている")
    return page


def say(page: Page, body: str) -> None:
    page.locator("#say").fill(body)
    page.locator(".chat-composer__send").click()


def state(page: Page, name: str) -> Locator:
    """What the page says about lines of one's own."""
    return page.locator(f"[data-delivery={name}]")


def shows_what_is_kept(ground: Ground, page: Page) -> None:
    """Every line once, in the order of the room, and nothing that is still on its way."""
    expect(page.locator("[data-held] li")).to_have_count(0, timeout=ARRIVES)
    bodies = [body for body, _seq, _key in kept(ground.app) if body]
    shown = page.locator("[data-messages] .message__body").all_inner_texts()
    broken(len(set(bodies)) != len(bodies), "a line stands twice in the database")
    broken([each.strip() for each in shown] != bodies, f"the page shows {shown} of {bodies}")


def wait_until(page: Page, ready: Callable[[], bool]) -> None:
    until = time.monotonic() + ARRIVES / 1000
    while not ready():
        assert time.monotonic() < until, "it happens"
        page.wait_for_timeout(5)


def through_a_lift(ground: Ground, line: RoughLine, page: Page) -> None:
    """A slow answer, an answer that never comes, and a line said while there is no way through."""
    line.flows.clear()
    say(page, "ゆっくり")
    expect(state(page, "sending")).to_have_text("送信中")
    line.flows.set()
    expect(state(page, "delivered")).to_have_text("届きました", timeout=ARRIVES)
    line.swallows_answers = True
    say(page, "きこえますか")
    wait_until(page, lambda: len(kept(ground.app)) == 2)
    expect(state(page, "sending")).to_be_visible()
    line.close()
    expect(state(page, "lost")).to_contain_text("届いていません", timeout=ARRIVES)
    expect(page.locator("[data-retry]")).to_be_visible()
    say(page, "まだです")
    line.open()
    shows_what_is_kept(ground, page)


def removed_meanwhile(ground: Ground, line: RoughLine, page: Page, patience: float = ARRIVES / 1000) -> float:
    """A line is taken away while this phone is off; returns how long after its return it was still there."""
    line.close()
    with at_work(ground.app):
        body, key = next((body, key) for body, _seq, key in kept(ground.app) if body)
        door.remove(db.session().get_one(Message, key))
    line.open()
    wait_until(page, lambda: bool(line.opened_at))
    while page.locator("[data-messages]", has_text=body).count() and time.monotonic() < line.opened_at + patience:
        page.wait_for_timeout(5)
    broken(page.locator("[data-messages]", has_text=body).count() > 0, "what was removed is still there")
    return time.monotonic() - line.opened_at


def test_over_a_line_that_breaks_nothing_is_lost_or_doubled_and_the_page_says_what_is_true(
    ground: Ground, line: RoughLine, context: BrowserContext
) -> None:
    page = sit_down(ground, line, context)
    through_a_lift(ground, line, page)
    assert promises.kept(GONE_WITHIN, lambda: removed_meanwhile(ground, line, page))


def test_through_resets_at_any_moment_every_line_stands_once_and_in_order(
    sqlite_ground: Ground, line: RoughLine, context: BrowserContext
) -> None:
    page, other = sit_down(sqlite_ground, line, context), sqlite_ground.speaker(sqlite_ground.sites[0])
    other.address = line.url
    calm = threading.Event()
    breaks = threading.Thread(target=_break_often, args=(line, calm))
    talks = threading.Thread(target=other.speak, args=(lines_of(1, 20), time.monotonic() + 120))
    breaks.start()
    talks.start()
    for body in lines_of(0, 10):
        say(page, body)
        page.wait_for_timeout(200)
    talks.join()
    calm.set()
    breaks.join()
    wait_until(page, lambda: len(kept(sqlite_ground.app)) == 30)
    expect(page.locator("[data-messages] .message")).to_have_count(30, timeout=ARRIVES)
    shows_what_is_kept(sqlite_ground, page)


def _break_often(line: RoughLine, calm: threading.Event) -> None:
    while not calm.wait(random.uniform(0.4, 1.6)):
        line.delay = random.choice((0.0, 0.0, 0.1))
        line.reset()
    line.open()


def test_a_line_that_was_kept_although_the_server_stumbled_is_not_said_again(
    sqlite_ground: Ground, line: RoughLine, context: BrowserContext
) -> None:
    page = sit_down(sqlite_ground, line, context, "stumble_after_commit")
    say(page, "つまずきました")
    expect(state(page, "lost")).to_contain_text("届いていません", timeout=ARRIVES)
    page.locator("[data-retry]").click()
    expect(page.locator("[data-messages] .message")).to_have_count(1, timeout=ARRIVES)
    shows_what_is_kept(sqlite_ground, page)


def test_the_proof_sees_what_is_not_taken_away_after_the_return(
    sqlite_ground: Ground, line: RoughLine, context: BrowserContext
) -> None:
    page = sit_down(sqlite_ground, line, context, "forget_the_gap")
    say(page, "とりけされることば")
    expect(state(page, "delivered")).to_be_visible(timeout=ARRIVES)
    with pytest.raises(Broken, match="still there"):
        removed_meanwhile(sqlite_ground, line, page, 3 * GONE_WITHIN)


def test_the_proof_sees_a_line_that_stands_twice(
    sqlite_ground: Ground, line: RoughLine, context: BrowserContext
) -> None:
    without_index(sqlite_ground.url)
    page = sit_down(sqlite_ground, line, context, "know_no_marks")
    with pytest.raises(Broken, match="twice"):
        through_a_lift(sqlite_ground, line, page)
