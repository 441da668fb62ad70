"""Asking counsellors in a real browser: on a small phone, in both languages, with and without scripts; axe finds nothing."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from app import clock
from app.permissions import Role
from tests.experts.cast import a_counsellor, a_question, an_answer, on_duty, open_always, row, two_rooms
from tests.forum.test_everybody_can_use_it import WIDER
from tests.guides.test_axe import AXE, faults
from tests.structure.test_words import english
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
    context.add_cookies(person.cookies_at(place.site.url))
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


def add_cookies(context: "BrowserContext", place: Place, **cookies: str) -> None:
    context.add_cookies([{"name": name, "value": value, "url": place.site.url} for name, value in cookies.items()])


def press(page: "Page", words: str, *, keyboard: bool) -> None:
    """A button, by finger or by key."""
    found = page.get_by_role("button", name=words, exact=True)
    if keyboard:
        found.focus()
        page.keyboard.press("Enter")
    else:
        found.click()


@dataclass(frozen=True)
class Journey:
    """Two counsellors' phones and the question between them."""

    place: Place
    page: "Page"
    other: "Page"
    colleague: Person
    question_id: str
    said: Callable[[str], str]
    scripts: bool

    def is_readable(self, page: "Page") -> None:
        """It fits a small phone, and axe finds nothing; without scripts nobody can look."""
        if self.scripts:
            assert not page.evaluate(WIDER)
            assert faults(page) == []


@pytest.mark.parametrize(("locale", "scripts"), [("ja", True), ("en", True), ("ja", False)])
def test_a_counsellor_writes_asks_a_colleague_passes_on_and_answers_with_a_card(
    place: Place, visitor: "Callable[..., BrowserContext]", locale: str, scripts: bool
) -> None:
    said = (lambda text: text) if locale == "ja" else (lambda text: english()[text])
    open_always(place.app)
    colleague = a_counsellor(place.app)
    question_id = a_question(place.app, place.asker)
    place.counsellor.post("/me/phrases", name="morning", words="［お子さんの学年］のころのこと。")
    on_duty(place.counsellor, colleague)
    context = visitor(java_script_enabled=scripts, bypass_csp=True, reduced_motion="reduce")
    add_cookies(context, place, words=locale)
    page = page_of(context, place, place.counsellor)
    other = page_of(visitor(java_script_enabled=scripts, bypass_csp=True), place, colleague)
    add_cookies(other.context, place, words=locale)
    journey = Journey(place, page, other, colleague, question_id, said, scripts)
    name = writes_with_a_phrase_and_a_card(journey)
    asks_a_colleague(journey)
    passes_it_on(journey)
    assert name in other.input_value("#body")
    press(other, said("答えを送る"), keyboard=scripts)
    other.locator(".post--expert .line-card").wait_for()
    assert place.asker.client.get(f"/questions/{question_id}").get_data(as_text=True).count("line-card") >= 1


def writes_with_a_phrase_and_a_card(of: "Journey") -> str:
    page, said, scripts = of.page, of.said, of.scripts
    page.goto(of.place.at(f"/questions/{of.question_id}"))
    press(page, said("引き受ける"), keyboard=scripts)
    page.fill("#body", "眠れているかを見ましょう。")
    page.locator("summary", has_text=said("文やカードを入れる")).click()
    press(page, said("文を入れる"), keyboard=False)
    page.wait_for_url("**#desk")
    assert "［お子さんの学年］" in page.input_value("#body")
    press(page, said("答えを送る"), keyboard=scripts)
    page.locator(".field__trouble", has_text="［お子さんの学年］").wait_for()
    page.fill("#body", "眠れているかを見ましょう。小学生のころのこと。")
    page.locator("summary", has_text=said("文やカードを入れる")).click()
    page.select_option("#line", index=2)
    name = page.locator("#line option").nth(2).inner_text()
    press(page, said("窓口のカードを入れる"), keyboard=False)
    page.wait_for_url("**#desk")
    of.is_readable(page)
    return name


def asks_a_colleague(of: "Journey") -> None:
    page, other, said = of.page, of.other, of.said
    press(page, said("送る前に、同僚に見てもらう"), keyboard=False)
    page.get_by_text(said("送る前に見てほしいと、同僚に頼んであります。")).wait_for()
    other.goto(of.place.at(f"/questions/{of.question_id}/second-look"))
    assert other.locator(".line-card").count() >= 1
    of.is_readable(other)
    press(other, said("このままで大丈夫と伝える"), keyboard=of.scripts)
    other.wait_for_url("**/experts/school")
    page.goto(of.place.at(f"/questions/{of.question_id}"))
    page.get_by_text(said("このまま送って大丈夫です、とのことです。")).wait_for()


def passes_it_on(of: "Journey") -> None:
    page, other, said = of.page, of.other, of.said
    press(page, said("同僚に引き継ぐ"), keyboard=False)
    page.fill("#note", "翔太くんの話です。")
    press(page, said("引き継ぐ"), keyboard=False)
    page.locator("mark", has_text="翔太くん").wait_for()
    page.fill("#note", "眠りのことまで書きました。")
    page.get_by_role("radio", name=of.colleague.mask_name).check()
    of.is_readable(page)
    press(page, said("引き継ぐ"), keyboard=False)
    page.wait_for_url("**/experts/school")
    other.goto(of.place.at(f"/questions/{of.question_id}"))
    assert other.get_by_text("眠りのことまで書きました。").count() == 1
    press(other, said("引き受ける"), keyboard=of.scripts)


def test_leaving_the_page_gives_the_seat_back_and_loses_no_word(
    place: Place, visitor: "Callable[..., BrowserContext]"
) -> None:
    question_id = a_question(place.app, place.asker)
    page = page_of(visitor(bypass_csp=True), place, place.counsellor)
    page.goto(place.at(f"/questions/{question_id}"))
    press(page, "引き受ける", keyboard=False)
    page.wait_for_function("['held-lease', 'answer-desk', 'text-keeper'].every((name) => customElements.get(name))")
    words = "書いている途中で閉じました。"
    page.fill("#body", words)
    page.goto(place.at("/guides"))
    colleague = a_counsellor(place.app)
    until = time.monotonic() + 30  # what a page sends while it goes away takes its moment
    while row(place.app, question_id).drafter_until > clock.now() + timedelta(minutes=1):  # type: ignore[operator]  # it is held
        assert time.monotonic() < until
        time.sleep(0.05)
    with clock.standing_at(clock.now() + timedelta(minutes=1)):
        assert colleague.post(f"/questions/{question_id}/take").status_code == 303
    while words not in colleague.client.get(f"/questions/{question_id}").get_data(as_text=True):
        assert time.monotonic() < until
        time.sleep(0.05)


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
    pages += [
        (place.counsellor, path)
        for path in ("/experts/school", f"/questions/{answered}", "/me/counselling", "/me/phrases")
    ]
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
