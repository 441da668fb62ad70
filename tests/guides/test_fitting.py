"""Which guide fits beside a text is worked out once, aside from every page, and goes with the text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import select

from app import clock, db, meaning
from app.contributions import services as door
from app.contributions.models import Contribution
from app.contributions.versions import Words
from app.guides import fitting
from app.guides.library import Guide
from app.guides.models import FittingGuide
from app.guides.offers import Offers
from app.schema import alembic_config
from tests.support.cast import Person, a_member, a_visitor, at_work, looking
from tests.support.threads import Evening, a_thread, an_evening, statements

CONTRACTS = Words(
    "復学支援を契約していいでしょうか", "「必ず学校に戻れる」という会社に、三十万円の契約をすすめられました。"
)
NIGHTS = Words("昼と夜", "昼夜逆転がひどくて、夕方の五時に起きて朝の八時に寝ます。")


@pytest.fixture
def evening(sqlite_url: str) -> Evening:
    return an_evening(sqlite_url)


def test_no_page_reads_a_text_and_whoever_comes_after_the_errand_is_offered_what_fits(
    migrated_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening = an_evening(migrated_database_url)
    thread = about_contracts(evening)
    with monkeypatch.context() as trap:
        trap.setattr(meaning, "vectors", _nobody_may_read)
        assert offered(evening, thread) is None, "nobody has read it yet"
    do_errands(evening.app)
    with monkeypatch.context() as trap:
        trap.setattr(meaning, "vectors", _nobody_may_read)
        assert offered(evening, thread) == "contracts"
        assert offered(evening, evening.thread) is None, "read, and none fits"
    with looking(evening.app):
        assert {row.edition for row in rows()} == {offers_of(evening.app).edition}
        assert len({len(row.sealed or b"") for row in rows()}) == 1, "how long it is does not say which it is"


def test_a_process_asks_for_it_once_and_only_for_members(evening: Evening) -> None:
    thread = about_contracts(evening)
    evening.aki.client.get(f"/threads/{thread}")
    do_errands(evening.app)
    member = evening.aki.client
    for client, times in ((a_visitor(evening.app), 0), (member, 1), (member, 0)):
        with statements(evening.app) as asked:
            client.get(f"/threads/{thread}")
        assert sum("fitting_guides" in each for each in asked) == times


def test_words_that_were_changed_lose_their_guide_at_once_and_find_another(evening: Evening) -> None:
    thread = about_contracts(evening)
    do_errands(evening.app)
    change(evening, thread, NIGHTS)
    assert offered(evening, thread) is None
    do_errands(evening.app)
    assert offered(evening, thread) == "night"


@pytest.mark.parametrize("way", [door.hold, door.remove])
def test_nothing_is_offered_beside_and_nothing_stays_of_what_is_out_of_sight_until_it_returns(
    evening: Evening, way: Callable[[Contribution], None]
) -> None:
    thread = about_contracts(evening)
    do_errands(evening.app)
    with at_work(evening.app):
        way(db.session().get_one(Contribution, thread))
    assert not known(evening.app, thread)
    assert 'class="beside"' not in evening.read(evening.yuki, f"/threads/{thread}")
    with at_work(evening.app):
        door.publish(db.session().get_one(Contribution, thread))
    do_errands(evening.app)
    assert offered(evening, thread) == "contracts"


def test_nothing_stays_of_what_was_taken_back(migrated_database_url: str) -> None:
    evening = an_evening(migrated_database_url)
    assert known(evening.app, evening.thread)
    with at_work(evening.app, evening.yuki) as actor:
        door.withdraw(actor, db.session().get_one(Contribution, evening.thread))
    assert not known(evening.app, evening.thread)
    do_errands(evening.app)
    assert not known(evening.app, evening.thread)


def test_what_happens_while_a_text_is_read_counts(evening: Evening) -> None:
    changed, removed = about_contracts(evening), about_contracts(evening, evening.aki)
    deeds = {changed: lambda: change(evening, changed, NIGHTS), removed: lambda: remove(evening.app, removed)}
    offers = offers_of(evening.app)
    for thread, deed in deeds.items():
        evening.app.extensions[fitting.EXTENSION] = Meanwhile(offers.guides, deed)
        with evening.app.app_context():
            fitting.read_one(thread)
    evening.app.extensions[fitting.EXTENSION] = offers
    assert offered(evening, changed) is None
    assert not known(evening.app, removed)


def test_when_guides_are_offered_to_others_texts_are_read_anew_a_few_at_a_time_the_latest_first(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = [about_contracts(evening, a_member(evening.app)) for _each in range(3)]
    do_errands(evening.app)
    monkeypatch.setattr(fitting, "AT_ONCE", 2)
    evening.app.extensions[fitting.EXTENSION] = without(offers_of(evening.app), "contracts")
    after_an_hour = clock.next_hour() + fitting.PAUSE
    with clock.standing_at(after_an_hour):
        do_errands(evening.app)
    assert [offered(evening, thread) for thread in threads] == ["contracts", None, None]
    with clock.standing_at(after_an_hour + fitting.PAUSE):
        do_errands(evening.app)
    assert [offered(evening, thread) for thread in threads] == [None, None, None]
    with evening.app.app_context():
        assert fitting.read_all() == 0


def test_texts_of_an_older_site_wait_to_be_read_and_a_command_does_it_at_once(migrated_database_url: str) -> None:
    evening = an_evening(migrated_database_url)
    thread = about_contracts(evening)
    held = about_contracts(evening, evening.aki)
    with at_work(evening.app):
        door.hold(db.session().get_one(Contribution, held))
    evening.app.extensions["tomoshibi_db"].engine.dispose()
    config = alembic_config(migrated_database_url)
    command.downgrade(config, "d3")
    command.upgrade(config, "head")
    assert offered(evening, thread) is None
    assert not known(evening.app, held)
    said = evening.app.test_cli_runner().invoke(args=["guides", "catch-up"]).output
    assert said == "guides: 2 texts read\n"
    assert offered(evening, thread) == "contracts"


@dataclass
class Meanwhile(Offers):
    """While it reads, something happens."""

    deed: Callable[[], object] = list

    def slug_for(self, title: str, body: str) -> str | None:
        self.deed()
        return super().slug_for(title, body)


def without(offers: Offers, slug: str) -> Offers:
    """The same, but one guide is offered to nobody."""
    return Offers({locale: dict(_silent(shelf.values(), slug)) for locale, shelf in offers.guides.items()})


def _silent(shelf: Iterator[Guide], slug: str) -> Iterator[tuple[str, Guide]]:
    for guide in shelf:
        yield guide.slug, replace(guide, offered_to=()) if guide.slug == slug else guide


def _nobody_may_read(texts: object) -> object:
    raise AssertionError("a page waits until a text was read")


def do_errands(app: Flask) -> None:
    app.extensions["tomoshibi_errands"].go()


def offers_of(app: Flask) -> Offers:
    found: Offers = app.extensions[fitting.EXTENSION]
    return found


def offered(evening: Evening, thread: str) -> str | None:
    page = evening.read(evening.aki, f"/threads/{thread}")
    assert "</html>" in page
    beside = page.partition('class="beside"')[2]
    return beside.partition('href="/guides/')[2].partition('"')[0] or None


def about_contracts(evening: Evening, writer: Person | None = None) -> str:
    return a_thread(evening.app, writer or evening.yuki, evening.board, title=CONTRACTS.title, body=CONTRACTS.body)


def change(evening: Evening, thread: str, words: Words) -> None:
    with at_work(evening.app, evening.yuki) as actor:
        door.revise(actor, db.session().get_one(Contribution, thread), words)


def remove(app: Flask, thread: str) -> None:
    with at_work(app):
        door.remove(db.session().get_one(Contribution, thread))


def known(app: Flask, thread: str) -> bool:
    with looking(app):
        return thread in {row.contribution_id for row in rows()}


def rows() -> list[FittingGuide]:
    return list(db.session().scalars(select(FittingGuide)))
