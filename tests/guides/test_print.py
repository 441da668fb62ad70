"""Guides and the sheet for the school, as they come out of the printer."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.support.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext


def test_only_the_chosen_questions_are_printed_on_one_clean_page(
    live_server: Callable[..., Site], sqlite_url: str, visitor: "Callable[..., BrowserContext]"
) -> None:
    site = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)
    page = visitor(java_script_enabled=False).new_page()
    page.goto(f"{site.url}/guides/ask-sheet")
    items = page.locator(".ask__item")
    assert items.count() == 12
    items.nth(3).locator("input").check()
    items.nth(8).locator("input").check()
    page.emulate_media(media="print")
    assert [item.is_visible() for item in items.all()] == [number in {3, 8} for number in range(12)]
    for hidden in (".masthead", ".places", ".colophon", ".help-strip", ".ask__hint", ".ask__item input >> nth=3"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator(".ask__answer >> nth=3").is_visible()
    assert page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("slug", ["rights", "numbers", "first-seven-days", "listening"])
def test_a_guide_on_paper_is_its_words_and_sources_alone(
    live_server: Callable[..., Site], sqlite_url: str, visitor: "Callable[..., BrowserContext]", slug: str
) -> None:
    site = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)
    page = visitor().new_page()
    page.goto(f"{site.url}/guides/{slug}")
    page.emulate_media(media="print")
    for hidden in (".masthead", ".places", ".colophon", ".help-strip", ".page__back", ".week__tick", ".week__kept"):
        for each in page.locator(hidden).all():
            assert not each.is_visible(), hidden
    assert page.locator(".guide__sources time").is_visible()
    light = "(element) => getComputedStyle(element).backgroundColor"
    assert page.locator("body").evaluate(light) == "oklch(1 0 0)"
    if slug == "numbers":
        assert page.locator(".chart__picture").is_visible()
