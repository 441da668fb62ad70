"""An evening on the site in real browsers: joining, writing, talking, being looked after, reporting, deciding."""

import re
from collections.abc import Callable
from typing import Any

from app.permissions import Role
from tests.journeys.conftest import House, signed_in
from tests.support.cast import a_member

Visitor = Callable[..., Any]
SCAM = "不登校専門カウンセラーです。3週間で必ず学校に戻れます。今日中にLINEで無料相談、費用は48万円です"


def joins(page: Any, house: House) -> str:
    """Join the way the page asks for; returns the name."""
    page.goto(house.at("/join"))
    words = page.locator(".passphrase__words li").all_inner_texts()
    for field in ("first_word", "second_word"):
        label = page.locator(f'label[for="{field}"]').inner_text()
        page.fill(f"#{field}", words[int(re.search(r"\d+", label)[0]) - 1])  # type: ignore[index]  # it names one
    name = page.input_value("#name")
    page.get_by_role("button", name="入る", exact=True).click()
    page.wait_for_url(house.at("/me/recovery"))
    page.get_by_role("link", name="あとにする").click()
    page.wait_for_url(house.at("/"))
    return str(name)


def starts_a_thread(page: Any, house: House, title: str, body: str) -> None:
    page.goto(house.at("/boards/first/threads/new"))
    page.get_by_text("聞いてほしい", exact=True).click()
    page.fill("#title", title)
    page.fill("#body", body)
    page.locator("form.composer").get_by_role("button", name="送る", exact=True).click()


def test_a_parent_joins_writes_and_is_looked_after(house: House, visitor: Visitor) -> None:
    page = visitor().new_page()
    name = joins(page, house)
    starts_a_thread(page, house, "眠れません", "きょうも部屋から出てきませんでした。")
    assert page.locator(".post--opening .post__author").inner_text() == name

    page.fill("#body", "よかったら 090-1234-5678 に電話ください")
    page.locator("form.composer").get_by_role("button", name="送る", exact=True).click()
    assert "090-1234-5678" not in page.locator(".nudge__side--offered").inner_text()
    page.get_by_role("button", name="この形で送る").click()
    assert "090-1234-5678" not in page.content()
    page.locator(".post").nth(1).wait_for()
    assert page.locator(".post").count() == 2

    page.fill("#body", SCAM)
    page.locator("form.composer").get_by_role("button", name="送る", exact=True).click()
    page.locator(".post--held").wait_for()
    assert page.locator(".post--held").count() == 1
    assert "勧誘" in page.content()

    page.goto(house.at("/rooms/konbanwa"))
    page.fill("#say", "もう消えてしまいたい")
    page.locator(".chat-composer__send").click()
    hears(page, "もう消えてしまいたい")
    page.locator("[data-care] .care").wait_for()
    assert 1 <= page.locator("[data-care] .line-card").count() <= 3

    other = visitor().new_page()
    other.goto(house.at("/rooms/konbanwa"))
    assert "もう消えてしまいたい" in other.content()
    assert other.locator(".care").count() == 0


def test_two_people_talk_live_and_an_absence_loses_and_doubles_nothing(house: House, visitor: Visitor) -> None:
    away_context = visitor()
    yuki = signed_in(visitor(), house, a_member(house.app))
    mori = signed_in(away_context, house, a_member(house.app))
    for page in (yuki, mori):
        page.goto(house.at("/rooms/konbanwa"))

    says(yuki, "こんばんは")
    hears(mori, "こんばんは")
    says(mori, "起きてますよ")
    hears(yuki, "起きてますよ")
    mori.locator(".toast", has_text="届きました").wait_for()
    line = mori.locator(".chat-composer").bounding_box()
    toast = mori.locator(".toast").bounding_box()
    assert toast["y"] + toast["height"] <= line["y"], "what is said in passing covers nobody's line"
    mori.keyboard.press("Shift+Tab")
    while mori.evaluate("Boolean(document.activeElement.closest('.chat-composer'))"):
        mori.keyboard.press("Shift+Tab")
    focused = mori.evaluate("document.activeElement.getBoundingClientRect().bottom")
    assert focused <= mori.locator(".chat-composer").bounding_box()["y"], "nor does the line cover what has the focus"

    away_context.set_offline(True)
    mori.evaluate("dispatchEvent(new Event('offline'))")
    for number in range(3):
        says(yuki, f"留守のあいだ {number}")
        hears(yuki, f"留守のあいだ {number}")
    mori.fill("#say", "電車の中から")
    mori.press("#say", "Enter")
    away_context.set_offline(False)
    hears(mori, "留守のあいだ 2", patience=60_000)
    hears(yuki, "電車の中から", patience=60_000)
    expected = ["こんばんは", "起きてますよ", "留守のあいだ 0", "留守のあいだ 1", "留守のあいだ 2"]
    for page in (yuki, mori):
        said = page.locator("[data-messages] .message .prose").all_inner_texts()
        assert sorted(said) == sorted([*expected, "電車の中から"])
        assert [words for words in said if words in expected] == expected


def says(page: Any, words: str) -> None:
    page.fill("#say", words)
    page.press("#say", "Enter")


def hears(page: Any, words: str, patience: int = 30_000) -> None:
    page.locator("[data-messages] .message", has_text=words).wait_for(timeout=patience)


def test_a_report_is_decided_by_a_moderator_and_everyone_is_told(house: House, visitor: Visitor) -> None:
    author, reporter = a_member(house.app), a_member(house.app)
    writing, reporting = signed_in(visitor(), house, author), signed_in(visitor(), house, reporter)
    starts_a_thread(writing, house, "うちの場合", "あの学校の先生は、みんな同じようなことを言います。")
    address = writing.url.split("#")[0]

    reporting.goto(address)
    reporting.locator(".post--opening details.more > summary").click()
    reporting.locator(".post--opening a[href^='/contributions/']").click()
    reporting.get_by_text("そのほか", exact=True).click()
    reporting.get_by_role("button", name="知らせる").click()
    reporting.locator(".flash").first.wait_for()

    moderating = signed_in(visitor(), house, a_member(house.app, role=Role.MODERATOR))
    moderating.goto(house.at("/review"))
    moderating.get_by_role("button", name="引き受ける").click()
    moderating.locator("summary", has_text="ことばを読む").click()
    assert "先生は、みんな" in moderating.content()
    moderating.locator("#reason").select_option(index=1)
    moderating.locator('button[name="outcome"][value="remove"]').click()
    moderating.wait_for_url(house.at("/review"))

    assert reporting.goto(address).status == 404 or "先生は、みんな" not in reporting.content()
    for told in (writing, reporting):
        told.goto(house.at("/notices"))
        assert told.locator(".notice").count() >= 1


def test_leaving_quickly_leaves_nothing_to_go_back_to(house: House, visitor: Visitor) -> None:
    page = signed_in(visitor(), house, a_member(house.app))
    for path in ("/boards", "/rooms/konbanwa", "/me"):
        page.goto(house.at(path))
    page.locator(".masthead button.leave").click()
    page.wait_for_url(house.at("/away"))
    for _step in range(5):
        page.go_back()
        assert "わたし" not in page.title()
        assert page.locator("h1", has_text="しずかな灯").count() == 0
    page.goto(house.at("/me"))
    page.locator(".away__title").click()
    page.goto(house.at("/me"))
    assert page.url.startswith(house.at("/login"))
