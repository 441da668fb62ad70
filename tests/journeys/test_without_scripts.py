"""The same evening with scripts switched off."""

from collections.abc import Callable
from typing import Any

from tests.journeys.conftest import House, signed_in
from tests.journeys.test_evening import joins, starts_a_thread
from tests.support.cast import a_member

Visitor = Callable[..., Any]


def test_reading_joining_and_writing_need_no_scripts(house: House, visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False).new_page()
    page.goto(house.at("/boards"))
    page.goto(house.at("/help"))
    assert page.locator(".line-card").count() >= 3
    joins(page, house)
    starts_a_thread(page, house, "はじめまして", "読んでくださってありがとうございます。")
    page.fill("#body", "自分で返事を書いてみます。")
    page.locator("form.composer").get_by_role("button", name="送る", exact=True).click()
    page.locator(".post").nth(1).wait_for()
    assert page.locator(".post").count() == 2
    page.locator(".post--opening details.more > summary").click()
    page.locator(".post--opening a[href^='/contributions/']").click()
    page.get_by_role("link", name="書きなおす").click()
    page.fill("#body", "書きなおしました。")
    page.get_by_role("button", name="書きなおして送る").click()
    assert "書きなおしました。" in page.content()


def test_a_room_reads_by_refresh_and_speaks_by_form(house: House, visitor: Visitor) -> None:
    page = signed_in(visitor(java_script_enabled=False), house, a_member(house.app))
    page.goto(house.at("/rooms/konbanwa"))
    page.fill("#say", "スクリプトなしで、こんばんは")
    page.locator(".chat-composer__send").click()
    assert page.locator("[data-messages] .message").count() == 1
    page.fill("#say", "090-1234-5678 に電話して")
    page.locator(".chat-composer__send").click()
    page.get_by_role("button", name="この形で送る").click()
    assert page.locator("[data-messages] .message").count() == 2
    assert "090-1234-5678" not in page.content()


def test_one_can_leave_quickly_without_scripts(house: House, visitor: Visitor) -> None:
    page = signed_in(visitor(java_script_enabled=False), house, a_member(house.app))
    page.goto(house.at("/me"))
    page.locator(".masthead button.leave").click()
    page.wait_for_url(house.at("/away"))
    page.locator(".away__title").click()
    page.goto(house.at("/me"))
    assert page.url.startswith(house.at("/login"))
