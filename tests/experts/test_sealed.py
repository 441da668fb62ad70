"""Questions for counsellors only: what lies in the database, who reads it, and what a stolen copy says."""

import json
import sqlite3
from pathlib import Path

import pytest
from flask import Flask, g
from sqlalchemy import select, text

from app import chain, create_app, db
from app.config import Settings
from app.contributions import gathering, sealing
from app.contributions import queries as contributions
from app.contributions import services as door
from app.contributions.models import Concern, Contribution, Revision, Unsealing
from app.errors import NotFound
from app.experts.models import Answer, Audience, Question
from app.finding.models import Entry
from app.guides.beside import guide_beside
from app.guides.models import FittingGuide
from app.ids import new_id
from app.keys import Keys
from app.leaving import queries as leaving
from app.notices.models import Notice, NoticeKind
from app.permissions import Role
from tests.experts.cast import NURSE, a_counsellor, a_question, an_answer
from tests.experts.conftest import Evening
from tests.support.cast import APPS, Person, a_member, a_visitor, at_work, looking
from tests.support.site import SECRET

TITLE, BODY, FIRST = "ひみつのいちょう", "くすりばこのすずめ", "はじめのかささぎ"
ANSWER, AGAIN, BEGUN = "こたえのやまぶき", "もういちどのつぐみ", "かきかけのひばり"
DANGER = "もう消えてしまいたいです。死にたいと毎日思っています。"
SECRETS = (TITLE, BODY, FIRST, ANSWER, AGAIN, BEGUN)


def ask(evening: Evening, body: str = FIRST, audience: str = "counsellors") -> str:
    fields = {"title": TITLE, "body": body, "audience": audience, "seen": "1"}
    sent = evening.asker.post("/experts/school/ask", **fields, nonce=new_id())
    assert sent.status_code == 303, sent.get_data(as_text=True)
    return str(sent.location).rpartition("/")[2]


def a_whole_talk(evening: Evening) -> str:
    """Asked, changed, begun to be answered, answered, asked once more, begun again."""
    question_id = ask(evening)
    changed = evening.asker.post(f"/questions/{question_id}/revisions", title=TITLE, body=BODY)
    assert changed.status_code == 303, changed.get_data(as_text=True)
    answers = f"/questions/{question_id}/answer"
    assert evening.counsellor.post("/drafts", place=answers, body=BEGUN).status_code == 204
    an_answer(evening.counsellor, question_id, ANSWER)
    again = evening.asker.post(f"/questions/{question_id}/follow-ups", body=AGAIN, nonce="again")
    assert again.status_code == 303, again.get_data(as_text=True)
    evening.counsellor.post("/drafts", place=answers, body=BEGUN)
    return question_id


def everything_in(app: Flask) -> bytes:
    """Every byte a thief of the database gets: the files of SQLite, every row of PostgreSQL."""
    database = app.extensions["tomoshibi_db"]
    if database.is_sqlite:
        path = Path(database.url.database)
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            logical = "\n".join(connection.iterdump()).encode()
        files = b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
        return files + logical
    with database.engine.connect() as connection:
        tables = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"))
        rows = [connection.execute(text(f'SELECT t::text FROM "{name}" t')).scalars().all() for (name,) in tables]
        return "\n".join(each for table in rows for each in table).encode()


def test_no_word_of_it_lies_in_the_database(evening: Evening) -> None:
    a_whole_talk(evening)
    taken = everything_in(evening.app)
    for words in SECRETS:
        for form in (
            words.encode(),
            words.encode("utf-16-le"),
            words.encode().hex().encode(),
            json.dumps(words).encode(),
        ):
            assert form not in taken, words


def test_the_search_for_words_would_find_them_where_they_are_not_sealed(evening: Evening) -> None:
    ask(evening, BODY, audience="everyone")
    assert BODY.encode() in everything_in(evening.app), "otherwise the test above would say nothing"


def test_a_stolen_copy_reads_nothing_without_the_key_or_with_another(
    evening: Evening, migrated_database_url: str
) -> None:
    question_id = a_whole_talk(evening)
    thief = create_app(Settings(database_url=migrated_database_url, secret_key=SECRET[::-1]))
    APPS.add(thief)
    with looking(thief):
        row = db.session().get_one(Question, question_id)
        assert sealing.words_of(row) == {}
        assert (sealing.open_up(row).title, row.body, row.html) == ("", "", "")
    with looking(evening.app):
        row = db.session().get_one(Question, question_id)
        assert sealing.words_of(row)["body"] == BODY


