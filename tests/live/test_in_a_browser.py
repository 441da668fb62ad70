"""A live hour in a real browser: on a small phone, by keyboard, in both languages, with and without scripts; axe finds nothing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from app import db
from app.experts.models import ExpertRoom
from tests.experts.cast import a_counsellor, two_rooms
from tests.forum.test_everybody_can_use_it import WIDER
from tests.guides.test_axe import AXE, faults
from tests.live.test_over_sockets import ALL_DAY, Place
from tests.support.cast import Person, a_member, an_app, at_work
from tests.support.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

PHONE = {"width": 360, "height": 640}
ROOM = "/rooms/live-school"


@pytest.fixture
def place(sqlite_url: str, live_server: Callable[..., Site]) -> Place:
    app = an_app(sqlite_url)
    two_rooms(app)
    with at_work(app):
        db.session().scalars(select(ExpertRoom).where(ExpertRoom.slug == "school")).one().keeps_holidays = False
    a_counsellor(app).post("/experts/school/live", week=ALL_DAY, other="")
    return Place(app, live_server(TOMOSHIBI_DATABASE_URL=sqlite_url), "live-school")


def page_of(context: "BrowserContext", place: Place, person: Person) -> "Page":
    context.add_cookies(person.cookies_at(place.site.url))
    page = context.new_page()
    page.set_viewport_size(PHONE)
    return page


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_raised_hand_to_ones_turn_and_back(
    place: Place, visitor: "Callable[..., BrowserContext]", scripts: bool
) -> None:
    asker, counsellor = a_member(place.app), a_counsellor(place.app)
    page = page_of(visitor(java_script_enabled=scripts), place, asker)

    def sees(words: str) -> None:
        if not scripts:
            page.reload()
        page.get_by_text(words).first.wait_for()

    page.goto(place.site.url + ROOM)
    page.locator("#body").press_sequentially("朝のことを聞きたいです")
    page.get_by_role("button", name="手をあげる").press("Enter")
    sees("いま1番目です")
    assert page.locator("#say").count() == 0
    assert place.post(counsellor, f"{ROOM}/hands/next") == 303
    sees("あなたの番です")
    page.locator("#say").fill("起こしても起きません")
    page.get_by_role("button", name="送る").press("Enter")
    page.locator(".message", has_text="起こしても起きません").wait_for()
    hand = page.locator('form[action$="/withdrawal"]').first.get_attribute("action")
    assert hand
    assert place.post(counsellor, hand.replace("withdrawal", "closing")) == 303
    sees("つぎの質問を待っています")


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here; run npm ci")
@pytest.mark.parametrize(("light", "locale"), [("night", "ja"), ("day", "en")])
def test_every_page_can_be_read_by_everybody_on_a_small_phone(
    place: Place, visitor: "Callable[..., BrowserContext]", light: str, locale: str
) -> None:
    asker, waiting, counsellor = a_member(place.app), a_member(place.app), a_counsellor(place.app)
    for person in (asker, waiting):
        assert place.post(person, f"{ROOM}/hands", body="学校のことを聞きたいです", nonce=person.mask_id) == 303
    assert place.post(counsellor, f"{ROOM}/hands/next") == 303
    everybody = ((person, ROOM) for person in (asker, waiting, counsellor, a_member(place.app)))
    for person, path in (*everybody, (counsellor, "/experts/school"), (counsellor, "/experts/school/live")):
        context = visitor(
            color_scheme="dark" if light == "night" else "light", bypass_csp=True, reduced_motion="reduce"
        )
        cookies = {"lamp": light, "words": locale}
        context.add_cookies([{"name": name, "value": value, "url": place.site.url} for name, value in cookies.items()])
        page = page_of(context, place, person)
        assert page.goto(place.site.url + path).status == 200, path  # type: ignore[union-attr]  # there is an answer
        assert not page.evaluate(WIDER), path
        assert faults(page) == [], path
        context.close()
