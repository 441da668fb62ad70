"""Searching and neighbours in a real browser: with and without scripts, by night and day, for eyes that see badly too."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.guides import test_axe as eyes
from tests.journeys.conftest import House, house, signed_in  # noqa: F401 - a fixture of the journeys
from tests.search.conftest import Night
from tests.search.test_neighbours import MEETING, MORE
from tests.support.cast import a_member, a_visitor

Visitor = Callable[..., Any]


@pytest.fixture
def lived_in(house: House) -> tuple[House, str]:  # noqa: F811 - the fixture imported above
    """Yuki has written about a meeting at school."""
    night = Night(
        house.app, a_member(house.app), a_member(house.app), a_member(house.app), a_visitor(house.app), "first", ""
    )
    return house, night.writes(*MEETING)


def searches(page: Any, house: House, words: str) -> None:  # noqa: F811 - named for what it is
    page.goto(house.at("/search"))
    page.fill("#words", words)
    page.keyboard.press("Enter")
    page.wait_for_selector("#found", state="attached")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_parent_looks_for_a_word_and_reads(lived_in: tuple[House, str], visitor: Visitor, has_scripts: bool) -> None:
    house, thread = lived_in  # noqa: F811 - as above
    page = visitor(java_script_enabled=has_scripts, viewport={"width": 360, "height": 640}).new_page()
    searches(page, house, "面談")
    assert "面談" not in page.url
    assert page.locator("mark").first.inner_text() == "面談"
    page.get_by_role("link", name="新しい順").click()
    page.locator(".thread__title").first.click()
    page.wait_for_url(house.at(f"/threads/{thread}"))
    page.go_back()
    assert page.locator("#words").input_value() == "面談"


def test_while_writing_posts_about_something_similar_come_up(lived_in: tuple[House, str], visitor: Visitor) -> None:
    house, thread = lived_in  # noqa: F811 - as above
    page = signed_in(visitor(), house, a_member(house.app))
    page.goto(house.at("/boards/first/threads/new"))
    page.fill("#title", MORE[0])
    page.fill("#body", MORE[1])
    near = page.locator("near-posts .near__title")
    near.wait_for()
    assert near.get_attribute("href") == f"/threads/{thread}"
    assert near.get_attribute("target") == "_blank"
    assert page.input_value("#body") == MORE[1]


@pytest.mark.skipif(not eyes.AXE.exists(), reason="axe-core is not here; run npm ci")
@pytest.mark.parametrize(("light", "colours", "locale"), [("night", "dark", "ja"), ("day", "light", "en")])
def test_everybody_can_use_the_pages(
    lived_in: tuple[House, str], visitor: Visitor, light: str, colours: str, locale: str
) -> None:
    house, thread = lived_in  # noqa: F811 - as above
    night = Night(
        house.app, a_member(house.app), a_member(house.app), a_member(house.app), a_visitor(house.app), "first", ""
    )
    night.writes(*MORE)
    context = visitor(
        color_scheme=colours, bypass_csp=True, reduced_motion="reduce", viewport={"width": 360, "height": 640}
    )
    context.add_cookies(
        [{"name": name, "value": value, "url": house.site.url} for name, value in (("lamp", light), ("words", locale))]
    )
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for words in ("面談", "宇宙船"):
        searches(page, house, words)
        found[words] = faults(page)
    page.goto(house.at("/search"))
    found["search"] = faults(page)
    page.goto(house.at(f"/threads/{thread}"))
    assert page.locator(".near").count() == 1
    found["thread"] = faults(page)
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


def faults(page: Any) -> list[str]:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, "no sideways scroll"
    found = eyes.faults(page)
    page.set_viewport_size({"width": 360, "height": 640})
    return found