def test_sealed_bytes_open_only_in_their_own_row_and_tell_no_length(evening: Evening) -> None:
    short, longer = ask(evening, "みじかい"), ask(evening, "すこしながいことば" * 12)
    with looking(evening.app):
        rows = [db.session().get_one(Question, each) for each in (short, longer)]
        first, second = rows[0].sealed, rows[1].sealed
        assert first is not None
        assert second is not None
        assert len(first) == len(second)
        assert sealing.opened(longer, first) == {}, "moved to another row"
        other = Keys("another purpose").seal("draft", b"{}", short)
        assert sealing.opened(short, other) == {}


def test_a_sealed_text_reads_empty_until_somebody_who_may_has_opened_it(evening: Evening) -> None:
    question_id = a_whole_talk(evening)
    with looking(evening.app):
        kinds = db.session().scalars(select(Contribution)).all()
        assert len(kinds) == 3
        assert {(each.title, each.body, each.html) for each in kinds} == {("", "", "")}
        assert {(each.title, each.body) for each in db.session().scalars(select(Revision))} == {("", "")}
    with looking(evening.app, evening.counsellor) as actor:
        assert contributions.contribution_for(actor, question_id).body == BODY
    with at_work(evening.app, evening.counsellor) as actor:
        contributions.contribution_for(actor, question_id)
        db.session().flush()
    assert BODY.encode() not in everything_in(evening.app), "opening it writes nothing"


def test_asker_and_counsellors_of_the_room_read_it_as_before(evening: Evening) -> None:
    question_id = a_whole_talk(evening)
    for person in (evening.asker, evening.counsellor, a_counsellor(evening.app)):
        page = person.client.get(f"/questions/{question_id}").get_data(as_text=True)
        assert all(words in page for words in (TITLE, BODY, ANSWER, AGAIN))
        assert TITLE in person.client.get(f"/contributions/{question_id}").get_data(as_text=True)
    assert TITLE in evening.asker.client.get("/experts/school").get_data(as_text=True)
    assert TITLE in evening.counsellor.client.get("/experts/school").get_data(as_text=True)


def strangers(evening: Evening) -> list[Person]:
    roles = (Role.MODERATOR, Role.LEAD, Role.OPERATOR, Role.WATCHER, Role.MEMBER)
    return [a_counsellor(evening.app, NURSE), *(a_member(evening.app, role=role) for role in roles)]


def test_nobody_else_reads_it_by_any_way(evening: Evening) -> None:
    question_id = a_whole_talk(evening)
    with looking(evening.app):
        answer_id = db.session().scalars(select(Answer.id)).one()
    for person in strangers(evening):
        ways = [f"/questions/{question_id}", f"/review/{question_id}", f"/contributions/{question_id}/unsealing"]
        ways += [f"/contributions/{each}" for each in (question_id, answer_id)]
        for way in ways:
            assert person.client.get(way).status_code in {404, 303}, way
        for way in ("/experts", "/experts/school", "/experts/library", "/search", "/review", "/notices"):
            page = person.client.get(way, follow_redirects=True).get_data(as_text=True)
            assert not any(words in page for words in (question_id, *SECRETS)), way


def test_it_is_found_nowhere_and_near_to_nothing(evening: Evening) -> None:
    question_id = a_whole_talk(evening)
    with at_work(evening.app):
        gathering.begin()
        while gathering.gather_some(None) is not None:
            pass
        assert db.session().scalars(select(Entry)).all() == []
    stranger = a_member(evening.app)
    found = stranger.post("/experts/library", words=BODY).get_data(as_text=True)
    assert question_id not in found
    searched = stranger.client.get(str(stranger.post("/search", words=TITLE).location)).get_data(as_text=True)
    assert question_id not in searched
    near = stranger.post("/search/near", title=TITLE, body=BODY * 3)
    assert question_id not in near.get_data(as_text=True)


