"""What stands under every post is drawn once by its template; filled with other names it is what the template would draw."""

import pytest
from flask import current_app

from app.forum import posts
from app.forum.posts import Way
from app.forum.stencils import BEGIN, END, Stencil
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


@pytest.mark.parametrize("feet", ["", "<b>x</b>"])
def test_a_post_has_a_foot_where_there_is_something_to_do(quick_evening: Evening, feet: str) -> None:
    parts = {"id": NASTY["id"], "looks": "post", "inside": "a < b"}
    with quick_evening.app.test_request_context("/"):
        article = current_app.jinja_env.get_template("forum/_posts.html").module.article
        assert posts._article(bool(feet)).filled(**parts, feet=feet) == article(**parts, feet=feet)


def test_what_is_filled_in_is_escaped_and_never_looked_through() -> None:
    twice = Stencil(lambda name: f"{name}, {name}", "name")
    assert twice.filled(name=f"<{BEGIN}name{END}>") == f"&lt;{BEGIN}name{END}&gt;, &lt;{BEGIN}name{END}&gt;"
