"""How a text will stand before it is sent, the few signs it may hold, and the page before one leaves."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from app import links
from app.contributions.models import Contribution
from app.markup import stored, to_html
from tests.support.cast import an_app, at_work, looking
from tests.support.threads import Evening, a_reply

FORM_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@pytest.fixture
def app(sqlite_url: str) -> Iterator[Flask]:
    made = an_app(sqlite_url)
    with made.app_context():
        yield made


def seen(text: str) -> str:
    """The HTML with every sealed way shortened."""
    return re.sub(r'"/leaving-to\?to=[\w=-]+"', '"/away"', to_html(text))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一\n二\n\n三", "<p>一<br>二</p><p>三</p>"),
        ("けさ\n・洗濯\n- 散歩\n* 休む", "<p>けさ</p><ul><li>洗濯</li><li>散歩</li><li>休む</li></ul>"),
        ("＞先生は\n>来てと\n言いました", "<blockquote><p>先生は<br>来てと</p></blockquote><p>言いました</p>"),
        ("**だいじ**な話", "<p><strong>だいじ</strong>な話</p>"),
        ("2**3 と **", "<p>2**3 と **</p>"),
        ("・・・\n-", "<p>・・・<br>-</p>"),
        ("<b>x</b> **<i>y</i>**", "<p>&lt;b&gt;x&lt;/b&gt; <strong>&lt;i&gt;y&lt;/i&gt;</strong></p>"),
        (
            "見て（https://www.mext.go.jp/a?b=1&c=2）。",
            '<p>見て（<a href="/away" rel="nofollow">www.mext.go.jp</a>）。</p>',
        ),
        ("・http://example.com:8080/x", '<ul><li><a href="/away" rel="nofollow">example.com:8080</a></li></ul>'),
    ],
)
def test_five_signs_mean_something_and_nothing_else_does(app: Flask, text: str, html: str) -> None:
    assert app
    assert seen(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "https://www.mext.go.jp@example.com/",
        "javascript:alert(1)",
        "https://localhost/x",
        "https://example.com:99999999/",
        "https://" + "a" * 700 + ".jp/",
        "ftp://example.com/",
    ],
)
def test_what_pretends_to_be_an_address_stays_text(app: Flask, text: str) -> None:
    assert app
    assert "<a" not in to_html(text)


def test_look_alike_letters_cannot_dress_up_as_a_known_name(app: Flask) -> None:
    assert app
    assert "<a" not in to_html("https://аррӏе.com/")
    assert ">xn--80ak6aa92e.com<" in to_html("https://xn--80ak6aa92e.com/")


def test_the_page_before_leaving_names_the_place_and_sends_nothing_along(quick_evening: Evening) -> None:
    url = "https://example.com/a?b=1&c=%3Cx%3E"
    a_reply(quick_evening.app, quick_evening.yuki, quick_evening.thread, f"ここです {url}")
    way = re.search(r'href="(/leaving-to\?to=[^"]+)"', quick_evening.read())
    assert way is not None
    assert "example" not in way[1]
    answer = quick_evening.visitor.get(way[1])
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Location" not in answer.headers
    assert 'rel="noreferrer noopener nofollow"' in page
    assert 'href="https://example.com/a?b=1&amp;c=%3Cx%3E"' in page
    assert "example.com" in page
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "to", ["", "https://example.com/", "aaaa", "あ", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]
)
def test_nobody_can_send_people_elsewhere_through_us(quick_evening: Evening, to: str) -> None:
    answer = quick_evening.visitor.get("/leaving-to", query_string={"to": to})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert "この行き先は開けません" in page
    assert "example.com" not in page


def test_something_else_that_we_sealed_is_no_address(app: Flask) -> None:
    import base64

    keys = app.extensions["tomoshibi_keys"]
    for purpose, plain in (("draft", b"https://example.com/"), (links.PURPOSE, b"javascript:alert(1)")):
        assert links.opened(base64.urlsafe_b64encode(keys.seal(purpose, plain, "")).decode()) is None


def test_a_preview_shows_what_readers_will_see_and_sends_nothing(evening: Evening) -> None:
    place = f"/boards/{evening.board}/threads"
    fields = {
        "title": "朝の<b>こと",
        "body": "・ひとつ\n**ふたつ**",
        "warning": "けがの話",
        "wants": "advice",
        "nonce": "drei",
    }
    page = evening.yuki.post("/preview", place=place, **fields).get_data(as_text=True)
    assert "まだ送っていません" in page
    assert "<ul><li>ひとつ</li></ul><p><strong>ふたつ</strong></p>" in page
    assert "朝の&lt;b&gt;こと" in page
    assert "けがの話" in page
    with looking(evening.app) as _nobody:
        from app import db

        assert db.session().query(Contribution).filter_by(title="朝の<b>こと").count() == 0
    sent = dict(FORM_FIELD.findall(page.partition(f'action="{place}"')[2]))
    again = evening.yuki.post(place, **{**fields, "choice": "rewrite"})
    assert "**ふたつ**" in again.get_data(as_text=True)
    assert sent["nonce"] == "drei"
    assert evening.yuki.post(place, **fields).status_code == 303
    assert evening.yuki.post("/preview", place="/logout", **fields).status_code == 404


def test_links_stand_as_their_domain_in_what_is_stored(quick_evening: Evening) -> None:
    reply = a_reply(quick_evening.app, quick_evening.yuki, quick_evening.thread, "これ https://example.com/long/path")
    from app import db

    with at_work(quick_evening.app):
        html = str(stored(db.session().get_one(Contribution, reply).html))
    assert ">example.com</a>" in html
    assert "long/path" not in html
