"""A log says what failed and where in the code; nothing that anybody wrote, chose or is called comes into it."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app import db
from app.chat.models import Room
from app.logs import Lines
from tests.chat.conftest import a_room
from tests.support.cast import a_member, an_app, at_work

SECRET_WORDS = "だれにも言えなかったこと"


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """Everything that is logged meanwhile, as it would stand in the journal."""
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    handler.setFormatter(Lines())
    logging.getLogger().addHandler(handler)
    yield heard
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def app(migrated_database_url: str) -> Flask:
    made = an_app(migrated_database_url)
    a_room(made, "yoru")

    @made.post("/failing/<word>")
    def failing(word: str) -> str:
        raise ValueError(f"{word} {SECRET_WORDS}")

    failing.access = "public"  # type: ignore[attr-defined]  # as @public does
    return made


def test_a_failure_is_a_line_with_its_kind_and_its_places_and_without_words(app: Flask, said: io.StringIO) -> None:
    yuki = a_member(app)
    assert yuki.post("/failing/canary", body=SECRET_WORDS).status_code == 500
    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    (failed,) = [line for line in lines if line["level"] == "error"]
    assert failed["kind"] == ["ValueError"]
    assert failed["place"] == "failing"
    assert any("test_logs.py" in place for place in failed["where"])
    for trace in ("canary", SECRET_WORDS, yuki.mask_name, yuki.member_id, "127.0.0.1"):
        assert trace not in said.getvalue()


def test_what_a_database_refuses_does_not_repeat_what_was_to_be_kept(app: Flask, said: io.StringIO) -> None:
    with pytest.raises(IntegrityError) as refused, at_work(app):
        db.session().add(Room(slug="yoru", position=1, name_ja=SECRET_WORDS, name_en="", purpose_ja="", purpose_en=""))
    assert SECRET_WORDS not in str(refused.value), "also for whoever logs the words of an error"
    app.logger.error("event failed", exc_info=refused.value)
    assert SECRET_WORDS not in said.getvalue()
    assert json.loads(said.getvalue())["kind"][0] == "IntegrityError"
