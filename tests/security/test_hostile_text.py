"""Text written to break things: stays text, keeps the page whole, and never takes long.

Small cases of our own run always; the large public collections run where their folder is found beside the checkout.
"""

import json
import time
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask

from app import db
from app.forum.models import Board
from app.markup import ALLOWED_TAGS, clean_text, to_html
from tests.security.walking import let_breathe
from tests.support.cast import Person, a_member, an_app, at_work, token

COLLECTIONS = Path(__file__).resolve().parents[3] / "shared" / "security"
OWN = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert`1`>",
    "{{ 7*7 }}{% print 7 %}",
    "javascript:alert(1)//'\"",
    "' OR 1=1; DROP TABLE members;--",
    '=HYPERLINK("http://x","y")',
    "\u202egnp.exe\u202c \u2066\u2067",
    "e" + "\u0301" * 5000,
    "a\x00b\x1b[31m\x07",
    "\ud800\udfff",
    "あ" * 7000,
    "> " * 3000,
    "\n" * 7000 + "x",
    "%0d%0aSet-Cookie: a=b",
    "\u2028\u2029\ufeff\u00ad",
]


class Tags(HTMLParser):
    """Every tag and attribute a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _value in attrs}


def payloads() -> Iterator[str]:
    yield from OWN
    for name, field in (
        ("xss-half.jsonl", "payload"),
        ("markdown_links.jsonl", "payload"),
        ("unicode_bombs.jsonl", "text"),
    ):
        path = COLLECTIONS / name
        if path.exists():
            yield from (str(json.loads(line)[field]) for line in path.read_text(encoding="utf-8").splitlines())
    if (COLLECTIONS / "blns.json").exists():
        yield from json.loads((COLLECTIONS / "blns.json").read_text(encoding="utf-8"))
    for name in ("sqli.txt", "crlf.txt", "csv_injection.txt"):
        if (COLLECTIONS / name).exists():
            yield from (COLLECTIONS / name).read_text(encoding="utf-8", errors="surrogateescape").splitlines()


def breaches(html: str) -> list[str]:
    """What a browser would find that a text must not contain."""
    tags = Tags(html)
    return sorted(tags.seen - ALLOWED_TAGS) + sorted(tags.attributes)


def test_whatever_is_typed_is_stored_as_paragraphs_and_nothing_else() -> None:
    for payload in payloads():
        assert breaches(to_html(clean_text(payload[:20_000]))) == [], payload[:200]


def test_a_breach_would_be_seen() -> None:
    assert breaches("<p>ok</p><img src=x onerror=alert(1)>") == ["img", "onerror", "src"]


def test_cleaned_text_has_nothing_invisible_and_cleaning_twice_changes_nothing() -> None:
    for payload in payloads():
        cleaned = clean_text(payload[:20_000])
        assert clean_text(cleaned) == cleaned
        assert not any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in cleaned)
        assert "\u202e" not in cleaned
        cleaned.encode()


def test_cleaning_never_takes_long() -> None:
    for payload in payloads():
        began = time.thread_time()
        to_html(clean_text(payload[:20_000]))
        assert time.thread_time() - began < 2, payload[:80]  # generous: a hang is minutes


@pytest.fixture
def app(sqlite_url: str) -> Flask:
    made = an_app(sqlite_url)
    with at_work(made):
        names = {"name_ja": "広場", "name_en": "Board", "purpose_ja": "話す", "purpose_en": "Talk"}
        db.session().add(Board(slug="first", position=1, **names))
    return made


def sample() -> list[str]:
    """All of our own and every 150th of the collections: each goes through real pages."""
    everything = list(payloads())
    return OWN + everything[len(OWN) :: 150]


def post_everywhere(person: Person, payload: str) -> Iterator[tuple[str, int, str]]:
    """Send one payload into every place that takes text; yields path, status and page."""
    text = payload[:9000].encode(errors="replace").decode()
    fields = {
        "title": text[:100],
        "body": text,
        "wants": "listening",
        "warning": text[:30],
        "note": text,
        "reason": text,
        "name": text,
        "csrf_token": token(person.client),
        "passphrase": text,
        "next": text[:200],
        "locale": text[:9],
        "theme": text[:9],
    }
    for path in (
        "/boards/first/threads",
        "/rooms/none/messages",
        "/threads/none/replies",
        "/login",
        "/join",
        "/preferences",
    ):
        answer = person.client.post(path, data=fields)
        yield path, answer.status_code, answer.get_data(as_text=True)
    for path in (
        f"/search?q={text[:50]}",
        f"/boards/first?after={text[:50]}",
        f"/threads/{text[:20]}",
        f"/help?lang={text[:9]}",
    ):
        answer = person.client.get(path)
        yield path, answer.status_code, answer.get_data(as_text=True)


def test_no_place_breaks_or_echoes_markup(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    app.extensions["tomoshibi_throttle"].check = lambda limit, key: None  # thousands of posts by one person, on purpose
    person = a_member(app)
    for payload in sample():
        let_breathe(app)
        for path, status, page in post_everywhere(person, payload):
            assert status < 500, (path, payload[:200])
            assert (path, status) not in {("/boards/first/threads", 400), ("/login", 400)}, "the token is good"
            assert status != 429, path
            assert "<script>alert" not in page, (path, payload[:200])
            assert "onerror" not in Tags(page).attributes, (path, payload[:200])
    board = person.client.get("/boards/first").get_data(as_text=True)
    assert {"img", "iframe", "object", "embed"}.isdisjoint(Tags(board).seen)


def test_an_answer_never_carries_a_header_somebody_typed(app: Flask) -> None:
    person = a_member(app)
    for target in ("/%0d%0aSet-Cookie:a=b", "/\r\nSet-Cookie: a=b", "//evil.example", "https://evil.example"):
        answer = person.post("/preferences", next=target, theme="night")
        assert answer.headers["Location"].startswith("/")
        assert not answer.headers["Location"].startswith("//")
        assert "a=b" not in answer.headers.get("Set-Cookie", "")
