"""Moving what one wrote to a new name: everywhere it is seen, and nowhere a row that ties the two names together."""

import pytest
from flask import Flask
from sqlalchemy import select, text

from app import chain, clock, db
from app.accounts import sanctions
from app.accounts.models import Mask
from app.chat import queries as rooms
from app.chat import services as chat
from app.chat.models import Message, Room
from app.contributions.models import Contribution
from app.db import Base
from app.experts.models import Answer, Question
from app.forum.models import Reply
from app.ids import new_id
from app.leaving import anonymity
from app.notices.services import followed_up
from app.review.models import Outcome, Ruling
from tests.support.cast import Person, at_work, looking
from tests.support.threads import Evening, a_held_reply, a_reply, an_evening

NAMES = {"name_ja": "ところ", "name_en": "Place", "purpose_ja": "話す", "purpose_en": "Talk"}
FRESH = "だれでもない舟"


@pytest.fixture
def evening(sqlite_url: str) -> Evening:
    return an_evening(sqlite_url)


@pytest.fixture
def any_evening(migrated_database_url: str) -> Evening:
    """Where the database has a say in it: once on each kind."""
    return an_evening(migrated_database_url)


def moves(person: Person, contribution: str, extent: str = "one", name: str = FRESH):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    return person.post(f"/contributions/{contribution}/anonymity", extent=extent, name=name)


def names_of(app: Flask, *texts: str) -> list[str]:
    with looking(app):
        found = [db.session().get_one(Contribution, each).mask_id for each in texts]
        return [db.session().get_one(Mask, mask).name for mask in found]


def ties(app: Flask, mask: str, texts: list[str]) -> list[str]:
    """Tables with a row that names the old mask beside one of the texts, or beside something that hangs on it."""
    found = []
    with looking(app):
        hanging = set(db.session().scalars(select(Reply.id).where(Reply.thread_id.in_(texts))))
        rulings = set(db.session().scalars(select(Ruling.id).where(Ruling.contribution_id.in_(texts))))
        for table in Base.metadata.sorted_tables:
            for row in db.session().execute(text(f"SELECT * FROM {table.name}")):
                values = {value for value in row if isinstance(value, str)}
                if mask in values and values & ({*texts} | hanging | rulings) and table.name != "contributions":
                    found.append(table.name)
                if table.name == "contributions" and mask in values and values & {*texts}:
                    found.append(table.name)
    return found


def test_a_text_stands_under_a_new_name_also_where_others_quote_it(evening: Evening) -> None:
    reply = a_reply(evening.app, evening.aki, evening.thread, "うちのこと")
    a_reply(evening.app, evening.yuki, evening.thread, "よみました", quotes=reply)
    assert evening.read().count(evening.aki.mask_name) >= 2
    assert moves(evening.aki, reply).status_code == 303
    page = evening.read()
    assert evening.aki.mask_name not in page
    assert page.count(FRESH) >= 2
    assert "うちのこと" in evening.read(evening.aki), "it is still its writer's"
    assert evening.aki.post(f"/contributions/{reply}/withdrawal").status_code == 303


def test_all_of_ones_own_in_a_thread_moves_together_and_nothing_else_does(evening: Evening) -> None:
    first = a_reply(evening.app, evening.yuki, evening.thread, "つづき")
    theirs = a_reply(evening.app, evening.aki, evening.thread, "べつのひと")
    other_board_text = a_reply(evening.app, evening.aki, evening.thread, "べつのひと２")
    assert moves(evening.yuki, first, "place").status_code == 303
    assert names_of(evening.app, evening.thread, first) == [FRESH, FRESH]
    assert names_of(evening.app, theirs, other_board_text) == [evening.aki.mask_name] * 2


