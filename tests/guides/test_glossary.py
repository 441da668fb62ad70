"""A word of the school world is explained where a parent meets it: once, without a script, and never in somebody's quote."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from sqlalchemy import select

from app import db
from app.contributions.models import Contribution
from app.markup import to_html
from tests.support.cast import a_member, a_visitor, an_app, looking
from tests.support.site import Site
from tests.support.threads import a_board, a_thread

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

BUTTON = re.compile(r'<button type="button" class="explained" popovertarget="(word-\d+)">([^<]+)</button>')


@pytest.fixture
def app(sqlite_url: str) -> Flask:
    return an_app(sqlite_url)


def explained(app: Flask, *texts: str, locale: str = "ja") -> str:
    """The texts as posts of one page."""
    with app.test_request_context(f"/?lang={locale}"):
        return "".join(str(app.jinja_env.globals["explained"](to_html(text))) for text in texts)  # type: ignore[operator]  # given by guides


def words(html: str) -> list[str]:
    return [word for _place, word in BUTTON.findall(html)]


def test_a_word_is_explained_once_on_a_page_in_the_readers_language(app: Flask) -> None:
    html = explained(app, "五月雨登校が続いています。", "うちも五月雨登校でした。SSWさんに会いました。")
    assert words(html) == ["五月雨登校", "SSW"]
    assert "行く日と休む日が入りまじる" in html
    assert "take turns" in explained(app, "五月雨登校です", locale="en")


def test_two_spellings_of_one_thing_are_explained_once(app: Flask) -> None:
    assert words(explained(app, "SSRに通っています。校内教育支援センターのことです。")) == ["SSR"]


def test_every_button_opens_the_words_that_follow_it(app: Flask) -> None:
    html = explained(app, "ODと五月雨登校、別室、SC、出席扱い、COCOLOプラン")
    places = [place for place, _word in BUTTON.findall(html)]
    assert len(places) == len(set(places)) == 6
    for place in places:
        assert re.search(rf'<span class="explained__words" id="{place}" popover role="note"', html)


@pytest.mark.parametrize(
    "text",
    [
        "> ODと言われました",
        "SCHOOLのSCREEN",
        "PODCAST",
        "GODさん",
        "薬をODしました",
        "ODして運ばれました",
        "ODした夜",
        "OD歴があります",
    ],
)
def test_quotes_other_words_and_another_meaning_stay_as_they_are(app: Flask, text: str) -> None:
    assert words(explained(app, text)) == []


@pytest.mark.parametrize(
    "text", ["ODです", "起立性調節障害（OD）", "ODの薬を飲んでいます", "ODしんどい", "od ODと診断"]
)
def test_the_illness_is_explained(app: Flask, text: str) -> None:
    assert len(words(explained(app, text))) == 1


@pytest.mark.parametrize(
    "text", ["<b>OD</b> & <script>x</script>", "OD < SC > SSW", 'OD" onclick="x', "[OD](javascript:x)"]
)
def test_hostile_text_stays_text(app: Flask, text: str) -> None:
    html = explained(app, text)
    without = re.sub(
        r"<(button|span)\b[^>]*(explained)[^>]*>|</(button|span|strong)>|<strong class=\"explained__name\">", "", html
    )
    assert not re.search(r"<(?!/?(p|br|blockquote)>)", without)
    assert "explained" in html


def test_words_without_an_explanation_are_not_looked_for(app: Flask) -> None:
    assert words(explained(app, "不登校のことで、見守りの人に名前を。フリースクールも。")) == []


def test_the_stored_text_knows_nothing_of_it(app: Flask) -> None:
    html = a_visitor(app).get(the_thread(app)).get_data(as_text=True)
    assert words(html) == ["五月雨登校", "OD"]
    with looking(app):
        (kept,) = db.session().scalars(select(Contribution))
        assert "explained" not in kept.html


def test_it_opens_by_key_and_by_touch_without_scripts_and_closes_again(
    live_server: Callable[..., Site], sqlite_url: str, visitor: "Callable[..., BrowserContext]"
) -> None:
    thread = the_thread(an_app(sqlite_url))
    site = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)
    page = visitor(java_script_enabled=False, has_touch=True, viewport={"width": 360, "height": 640}).new_page()
    page.goto(site.url + thread)
    button, explanation = page.locator(".explained").first, page.locator(".explained__words").first
    assert not explanation.is_visible()
    button.tap()
    assert explanation.is_visible()
    box = explanation.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert box["y"] + box["height"] <= 640
    page.keyboard.press("Escape")
    assert not explanation.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert explanation.is_visible()
    assert page.get_by_role("note").first.inner_text().startswith("五月雨登校")
    page.touchscreen.tap(180, 40)
    assert not explanation.is_visible()


def the_thread(app: Flask) -> str:
    """A thread that uses two words of the glossary; its path."""
    body = "五月雨登校が続いています。ODかもしれません。\n\n> ODの本から"
    return f"/threads/{a_thread(app, a_member(app), a_board(app), title='はじめまして', body=body)}"
