"""A guide is offered beside a text only where it fits, can be put away, and nothing is kept about who read what."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock, db
from app.guides import fitting, put_away
from app.guides.models import PutAwayGuide
from app.guides.offers import CLEARLY, NEAR, Offers
from app.seeds import content
from tests.support.cast import Person, a_member, a_visitor, an_app, at_work, looking
from tests.support.threads import a_board, a_thread

CASES = tomllib.loads((Path(__file__).parent / "offers.toml").read_text("utf-8"))
FITTING = {
    "title": "復学支援を契約していいでしょうか",
    "body": "「必ず学校に戻れる」という会社に、三十万円の契約をすすめられました。",
}


@pytest.fixture(scope="module")
def app(make_migrated_database) -> Iterator[Flask]:  # type: ignore[no-untyped-def]  # a fixture of tests/support
    with make_migrated_database("sqlite") as url:
        opened = an_app(url)
        yield opened


def offers_of(app: Flask) -> Offers:
    found: Offers = app.extensions["tomoshibi_guide_offers"]
    return found


def measured(rows: Iterable[tuple[str | None, set[str]]]) -> tuple[float, float, int]:
    """Precision, recall, and how many were offered."""
    told = list(rows)
    offered = [(slug, fits) for slug, fits in told if slug]
    right = sum(slug in fits for slug, fits in offered)
    return right / max(len(offered), 1), right / sum(bool(fits) for _slug, fits in told), len(offered)


def test_on_the_demo_evening_nearly_every_offer_fits(app: Flask) -> None:
    starts = [*content.threads(), *content.questions()]
    fits = {title: set(slugs) for title, slugs in CASES["seeds"].items()}
    rows = ((offers_of(app).slug_for(each.title, each.body), fits.get(each.title, set())) for each in starts)
    precision, recall, offered = measured(rows)
    print(f"demo evening: precision {precision:.2f}, recall {recall:.2f}, {offered} of {len(starts)} offered")
    assert precision >= 0.85
    assert recall >= 0.35


def test_on_texts_nobody_had_measured_nearly_every_offer_fits(app: Flask) -> None:
    rows = ((offers_of(app).slug_for("", each["body"]), {each["fits"]} - {""}) for each in CASES["text"])
    precision, recall, offered = measured(rows)
    print(f"unseen texts: precision {precision:.2f}, recall {recall:.2f}, {offered} of {len(CASES['text'])} offered")
    assert precision >= 0.85
    assert recall >= 0.6


def test_a_text_between_two_guides_gets_none(app: Flask) -> None:
    both = "昼夜逆転していて、朝まで起きています。学校との面談で、何を聞けばいいですか。"
    (first, _one), (second, _other) = offers_of(app).scores("", both)[:2]
    assert first >= NEAR
    assert first - second < CLEARLY
    assert offers_of(app).slug_for("", both) is None


def test_what_somebody_quotes_is_not_what_they_say(app: Flask) -> None:
    assert offers_of(app).slug_for("", "> 死にたいと言われました\n> 死にたいです\n\nきょうはいい天気でした。") is None


def test_a_member_is_offered_one_guide_and_a_visitor_none(app: Flask) -> None:
    thread = the_thread(app)
    html = a_member(app).client.get(thread).get_data(as_text=True)
    assert html.count('class="beside"') == 1
    assert 'href="/guides/contracts"' in html[html.index('class="beside"') :]
    assert 'class="beside"' not in a_visitor(app).get(thread).get_data(as_text=True)


def test_an_offer_put_away_stays_away_for_this_member_alone_until_half_a_year_later(app: Flask) -> None:
    thread, yuki, sora = the_thread(app), a_member(app), a_member(app)
    assert yuki.post("/guides/contracts/put-away", next=thread).headers["Location"] == thread
    assert not is_offered(yuki, thread)
    assert is_offered(sora, thread)
    with at_work(app, yuki) as actor, clock.standing_at(clock.now() + put_away.FOR):
        assert not put_away.is_put_away(keys(app), actor, "contracts")
        put_away.forget_expired()
    assert is_offered(yuki, thread)


def test_what_is_kept_tells_neither_who_nor_which(app: Flask) -> None:
    yuki = a_member(app)
    with looking(app):
        before = len(marks())
    for _twice in range(2):
        yuki.post("/guides/contracts/put-away")
    with looking(app):
        assert len(marks()) == before + 1
        assert len(marks()[0].tag) == 16
        columns = set(PutAwayGuide.__table__.columns.keys())
        assert columns == {"tag", "until"}


def test_reading_a_guide_leaves_nothing_behind(app: Flask) -> None:
    yuki = a_member(app)
    with looking(app):
        before = len(marks())
    yuki.client.get("/guides/contracts")
    yuki.client.get(the_thread(app))
    with looking(app):
        assert len(marks()) == before


def test_with_the_account_its_marks_go(app: Flask) -> None:
    yuki = a_member(app)
    yuki.post("/guides/contracts/put-away")
    with at_work(app, yuki) as actor:
        assert put_away.is_put_away(keys(app), actor, "contracts")
        put_away.forget(keys(app), actor)
        assert not put_away.is_put_away(keys(app), actor, "contracts")


def test_a_guide_there_is_not_cannot_be_put_away_and_nobody_is_led_elsewhere(app: Flask) -> None:
    yuki = a_member(app)
    assert yuki.post("/guides/nothing/put-away").status_code == 404
    assert yuki.post("/guides/contracts/put-away", next="https://evil.example/").headers["Location"] == "/guides"
    assert a_visitor(app).post("/guides/contracts/put-away").status_code in {400, 401}


def the_thread(app: Flask) -> str:
    thread = a_thread(app, a_member(app), a_board(app), **FITTING)
    with app.app_context():
        fitting.read_one(thread)
    return f"/threads/{thread}"


def is_offered(person: Person, thread: str) -> bool:
    return 'class="beside"' in person.client.get(thread).get_data(as_text=True)


def marks() -> list[PutAwayGuide]:
    return list(db.session().scalars(select(PutAwayGuide)))


def keys(app: Flask):  # type: ignore[no-untyped-def]  # Keys
    return app.extensions["tomoshibi_keys"]