def test_no_row_is_left_that_ties_the_old_name_to_the_text(any_evening: Evening) -> None:
    evening = any_evening
    app, yuki = evening.app, evening.yuki
    a_reply(app, evening.aki, evening.thread)
    held = a_held_reply(app, yuki, evening.thread)
    with at_work(app):
        made = {"id": new_id(), "contribution_id": evening.thread, "mask_id": evening.aki.mask_id, "reason": "other"}
        ruling = Ruling(outcome=Outcome.WARN, words="", note="", made_at=clock.now(), **made)
        chain.append(ruling)
        sanctions.warn(yuki.mask_id, ruling.id)
    assert set(ties(app, yuki.mask_id, [evening.thread, held])) == {"contributions", "notices", "sanctions"}
    assert moves(yuki, evening.thread, "place").status_code == 303
    assert ties(app, yuki.mask_id, [evening.thread, held]) == []
    page = yuki.client.get("/notices").get_data(as_text=True)
    assert "返事が届きました" in page, "what was told is still told"


def test_having_been_told_how_it_went_on_does_not_name_the_old_mask(any_evening: Evening) -> None:
    reply = a_reply(any_evening.app, any_evening.aki, any_evening.thread)
    sequel = a_reply(any_evening.app, any_evening.yuki, any_evening.thread)
    with at_work(any_evening.app):
        told, place = (db.session().get_one(Contribution, each) for each in (sequel, any_evening.thread))
        followed_up([any_evening.aki.mask_id], told, place)
    moves(any_evening.aki, reply)
    assert ties(any_evening.app, any_evening.aki.mask_id, [reply, any_evening.thread, sequel]) == []
    assert "「その後」が届きました" in any_evening.read(any_evening.aki, "/notices")


def test_a_phone_that_was_asleep_hears_of_the_new_name_when_it_wakes(any_evening: Evening) -> None:
    evening = any_evening
    app, yuki = evening.app, evening.yuki
    with at_work(app, yuki) as actor:
        room = Room(slug="yoru", position=1, **NAMES)
        db.session().add(room)
        db.session().flush()
        said = chat.say(actor, room, chat.Line("こんばんは", new_id())).contribution
        assert said is not None
        line, asleep_since = said.id, room.last_seq
    assert moves(yuki, line, "place").status_code == 303
    with looking(app):
        missed = rooms.since(db.session().scalars(select(Room)).one(), asleep_since)
        assert [message.mask.name for message in missed.messages] == [FRESH]
        assert db.session().get_one(Message, line).changed_seq == asleep_since + 1


def test_nobody_moves_what_others_wrote(evening: Evening) -> None:
    answers = [moves(evening.aki, each) for each in (evening.thread, "no-such-text")]
    assert answers[0].status_code in {403, 404}
    assert answers[1].status_code == 404
    assert names_of(evening.app, evening.thread) == [evening.yuki.mask_name]


@pytest.mark.parametrize("name", ["見守りの人", "090-1234-5678", ""])
def test_a_name_that_is_not_fine_is_asked_for_again_and_nothing_moves(evening: Evening, name: str) -> None:
    assert moves(evening.yuki, evening.thread, name=name).status_code == 422
    assert moves(evening.yuki, evening.thread, name=evening.aki.mask_name).status_code == 422
    assert names_of(evening.app, evening.thread) == [evening.yuki.mask_name]


def test_the_page_says_what_it_cannot_do_and_looking_changes_nothing(evening: Evening) -> None:
    page = evening.read(evening.yuki, f"/contributions/{evening.thread}/anonymity")
    assert "もう読んだ人の記憶" in page
    assert names_of(evening.app, evening.thread) == [evening.yuki.mask_name]


def test_counsellors_answers_keep_the_badge_that_makes_them_answers(evening: Evening) -> None:
    with looking(evening.app, evening.yuki) as actor:
        answer = Answer(mask_id=actor.mask_id, kind="answer")
        question = Question(mask_id=actor.mask_id, kind="question")
        assert not anonymity.is_movable(actor, answer)
        assert anonymity.is_movable(actor, question)