def test_everybody_takes_along_their_own_words_and_nobody_elses(evening: Evening) -> None:
    a_whole_talk(evening)
    colleague = a_counsellor(evening.app)
    taken = {}
    for name, person in (("asker", evening.asker), ("counsellor", evening.counsellor), ("colleague", colleague)):
        with looking(evening.app, person) as actor:
            taken[name] = json.dumps(leaving.everything_of(actor), ensure_ascii=False, default=str)
    assert all(words in taken["asker"] for words in (TITLE, BODY, FIRST, AGAIN))
    assert ANSWER not in taken["asker"]
    assert ANSWER in taken["counsellor"]
    assert not any(words in taken["counsellor"] for words in (TITLE, BODY, AGAIN))
    assert not any(words in taken["colleague"] for words in SECRETS)


def test_moderators_read_what_was_reported_only_after_saying_so_for_good(evening: Evening) -> None:
    question_id = a_whole_talk(evening)
    moderator = a_member(evening.app, role=Role.MODERATOR)
    way = f"/contributions/{question_id}/unsealing"
    assert moderator.client.get(way).status_code == 404
    assert moderator.post(way).status_code == 404
    evening.counsellor.post(f"/contributions/{question_id}/reports", reason="danger", note="心配です")
    case = moderator.client.get(f"/review/{question_id}").get_data(as_text=True)
    assert way in case
    assert not any(words in case for words in SECRETS)
    before = moderator.client.get(way).get_data(as_text=True)
    assert BODY not in before
    assert "消せない記録" in before
    assert moderator.post(way).status_code == 303
    assert BODY in moderator.client.get(way).get_data(as_text=True)
    assert BODY in moderator.client.get(f"/review/{question_id}").get_data(as_text=True)
    another = a_member(evening.app, role=Role.MODERATOR)
    assert BODY not in another.client.get(way).get_data(as_text=True), "each says so for themselves"
    with looking(evening.app):
        (row,) = db.session().scalars(select(Unsealing))
        assert (row.contribution_id, row.ground) == (question_id, "report.danger")
        assert chain.verify(Unsealing).broken_at is None
        (told,) = db.session().scalars(select(Notice).where(Notice.kind == NoticeKind.UNSEALED))
        assert told.mask_id == evening.asker.mask_id
    assert "見守りの人が読みました" in evening.asker.client.get("/notices").get_data(as_text=True)
    for person in (evening.counsellor, evening.asker, a_member(evening.app, role=Role.WATCHER)):
        assert person.post(way).status_code in {403, 404}


def test_in_danger_people_on_duty_hear_that_there_is_something_and_not_what(evening: Evening) -> None:
    question_id = ask(evening, DANGER)
    moderator = a_member(evening.app, role=Role.MODERATOR)
    assert moderator.client.get(f"/review/{question_id}").status_code == 200
    for way in ("/review", f"/review/{question_id}"):
        page = moderator.client.get(way).get_data(as_text=True)
        assert question_id in page
        assert "消えてしまいたい" not in page
        assert TITLE not in page
    moderator.post(f"/contributions/{question_id}/unsealing")
    assert "消えてしまいたい" in moderator.client.get(f"/contributions/{question_id}/unsealing").get_data(as_text=True)


def test_the_asker_is_told_beforehand_what_happens_in_danger(evening: Evening) -> None:
    page = evening.asker.client.get("/experts/school/ask").get_data(as_text=True)
    assert "命にかかわることばがあったときは" in page
    assert "読んだ記録を残したときだけ" in page


def test_what_the_check_stops_goes_to_counsellors_of_the_room_and_not_to_moderators(evening: Evening) -> None:
    question_id = ask(evening)
    with at_work(evening.app):
        door.hold(db.session().get_one(Question, question_id))
    moderator, nurse = a_member(evening.app, role=Role.MODERATOR), a_counsellor(evening.app, NURSE)
    assert moderator.client.get(f"/review/{question_id}").status_code == 404
    assert nurse.client.get(f"/questions/{question_id}").status_code == 404
    assert nurse.post(f"/questions/{question_id}/admission").status_code == 404
    assert "自動の確認で止まった質問" in evening.counsellor.client.get("/experts/school").get_data(as_text=True)
    assert FIRST in evening.counsellor.client.get(f"/questions/{question_id}").get_data(as_text=True)
    assert evening.counsellor.post(f"/questions/{question_id}/admission").status_code == 303
    assert "いま1番目です" in evening.asker.client.get(f"/questions/{question_id}").get_data(as_text=True)


