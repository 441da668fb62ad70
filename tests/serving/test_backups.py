"""A copy made while people write comes back whole, in an empty place only, and ends when it was told to."""

import os
import stat
from pathlib import Path

import pytest

from app import db
from app.chat.models import Message
from tests.chat.conftest import a_room
from tests.support import postgres
from tests.support.cast import a_member, an_app, looking
from tests.support.databases import MakeDatabase
from tests.support.site import environment, flask_command

WORDS = ("まだ起きています", "雨がやみました")


def operate(url: str, *words: str) -> str:
    path = f"{postgres.programs()}{os.pathsep}{os.environ['PATH']}"
    return flask_command(environment({"TOMOSHIBI_DATABASE_URL": url, "PATH": path}), *words)


def copy_of(told: str) -> Path:
    return Path(told.splitlines()[0].removeprefix("backup: "))


def said(url: str) -> list[str]:
    app = an_app(url)
    with looking(app):
        return sorted(line.body for line in db.session().query(Message))


def test_what_was_copied_comes_back_with_its_owners_and_their_keys(
    migrated_database_url: str, database_kind: str, make_database: MakeDatabase, tmp_path: Path
) -> None:
    app = an_app(migrated_database_url)
    a_room(app, "yoru")
    yuki = a_member(app)
    for number, words in enumerate(WORDS):
        yuki.post("/rooms/yoru/messages", body=words, nonce=str(number))
    copy = copy_of(operate(migrated_database_url, "backup", str(tmp_path / "copies")))
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    yuki.post("/rooms/yoru/messages", body="これは写しのあとのことば", nonce="late")
    with make_database(database_kind) as empty:
        operate(empty, "restore", str(copy))
        operate(empty, "migrate")
        assert said(empty) == sorted(WORDS)
        returned = an_app(empty).test_client()
        returned.set_cookie(*yuki.cookie.partition("=")[::2])
        assert yuki.mask_name in returned.get("/me").get_data(as_text=True), "signed in as before"
        with pytest.raises(RuntimeError, match="not empty"):
            operate(empty, "restore", str(copy))


def test_old_copies_end(sqlite_url: str, tmp_path: Path) -> None:
    first = copy_of(operate(sqlite_url, "backup", str(tmp_path)))
    old = first.with_name("tomoshibi-20200101T000000Z.db")
    first.rename(old)
    os.utime(old, (1_577_836_800, 1_577_836_800))
    other = tmp_path / "somebody-elses.db"
    other.touch()
    os.utime(other, (1_577_836_800, 1_577_836_800))
    told = operate(sqlite_url, "backup", str(tmp_path), "--keep", "7")
    assert "1 older ones deleted" in told
    assert copy_of(told).exists()
    assert other.exists()
    assert not old.exists()
