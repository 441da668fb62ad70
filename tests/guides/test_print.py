"""Guides and the sheet for the school, as they come out of the printer."""

import re
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


INKS = """() => [...document.querySelectorAll("main *, main")].filter((element) => element.checkVisibility() && element.textContent.trim())
  .map((element) => [getComputedStyle(element).color, getComputedStyle(element).backgroundColor, element.className])"""
CUT = """() => [...document.querySelectorAll("main *:not(.visually-hidden)")]
  .filter((element) => element instanceof HTMLElement && element.checkVisibility())
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1
    || (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1))
  .map((element) => `${element.tagName}.${element.className}`)"""
LIGHTNESS = re.compile(r"oklch\(([\d.]+)")
A4_WITHOUT_MARGINS = {"width": 673, "height": 1000}  # 178 mm at 96 dots an inch


@pytest.mark.parametrize(("light", "colours"), [("night", "dark"), ("day", "light")])
def test_paper_is_white_ink_is_dark_and_nothing_is_cut_whatever_the_theme(
    live_server: Callable[..., Site],
    sqlite_url: str,
    visitor: "Callable[..., BrowserContext]",
    light: str,
    colours: str,
) -> None:
    site = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)
    context = visitor(color_scheme=colours, viewport=A4_WITHOUT_MARGINS)
    context.add_cookies([{"name": "lamp", "value": light, "url": site.url}])
    page = context.new_page()
    for path in ("/guides/ask-sheet", "/guides/ten-rules?lang=en", "/guides/numbers", "/guides/words"):
        page.goto(site.url + path)
        page.emulate_media(media="print", color_scheme=colours)
        for ink, ground, name in page.evaluate(INKS):
            shade = LIGHTNESS.match(ink)
            assert shade, (path, name, ink)
            assert float(shade[1]) <= 0.55, (path, name, ink)
            paper = LIGHTNESS.match(ground)
            assert ground == "rgba(0, 0, 0, 0)" or (paper and (float(paper[1]) >= 0.93 or "/ 0" in ground)), (
                path,
                name,
                ground,
            )
        assert page.evaluate(CUT) == [], path
        page.emulate_media(media="screen")


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_the_whole_sheet_is_a4_on_at_most_two_pages(
    live_server: Callable[..., Site], sqlite_url: str, visitor: "Callable[..., BrowserContext]", locale: str
) -> None:
    page = visitor().new_page()
    page.goto(f"{live_server(TOMOSHIBI_DATABASE_URL=sqlite_url).url}/guides/ask-sheet?lang={locale}")
    sheet = page.pdf(prefer_css_page_size=True)
    sizes = {tuple(round(float(side)) for side in box.split()) for box in re.findall(rb"/MediaBox \[([^\]]+)\]", sheet)}
    assert sizes == {(0, 0, 595, 842)}
    assert sheet.count(b"/Type /Page\n") <= 2