def test_its_asker_can_open_it_to_everybody_and_close_it_again(evening: Evening) -> None:
    question_id = a_whole_talk(evening)
    visitor = a_visitor(evening.app)
    assert a_member(evening.app).post(f"/questions/{question_id}/sharing").status_code == 404
    assert evening.counsellor.post(f"/questions/{question_id}/sharing").status_code == 403
    assert evening.asker.post(f"/questions/{question_id}/sharing").status_code == 303
    page = visitor.get(f"/questions/{question_id}").get_data(as_text=True)
    assert all(words in page for words in (TITLE, BODY, ANSWER))
    with looking(evening.app):
        assert db.session().scalars(select(Entry)).all()
    assert evening.asker.post(f"/questions/{question_id}/sharing/remove").status_code == 303
    assert visitor.get(f"/questions/{question_id}").status_code == 404
    with looking(evening.app):
        assert db.session().scalars(select(Entry)).all() == []
        row = db.session().get_one(Question, question_id)
        assert (row.title, row.body, row.audience) == ("", "", Audience.COUNSELLORS)
    assert BODY in evening.asker.client.get(f"/questions/{question_id}").get_data(as_text=True)
    assert FIRST not in everything_in(evening.app).decode(errors="ignore")


def test_taking_it_back_leaves_nothing_not_even_sealed(evening: Evening) -> None:
    question_id = a_whole_talk(evening)
    assert evening.asker.post(f"/contributions/{question_id}/withdrawal").status_code == 303
    with looking(evening.app, evening.asker) as actor:
        mine = db.session().scalars(select(Contribution).where(Contribution.mask_id == evening.asker.mask_id)).all()
        assert [(each.sealed, each.body) for each in mine] == [(None, ""), (None, "")]
        assert not db.session().scalars(select(Revision)).all()
        with pytest.raises(NotFound):
            contributions.contribution_for(actor, question_id)


def test_a_question_that_was_asked_about_first_leaves_no_trace_of_the_first_words(evening: Evening) -> None:
    question_id = ask(evening)
    asked = evening.asker.post(f"/questions/{question_id}/revisions", title=TITLE, body=f"{BODY} 090-1234-5678")
    assert 'value="masked"' in asked.get_data(as_text=True)
    with looking(evening.app):
        row = db.session().get_one(Question, question_id)
        assert sealing.words_of(row)["body"] == FIRST
        assert (row.title, row.body) == ("", "")
    assert BODY.encode() not in everything_in(evening.app)


def test_an_everybody_question_stays_plain_and_searchable(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker)
    with looking(evening.app):
        assert db.session().get_one(Question, question_id).sealed is None


def test_a_number_that_is_insisted_on_waits_for_counsellors_and_never_reaches_moderators(evening: Evening) -> None:
    fields = {"title": TITLE, "body": f"{BODY} 090-1234-5678", "audience": "counsellors", "seen": "1"}
    sent = evening.asker.post("/experts/school/ask", **fields, choice="as_is", nonce="insisting")
    question_id = str(sent.location).rpartition("/")[2]
    with looking(evening.app):
        assert db.session().get_one(Question, question_id).is_held
        assert not db.session().scalars(select(Concern)).all(), "a concern would lay it before moderators"
    moderator = a_member(evening.app, role=Role.MODERATOR)
    assert question_id not in moderator.client.get("/review").get_data(as_text=True)
    assert moderator.client.get(f"/review/{question_id}").status_code == 404
    assert question_id in evening.counsellor.client.get("/experts/school").get_data(as_text=True)


def test_which_guide_fits_beside_it_is_told_to_whoever_reads_it_and_to_no_thief(evening: Evening) -> None:
    asked = {"title": "面談のまえに", "body": "来週、担任の先生との面談があります。何を聞いておけばいいですか。"}
    sent = evening.asker.post("/experts/school/ask", **asked, audience="counsellors", seen="1", nonce=new_id())
    evening.app.extensions["tomoshibi_errands"].go()
    for reader in (evening.asker, evening.counsellor):
        assert "/guides/ask-sheet" in reader.client.get(sent.location).get_data(as_text=True)
    with looking(evening.app, evening.counsellor) as actor:
        assert db.session().scalars(select(FittingGuide.edition)).one() is not None
        g.actor = actor
        unopened = db.session().scalars(select(Question)).one()
        assert guide_beside(unopened) == "", "whoever reads it empty is not told what it is about either"
        assert "ask-sheet" in guide_beside(sealing.open_up(unopened))
    assert b"ask-sheet" not in everything_in(evening.app)
