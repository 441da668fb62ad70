"""Whoever needs the people behind this place finds them, or an honest sentence."""

import pytest

from app.guides.operator import Operator
from tests.support.cast import a_visitor, an_app


def about(sqlite_url: str, **settings: str) -> str:
    html = a_visitor(an_app(sqlite_url, **settings)).get("/about").get_data(as_text=True)
    return html[html.index('id="operator"') : html.index("</section>", html.index('id="operator"'))]


def test_a_name_and_an_address_are_shown_as_they_were_given(sqlite_url: str) -> None:
    found = about(sqlite_url, operator_name="灯の会", operator_contact="hello@tomoshibi.example")
    assert "灯の会" in found
    assert 'href="mailto:hello@tomoshibi.example"' in found
    assert "七日" in found


def test_a_page_is_linked_and_a_postal_address_is_read(sqlite_url: str) -> None:
    assert 'href="https://tomoshibi.example/contact"' in about(
        sqlite_url, operator_contact="https://tomoshibi.example/contact"
    )
    post = about(sqlite_url, operator_contact="〒000-0000 ある町 1-2 灯の会")
    assert "ある町" in post
    assert "<a " not in post


def test_nobody_is_made_up_where_nobody_was_named(sqlite_url: str) -> None:
    found = about(sqlite_url)
    assert "まだ連絡先をここに載せていません" in found
    assert "<a " not in found


@pytest.mark.parametrize(
    "contact", ["javascript:alert(1)", "<b>x</b>", "a b@c.d", "http://plain.example", "mailto:x@y.z"]
)
def test_what_is_no_address_never_becomes_a_link(sqlite_url: str, contact: str) -> None:
    found = about(sqlite_url, operator_contact=contact)
    assert "<a " not in found
    assert "<b>" not in found
    assert Operator("", contact).address is None


def test_every_page_leads_to_the_operator_and_the_rules(sqlite_url: str) -> None:
    for path in ("/", "/help", "/boards"):
        html = a_visitor(an_app(sqlite_url)).get(path).get_data(as_text=True)
        assert 'href="/about#operator"' in html
        assert 'href="/guides/ten-rules"' in html


def test_doctor_reminds_an_operator_who_named_nobody(sqlite_url: str) -> None:
    told = an_app(sqlite_url).test_cli_runner().invoke(args=["doctor"]).output
    assert "TOMOSHIBI_OPERATOR_NAME and TOMOSHIBI_OPERATOR_CONTACT" in told
    named = an_app(sqlite_url, operator_name="灯の会", operator_contact="a@b.example")
    assert "names nobody" not in named.test_cli_runner().invoke(args=["doctor"]).output
