"""What stands under every post is drawn once by its template; filled with other names it is what the template would draw."""

import pytest
from flask import current_app

from app import clock
from app.contributions.models import State
from app.forum import posts, rows
from app.forum.posts import Way
from app.forum.stencils import BEGIN, END, Stencil, safely
from tests.support.threads import Evening

NASTY = {
    "id": 'p"1',
    "author": f"<b>はる</b> & 'そら' {BEGIN}id{END}",
    "here": "/threads/t/posts/p?a=1&b=2",
    "quote": "/threads/t?after=50&quote=p#body",
}


def drawn_by_the_template(way: Way) -> str:
    macros = posts._macros()
    row = {"id": NASTY["id"], "author": NASTY["author"]}
    if way is Way.READ:
        return str(macros.visitor_feet(row))
    return str(macros.feet(row, NASTY["here"], NASTY["quote"] if way is Way.ANSWER else None))


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("locale", ["ja", "en"])
def test_a_filled_stencil_is_what_the_template_draws(quick_evening: Evening, way: Way, locale: str) -> None:
    with quick_evening.app.test_request_context(f"/?lang={locale}"):
        assert posts._feet_of_all(way, locale).filled(**NASTY) == drawn_by_the_template(way)


QUOTES = {
    "none": None,
    "gone": {"is_gone": True},
    "whole": {"author": "<i>", "warning": "", "text": "a & b", "href": "/x?a&b"},
}


@pytest.mark.parametrize("context", ["", "小学生の<親>"])
@pytest.mark.parametrize("is_revised", [False, True])
@pytest.mark.parametrize("quote", QUOTES)
@pytest.mark.parametrize("locale", ["ja", "en"])
def test_a_plain_post_is_what_the_template_draws(
    quick_evening: Evening, locale: str, quote: str, is_revised: bool, context: str
) -> None:
    row = rows.Row("p", 1, "m", NASTY["author"], None, b"", State.VISIBLE, 1, clock.now(), is_revised, "")
    told = posts.Told("<p>100 % of &amp;</p>", "き<のう", context, Way.ANSWER)
    safe = safely({"author": row.author, "here": NASTY["here"], "when": told.when, "context": context})
    with quick_evening.app.test_request_context(f"/?lang={locale}"):
        drawn = posts._macros().inside(row, told.html, QUOTES[quote], told.when, context, NASTY["here"])
        assert posts._inside(row, QUOTES[quote], told, safe) == drawn


@pytest.mark.parametrize("feet", ["", "<b>x</b>"])
def test_a_post_has_a_foot_where_there_is_something_to_do(quick_evening: Evening, feet: str) -> None:
    parts = {"id": NASTY["id"], "looks": "post", "inside": "a < b"}
    with quick_evening.app.test_request_context("/"):
        article = current_app.jinja_env.get_template("forum/_posts.html").module.article
        assert posts._article(bool(feet)).filled(**parts, feet=feet) == article(**parts, feet=feet)


def test_what_is_filled_in_is_escaped_and_never_looked_through() -> None:
    twice = Stencil(lambda name: f"{name}, {name}, 100 %", "name")
    nasty = f"&lt;{BEGIN}name{END} %(name)s %&gt;"
    assert twice.filled(name=f"<{BEGIN}name{END} %(name)s %>") == f"{nasty}, {nasty}, 100 %"
