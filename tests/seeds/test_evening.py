"""The ordinary evening: what somebody finds who tries the site out, and that a real site is left alone."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import ColumnElement, func, inspect, select, text

from app import clock, db
from app.accounts.authenticators import number_now
from app.accounts.models import Mask, Member, Shift
from app.chat.models import Message, Room
from app.contributions.models import Concern, ConcernSource, Contribution, State
from app.contributions.screening import look_at
from app.experts.models import ExpertRoom, Question
from app.forum.models import Board, Reply, Thread
from app.notices.models import Notice, NoticeKind
from app.seeds import content
from moderation import Category, Draft
from tests.support.cast import a_visitor, an_app, looking, token
from tests.support.databases import KINDS

PASSPHRASE = re.compile(r"^ +((?:[ぁ-ゖ]+ ){7}[ぁ-ゖ]+)$", re.MULTILINE)
MADE_TROUBLE = {"銀色のこま", "となりのかご", "むこうの踏切"}
HTTPS = {"origin": "https://example.org"}


@pytest.fixture(scope="module", params=KINDS)
def evening(
    request: pytest.FixtureRequest, make_migrated_database: Callable[[str], AbstractContextManager[str]]
) -> Iterator[tuple[Flask, Result]]:
    """A site on which the command was run once, and what the command said; nobody changes it."""
    with make_migrated_database(request.param) as url:
        app = an_app(url)
        yield app, seed(app)


def seed(app: Flask, *options: str) -> Result:
    return app.test_cli_runner().invoke(args=["seed", *options])


def test_an_empty_site_becomes_a_place_where_people_are(evening: tuple[Flask, Result]) -> None:
    app, said = evening
    assert said.exit_code == 0, said.output
    with looking(app):
        assert (_count(Board), _count(Room), _count(ExpertRoom)) == (13, 3, 2)
        assert _count(Thread, Thread.state == State.VISIBLE) >= 38
        assert _count(Reply, Reply.state == State.VISIBLE) >= 120
        assert _count(Reply, Reply.quotes_id.is_not(None)) >= 10
        assert _count(Thread, Thread.warning != "") >= 1
        assert _count(Member) >= 20
        assert _count(Notice) > 50


def test_every_board_and_every_room_has_words_in_it(evening: tuple[Flask, Result]) -> None:
    app, _said = evening
    with looking(app):
        for board in db.session().scalars(select(Board)):
            assert _count(Thread, Thread.board_id == board.id, Thread.state == State.VISIBLE) >= 1, board.slug
        for room in db.session().scalars(select(Room)):
            assert 15 <= _count(Message, Message.room_id == room.id, Message.state == State.VISIBLE) <= 30, room.slug


def test_counsellors_find_an_open_question_and_everybody_an_answered_one(evening: tuple[Flask, Result]) -> None:
    app, _said = evening
    with looking(app):
        assert _count(Question, Question.answered_at.is_(None), Question.state == State.VISIBLE) >= 1
        assert _count(Question, Question.answered_at.is_not(None)) == 1


def test_moderators_find_what_moderation_held_and_what_members_reported(evening: tuple[Flask, Result]) -> None:
    app, _said = evening
    with looking(app):
        # A newcomer's first lines may wait at night because nobody is on duty; that is no verdict on them.
        only_waits = Contribution.id.in_(select(Concern.contribution_id).where(Concern.kind == "night.first"))
        waiting = select(Mask.name).join(Contribution).where(Contribution.state == State.HELD, ~only_waits)
        held = db.session().scalars(waiting).all()
        assert len(held) >= 3
        assert set(held) <= MADE_TROUBLE, "moderation took somebody's warm words for trouble"
        assert _count(Concern, Concern.source == ConcernSource.REPORT, Concern.settled_at.is_(None)) == 2


def test_somebody_in_danger_is_read_by_others_and_seen_by_moderators(evening: tuple[Flask, Result]) -> None:
    app, _said = evening
    with looking(app):
        in_danger = select(Contribution.state).join(Concern).where(Concern.kind.startswith("crisis."))
        assert State.VISIBLE in db.session().scalars(in_danger).all()
        assert _count(Notice, Notice.kind == NoticeKind.CARE) >= 1


def test_every_text_of_the_files_arrived(evening: tuple[Flask, Result]) -> None:
    app, _said = evening
    with_answers = [*content.threads(), *content.questions()]
    written = len(with_answers) + sum(len(start.texts) for start in with_answers)
    said = sum(len(conversation.lines) for conversation in content.conversations())
    with looking(app):
        assert _count(Contribution) == written + said + len(content.troubles())
        assert _count(Contribution, Contribution.state == State.REFUSED) == 0


def test_somebody_watches_on_every_evening_of_the_coming_week(evening: tuple[Flask, Result]) -> None:
    app, _said = evening
    with looking(app):
        for days in range(7):
            midnight = clock.now().astimezone(clock.TOKYO).replace(hour=23, minute=30) + timedelta(days=days)
            assert _count(Shift, Shift.starts_at <= midnight, Shift.ends_at > midnight) >= 1


def test_nobody_wrote_in_the_future(evening: tuple[Flask, Result]) -> None:
    app, _said = evening
    with looking(app):
        assert _count(Contribution, Contribution.written_at > clock.now()) == 0
        assert _count(Thread, Thread.stirred_at > clock.now()) == 0


def test_the_printed_passphrases_open_the_door(evening: tuple[Flask, Result]) -> None:
    app, said = evening
    assert "DEMO ONLY" in said.output
    passphrases = PASSPHRASE.findall(said.output)
    assert len(passphrases) == 4
    queues = []
    for passphrase in passphrases:
        client = a_visitor(app)
        answer = client.post("/login", data={"csrf_token": token(client), "passphrase": passphrase})
        assert answer.status_code == 303
        assert client.get("/me").status_code == 200
        # What an app would show with the secret printed under the passphrase; the parent has none.
        if secret := re.search(rf"{passphrase}\n +second factor: .* app: (\S+)", said.output):
            with clock.standing_at(clock.now() + timedelta(minutes=1)):
                client.post("/second-factor", data={"csrf_token": token(client), "number": number_now(secret[1])})
        queues.append(client.get("/review").status_code)
    assert sorted(queues) == [200, 200, 404, 404], "the moderator and the lead alone see the queue"


def test_nothing_that_can_be_read_names_a_number_an_address_or_a_school(evening: tuple[Flask, Result]) -> None:
    app, _said = evening
    with looking(app):
        visible = select(Contribution.title, Contribution.body).where(Contribution.state == State.VISIBLE)
        texts = db.session().execute(visible).all()
    assert len(texts) > 200
    for title, body in texts:
        decision = look_at(Draft(title=title, body=body)).decision
        assert decision is not None
        found = [finding.kind for finding in decision.findings if finding.category is Category.PII]
        assert found == [], body


def test_a_second_run_changes_nothing_and_prints_the_sign_ins_again(evening: tuple[Flask, Result]) -> None:
    app, said = evening
    before = _everything(app)
    again = seed(app, "--if-empty")
    assert again.exit_code == 0
    assert PASSPHRASE.findall(again.output) == PASSPHRASE.findall(said.output)
    assert _everything(app) == before


def test_without_if_empty_a_full_site_is_left_alone_and_said_so(evening: tuple[Flask, Result]) -> None:
    app, _said = evening
    before = _everything(app)
    refused = seed(app)
    assert refused.exit_code == 1
    assert "nothing was changed" in refused.output
    assert _everything(app) == before


def test_a_real_site_gets_its_boards_and_rooms_and_no_invented_people(sqlite_url: str) -> None:
    app = an_app(sqlite_url, **HTTPS)
    for _time in range(2):
        said = seed(app, "--if-empty")
        assert said.exit_code == 0
        assert PASSPHRASE.findall(said.output) == []
        with looking(app):
            assert (_count(Board), _count(Room), _count(ExpertRoom)) == (13, 3, 2)
            assert (_count(Member), _count(Contribution), _count(Shift)) == (0, 0, 0)


def test_on_a_real_site_demo_people_come_only_when_forced(sqlite_url: str) -> None:
    app = an_app(sqlite_url, **HTTPS)
    said = seed(app, "--force-demo")
    assert said.exit_code == 0
    assert len(PASSPHRASE.findall(said.output)) == 4
    with looking(app):
        assert _count(Member) >= 20


def test_a_site_with_content_but_without_demo_accounts_prints_no_passphrase(sqlite_url: str) -> None:
    seed(an_app(sqlite_url, **HTTPS))
    said = seed(an_app(sqlite_url), "--if-empty")
    assert said.exit_code == 0
    assert PASSPHRASE.findall(said.output) == []


def _count(table: type[db.Base], *conditions: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(table).where(*conditions)
    return db.session().scalar(counted) or 0


def _everything(app: Flask) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    engine = app.extensions["tomoshibi_db"].engine
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        return {name: sorted(map(repr, connection.execute(text(f'SELECT * FROM "{name}"')))) for name in tables}


def test_a_demo_site_started_again_after_days_finds_people_talking_again(sqlite_url: str) -> None:
    app = an_app(sqlite_url)
    seed(app)
    with looking(app):
        said = _count(Message)
        latest = db.session().scalar(select(func.max(Message.written_at)))
        assert latest is not None
        assert clock.coarse(latest) == "さきほど"
    assert "talk in the rooms again" not in seed(app, "--if-empty").output
    with clock.standing_at(clock.now() + timedelta(days=4)):
        app.test_cli_runner().invoke(args=["retention"])
        assert "talk in the rooms again" in seed(app, "--if-empty").output
        with looking(app):
            assert _count(Message, Message.state == State.VISIBLE) >= said - 6
