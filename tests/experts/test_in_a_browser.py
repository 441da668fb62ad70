"""Asking counsellors in a real browser: on a small phone, in both languages, with and without scripts; axe finds nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from app.permissions import Role
from tests.experts.cast import a_counsellor, a_question, an_answer, two_rooms
from tests.forum.test_everybody_can_use_it import WIDER
from tests.guides.test_axe import AXE, faults
from tests.support.cast import Person, a_member, an_app
from tests.support.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

PHONE = {"width": 360, "height": 640}
DANGER = "もう消えてしまいたいです。死にたいと毎日思っています。"


@dataclass(frozen=True)
class Place:
    """A running site with two rooms, and the people of it."""

    site: Site
    app: Flask
    asker: Person
    counsellor: Person

    def at(self, path: str) -> str:
        return self.site.url + path


@pytest.fixture
def place(sqlite_url: str, live_server: Callable[..., Site]) -> Place:
    app = an_app(sqlite_url)
    two_rooms(app)
    return Place(live_server(TOMOSHIBI_DATABASE_URL=sqlite_url), app, a_member(app), a_counsellor(app))


def page_of(context: "BrowserContext", place: Place, person: Person) -> "Page":
    name, value = person.cookie.split("=", 1)
    context.add_cookies([{"name": name, "value": value, "url": place.site.url, "httpOnly": True}])
    page = context.new_page()
    page.set_viewport_size(PHONE)
    return page


@pytest.mark.parametrize("scripts", [True, False])
def test_a_parent_asks_changes_follows_up_and_shares(
    place: Place, visitor: "Callable[..., BrowserContext]", scripts: bool
) -> None:
    page = page_of(visitor(java_script_enabled=scripts), place, place.asker)
    page.goto(place.at("/experts/school"))
    page.get_by_role("link", name="質問を書く").click()
    page.fill("#title", "朝のこと")
    page.fill("#body", "起きられない日が続いています。")
    page.fill("#tried", "早く寝かせてみました。")
    page.select_option("#stage", "elementary")
    page.get_by_role("button", name="送る", exact=True).click()
    page.locator(".question-progress").wait_for()
    assert "いま1番目です" in page.content()
    page.get_by_role("link", name="書きなおす").click()
    page.fill("#hoped", "声のかけ方を知りたいです。")
    page.get_by_role("button", name="書きなおして送る").click()
    page.locator(".post--opening").wait_for()
    assert "声のかけ方を知りたいです。" in page.content()
    question_id = page.url.rpartition("/")[2]
    an_answer(place.counsellor, question_id, "ゆっくりで大丈夫です。")
    page.reload()
    page.get_by_role("button", name="ありがとう").click()
    page.fill("#body", "もう少し教えてください。")
    page.get_by_role("button", name="続けて聞く").click()
    page.locator(".post", has_text="もう少し教えてください。").wait_for()
    page.get_by_role("button", name="みんなが読めるようにする").click()
    page.goto(place.at("/experts/library"))
    assert page.get_by_role("link", name="朝のこと").count() == 1


def test_in_danger_a_card_comes_first_and_the_line_is_a_choice(
    place: Place, visitor: "Callable[..., BrowserContext]"
) -> None:
    page = page_of(visitor(), place, place.asker)
    page.goto(place.at("/experts/school/ask"))
    page.fill("#title", "しんどいです")
    page.fill("#body", DANGER)
    page.get_by_role("button", name="送る", exact=True).click()
    page.locator(".care").first.wait_for()
    assert page.locator(".care .line-card").count() >= 1
    page.get_by_role("button", name="順番の列にも入れる").click()
    page.locator(".question-progress").wait_for()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here; run npm ci")
@pytest.mark.parametrize(("light", "locale"), [("night", "ja"), ("day", "en")])
def test_every_page_can_be_read_by_everybody_on_a_small_phone(
    place: Place, visitor: "Callable[..., BrowserContext]", light: str, locale: str
) -> None:
    waiting = a_question(place.app, place.asker)
    answered = a_question(place.app, place.asker, title="夜のこと")
    an_answer(place.counsellor, answered)
    lead = a_member(place.app, role=Role.LEAD)
    pages = [(place.asker, f"/questions/{each}") for each in (waiting, answered)]
    own = ("/experts", "/experts/school", "/experts/school/ask", "/experts/library")
    pages += [(place.asker, path) for path in (*own, f"/questions/{waiting}/edit")]
    pages += [(place.counsellor, path) for path in ("/experts/school", f"/questions/{answered}", "/me/counselling")]
    pages += [(lead, "/experts/school/furnishing")]
    for person, path in pages:
        context = visitor(
            color_scheme="dark" if light == "night" else "light", bypass_csp=True, reduced_motion="reduce"
        )
        cookies = {"lamp": light, "words": locale}
        context.add_cookies([{"name": name, "value": value, "url": place.site.url} for name, value in cookies.items()])
        page = page_of(context, place, person)
        assert page.goto(place.at(path)).status == 200, path  # type: ignore[union-attr]  # there is an answer
        assert not page.evaluate(WIDER), path
        assert faults(page) == [], path
        context.close()
