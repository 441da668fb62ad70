"""Every number on every page is one of the lines, digit by digit, and dials what it says."""

import itertools
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

from app import clock
from app.referrals import cards, directory
from app.referrals.lines import digits, tel_of
from tests.referrals.clocks import tokyo
from tests.support.cast import a_visitor, an_app

ROOT = Path(__file__).resolve().parents[2]
MOMENTS = [tokyo("2026-11-22 02:00"), tokyo("2026-11-24 17:00")]
NUMBERS = {
    digits(number)
    for line in directory.listing().lines
    if line.listed
    for number in [line.number, *(other.number for other in line.others)]
    if number
}
REFUSED = {number for _country, number in directory.listing().refused.dead | directory.listing().refused.misprints}
TEL_LINK = re.compile(r'<a\b[^>]*href="(tel:[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
LONG_NUMBER = re.compile(r"(?<![\w,.:/〜–-])\+?\d(?:[ -]?\d){6,}(?![\w,.:/])")
CODE = re.compile(r"#\d{4}")
WISHES = [
    *(f"/help?who={who}&voice={voice}" for who, voice in itertools.product(("", "me", "child", "other"), ("", "silent", "aloud"))),
    *(f"/help?speak={language}" for language in ("en", "th", "pt")),
    *(f"/help?country={country}" for country in directory.countries()),
    "/help/offline",
]  # fmt: skip
HOUSE = ("about", "privacy")
GUIDES = [
    "/guides",
    *(
        f"/{'' if path.stem in HOUSE else 'guides/'}{path.stem}"
        for path in (ROOT / "app/guides/content/ja").glob("*.md")
    ),
]


@pytest.fixture(scope="module")
def pages(make_migrated_database) -> dict[str, str]:  # type: ignore[no-untyped-def]  # a fixture of tests/support
    """Everything a person may be shown, by its address."""
    with make_migrated_database("sqlite") as url:
        return dict(_crawl(an_app(url)))


def _crawl(app: Flask) -> Iterator[tuple[str, str]]:
    client = a_visitor(app)
    for moment, locale in itertools.product(MOMENTS, ("ja", "en")):
        with clock.standing_at(moment):
            for path in (*WISHES, *GUIDES):
                address = f"{path}{'&' if '?' in path else '?'}lang={locale}"
                yield f"{moment} {address}", unescape(client.get(address).get_data(as_text=True))
            for topic in cards.cards():
                with app.test_request_context(f"/?lang={locale}"):
                    card = app.jinja_env.globals["care_card"](topic)  # type: ignore[operator]  # given by referrals
                yield f"{moment} {locale} card {topic}", unescape(str(card))


def test_the_crawl_reached_what_people_are_shown(pages: dict[str, str]) -> None:
    assert len(pages) == len(MOMENTS) * 2 * (len(WISHES) + len(GUIDES) + 10)
    assert len(GUIDES) == 15
    dialled = {digits(tel) for html in pages.values() for tel, _text in TEL_LINK.findall(html)}
    dialable = {digits(line.tel) for line in directory.listing().lines if line.listed and line.tel}
    assert dialled >= dialable, "every line is shown somewhere"
    assert dialled <= NUMBERS


def test_every_link_dials_the_number_it_shows(pages: dict[str, str]) -> None:
    for where, html in pages.items():
        for tel, text in TEL_LINK.findall(html):
            shown = " ".join(re.sub(r"<[^>]+>", " ", text).split())
            assert tel == tel_of(shown), where
            assert digits(shown) in NUMBERS, where


def test_every_number_in_a_text_is_a_line(pages: dict[str, str]) -> None:
    seen: set[str] = set()
    for where, html in pages.items():
        words = _visible(html)
        for number in (*LONG_NUMBER.findall(words), *CODE.findall(words)):
            assert digits(number) in NUMBERS, (where, number)
            seen.add(digits(number))
    assert {"0120078310", "08003008355", "8000"} <= seen


def test_no_dead_or_misprinted_number_is_ever_shown(pages: dict[str, str]) -> None:
    for where, html in pages.items():
        runs = {digits(run) for run in re.findall(r"[\d#-]+(?: \d+)*", _visible(html))}
        assert not runs & (REFUSED - NUMBERS), where
        assert "@snsjinkensoudan" not in html


def test_texts_and_templates_contain_no_number_of_their_own() -> None:
    places = ["templates", "app/guides/content", "app/translations", "app/notices", "static/js"]
    files = [
        path
        for place in places
        for path in (ROOT / place).rglob("*")
        if path.suffix in {".html", ".md", ".po", ".py", ".js"}
    ]
    files.append(ROOT / "app/referrals/data/cards.toml")
    assert len(files) > 40
    # The two emergency numbers may stand in a sentence anywhere: they are the same in all of Japan and never change.
    phone = re.compile(
        r"(?<![\d-])(?:0\d{1,3}-\d{1,4}-\d{3,5}|0\d{9,10}|tel:\d+)(?![\d-])|(?<![\d#;.,-])18[89](?![\d.,])"
    )
    for path in files:
        assert not phone.findall(path.read_text("utf-8")), path


def test_the_comparison_would_notice_a_slip() -> None:
    assert digits("0120-279-339") not in NUMBERS
    assert LONG_NUMBER.findall("へ 0120-279-338 まで") == ["0120-279-338"]
    assert LONG_NUMBER.findall("353,970人 2026-12 16:00〜21:00") == []


def _visible(html: str) -> str:
    """What is read on the page: no tags, no addresses, no dates."""
    html = re.sub(r"<(script|svg|time)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", html)
