"""Taking one's words along: everything of one's own, nothing of anybody else's."""

import io
import json
import zipfile
from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table

from app import db
from app.accounts.models import WeeklyShift
from app.db import Base
from app.leaving.inventory import LEFT_OUT, TAKEN
from app.permissions import Role
from tests.leaving.community import Community, lived_in
from tests.support.cast import Person, a_member, an_app, at_work

ROOTS = {"members", "masks", "contributions"}
POINTERS = ("member_id", "mask_id", "contribution_id")
# Keyed or sealed: it belongs to a person, though only the keys tell to whom.
MARKS = ("tag", "sealed")
# A mask without a key, in a record that outlives what it speaks of.
HANDS = ("author", "second")


@pytest.fixture
def app(migrated_database_url: str) -> Flask:
    return an_app(migrated_database_url)


@pytest.fixture
def community(app: Flask) -> Community:
    return lived_in(app, a_member(app, "はるのゆき"), a_member(app, "なつのはな"))


def exported(person: Person) -> tuple[dict[str, Any], str]:
    answer = person.client.get("/me/export/memo.zip")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert sorted(archive.namelist()) == ["memo.html", "memo.json"]
        return json.loads(archive.read("memo.json")), archive.read("memo.html").decode()


def leads_to_a_person(table: Table) -> bool:
    """By a key, or by a column that is named like one."""
    by_key = any(key.column.table.name in ROOTS for column in table.columns for key in column.foreign_keys)
    by_name = any(column.name.endswith(POINTERS) or column.name in {*MARKS, *HANDS} for column in table.columns)
    return table.name in ROOTS or by_key or by_name


def test_every_table_that_leads_to_a_person_is_taken_along_or_left_out_for_a_reason(app: Flask) -> None:
    personal = {table.name for table in Base.metadata.tables.values() if leads_to_a_person(table)}
    assert "concerns" in personal
    assert personal == TAKEN.keys() | LEFT_OUT.keys()
    assert not TAKEN.keys() & LEFT_OUT.keys()
    assert all(len(reason) > 20 for reason in LEFT_OUT.values())


@pytest.mark.parametrize("name", sorted(TAKEN))
def test_every_column_is_taken_along_or_left_out_for_a_reason(name: str) -> None:
    columns = {column.name for column in Base.metadata.tables[name].columns}
    assert columns == {*TAKEN[name].columns, *TAKEN[name].without}
    assert not set(TAKEN[name].columns) & TAKEN[name].without.keys()


def test_everything_one_wrote_under_all_names_is_there_to_process_and_to_read(community: Community) -> None:
    data, page = exported(community.leaver)
    own = ["ゆきの題", "ゆきの書きなおし", "ゆきの部屋のことば", "ゆきの質問です", "はなさんへの返事"]
    own += [
        "ゆきのはじめのことば",
        "はなさんの部屋のことばが気になる",
        "ゆきさんへ見守りから",
        "はるのゆき",
        "もうひとつの名",
    ]
    everything = json.dumps(data, ensure_ascii=False)
    assert [words for words in own if words not in everything] == []
    assert [words for words in own if words not in page] == []
    assert {row["kind"] for row in data["contributions"]} == {"thread", "reply", "message", "question"}
    assert data["threads"][0]["board_id"] == "first"
    assert data["contributions"][0]["name"] in {"はるのゆき", "もうひとつの名"}
    assert len(data["sanctions"]) == 1


def test_nothing_of_anybody_else_is_there(community: Community) -> None:
    data, page = exported(community.leaver)
    everything = json.dumps(data, ensure_ascii=False) + page
    others = ["はなの題", "はなの書きなおし", "はなの部屋のことば", "はなの質問です", "ゆきさんへの返事"]
    others += ["ゆきさんの部屋のことばが気になる", "はなさんへ見守りから", "なつのはな"]
    others += [community.stayer.mask_id, community.stayer.member_id]
    assert [words for words in others if words in everything] == []
    theirs, _page = exported(community.stayer)
    assert all(words in json.dumps(theirs, ensure_ascii=False) for words in others[:4])


def test_the_hours_somebody_watches_every_week_are_taken_along(app: Flask) -> None:
    watcher = a_member(app, role=Role.WATCHER)
    with at_work(app):
        weekly = WeeklyShift(mask_id=watcher.mask_id, weekday=4, zone="Asia/Tokyo", planned_until=date(2026, 11, 30))
        weekly.starts, weekly.ends = time(23), time(1, 30)
        db.session().add(weekly)
    data, _page = exported(watcher)
    (hours,) = data["weekly_shifts"]
    assert (hours["weekday"], hours["starts"], hours["ends"]) == (4, "23:00:00", "01:30:00")


def test_no_secret_and_no_link_between_names_is_in_the_file(community: Community) -> None:
    data, page = exported(community.leaver)
    everything = json.dumps(data, ensure_ascii=False) + page
    assert community.leaver.member_id not in everything
    assert not [word for word in ("argon2", "owner", "token", "_tag", '"tag"', "nonce") if word in everything]


def test_who_has_written_nothing_gets_a_file_too(app: Flask) -> None:
    data, page = exported(a_member(app))
    assert data["contributions"] == []
    assert "まだ何も書いていません" in page


def test_a_hostile_text_stays_a_text_in_the_page(app: Flask) -> None:
    person = a_member(app, "<b>name</b>")
    _data, page = exported(person)
    assert "<b>name" not in page


def test_a_visitor_gets_no_file(app: Flask) -> None:
    assert app.test_client().get("/me/export/memo.zip").status_code == 303
