"""The help page, as people find it at any hour."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import clock
from app.referrals import directory
from tests.referrals.clocks import tokyo
from tests.support.cast import a_member, a_visitor, an_app

NIGHT, EVENING = tokyo("2026-11-22 02:00"), tokyo("2026-11-24 17:00")


@pytest.fixture
def app(sqlite_url: str) -> Flask:
    return an_app(sqlite_url)


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    return a_visitor(app)


def page(client: FlaskClient, path: str = "/help", moment: object = NIGHT) -> str:
    with clock.standing_at(moment):  # type: ignore[arg-type]  # a moment
        answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def section(html: str, heading: str) -> str:
    """The part of the page under a heading, up to the next one of its rank."""
    return html.split(f"<h2>{heading}</h2>")[1].split("<h2>", maxsplit=1)[0]


def test_at_two_in_the_morning_what_is_open_comes_first_and_what_needs_no_voice_before_all(
    visitor: FlaskClient,
) -> None:
    html = page(visitor)
    now = section(html, "いま開いています")
    assert now.index("あなたのいばしょ") < now.index("0120-0-78310")
    assert "チャイルドライン" not in now
    assert "16:00から" not in now
    assert "いまは閉まっています・16:00から" in section(html, "つながらない時は")


def test_emergency_is_always_in_sight(visitor: FlaskClient) -> None:
    for path in ("/help", "/help?who=other&voice=silent&speak=th", "/help?voice=silent"):
        html = page(visitor, path)
        emergency = html[html.index("help-emergency") : html.index("<h2>いま開いています")]
        assert 'href="tel:119"' in emergency
        assert 'href="tel:110"' in emergency


def test_somebody_who_cannot_speak_aloud_sees_only_what_is_silent(visitor: FlaskClient) -> None:
    html = page(visitor, "/help?voice=silent")
    assert "tel:" not in section(html, "いま開いています")
    assert "talkme.jp" in section(html, "いま開いています")
    assert 'aria-current="page">声を出さずに' in html


def test_lines_only_for_children_are_not_offered_to_a_parent_for_themselves(visitor: FlaskClient) -> None:
    assert "0120-99-7777" not in section(page(visitor, "/help?who=me", EVENING), "いま開いています")
    assert "0120-99-7777" in section(page(visitor, "/help?who=child", EVENING), "いま開いています")


def test_a_parent_who_reads_thai_is_still_taken_to_be_in_japan(visitor: FlaskClient) -> None:
    html = page(visitor, "/help?speak=th")
    assert "0120-279-338" in section(html, "いま開いています")
    assert "1323" not in html
    with_header = visitor.get("/help", headers={"Accept-Language": "th"}).get_data(as_text=True)
    assert "0120-279-338" in with_header
    assert "tel:1323" not in with_header


def test_another_country_is_only_ever_chosen(visitor: FlaskClient) -> None:
    thailand = page(visitor, "/help?country=TH")
    assert 'href="tel:1323"' in thailand
    assert "0120-0-78310" not in thailand
    assert "findahelpline.com" in thailand
    assert "緊急番号は、ここでは確かめられていません" in thailand
    assert 'href="tel:911"' in page(visitor, "/help?country=US")
    brazil = page(visitor, "/help?country=BR")
    assert "CVV" in brazil
    assert "消費者" not in brazil


def test_a_country_we_know_nothing_about_gets_directories_and_no_guess(visitor: FlaskClient) -> None:
    html = page(visitor, "/help?country=XX")
    assert "findahelpline.com" in html
    assert "tel:" not in html


@pytest.mark.parametrize(
    "path", ["/help?who=x&voice=y&speak=z&country=QQ", "/help?who=%00&country=%F0%9F%98%80", "/help?who=me&who=x"]
)
def test_whatever_stands_in_the_address_the_page_opens(visitor: FlaskClient, path: str) -> None:
    assert "119" in page(visitor, path)


def test_the_page_says_honestly_what_it_cannot_know(visitor: FlaskClient) -> None:
    html = page(visitor)
    assert "地域ごとに異なります" in html
    assert "見守りの人がいない時間もあります" in html
    assert "2026-08-01" in html, "when a number was last checked"


def test_codes_an_iphone_cannot_dial_are_text(visitor: FlaskClient) -> None:
    html = page(visitor)
    assert "#8000" in html
    assert "%23" not in html
    assert "tel:8000" not in html


def test_nothing_unverified_is_linked_or_shown(visitor: FlaskClient) -> None:
    html = page(visitor)
    for line in directory.lines_in("JP"):
        if line.official_unverified:
            assert f'href="{line.official}"' not in html
    assert "#9999" not in html
    assert "お母さんのほけんしつ" not in html


def test_in_english_the_lines_speak_english_and_foreign_languages_come_early(visitor: FlaskClient) -> None:
    html = page(visitor, "/help?lang=en")
    assert "24-hour Child SOS Dial" in html
    assert "TELL Lifeline" in html
    assert not re.search(r"[ぁ-ん]", "".join(re.findall(r'line-card__about">([^<]*)', html)))


def test_a_member_finds_the_same_page(app: Flask) -> None:
    assert "0120-0-78310" in page(a_member(app).client)


def test_the_title_tells_nobody_what_was_read(visitor: FlaskClient) -> None:
    assert re.search(r"<title>メモ</title>", page(visitor))


def test_a_care_card_shows_its_words_and_its_lines(app: Flask) -> None:
    with app.test_request_context(), clock.standing_at(NIGHT):
        card = app.jinja_env.globals["care_card"]("self")  # type: ignore[operator]  # given by referrals
    assert card.count("line-card__name") == 3
    assert "受けとりました" in card
    assert card.index("tel:0120061338") < card.index("tel:119") < card.index("tel:110")
    assert card.index("talkme.jp") < card.index("tel:0120279338")
    assert "<" in card
    assert "&lt;" not in card
