"""Nobody gives away the passphrase or a recovery code by mistake."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import db
from app.accounts import current, own_secrets
from app.accounts.passphrases import word_list
from app.chat import services as chat
from app.chat.models import Room
from app.contributions import services as door
from app.contributions.models import Contribution
from app.contributions.services import Words
from app.errors import Invalid
from tests.accounts.test_doors import joined
from tests.accounts.test_recovery import keeps_codes
from tests.support.cast import Person, a_member, a_visitor, at_work


@pytest.fixture
def room_id(app: Flask) -> str:
    with at_work(app):
        names = {"name_ja": "部屋", "name_en": "Room", "purpose_ja": "話す", "purpose_en": "Talk"}
        room = Room(slug="konbanwa", position=1, **names)
        db.session().add(room)
        db.session().flush()
        return room.id


def say(app: Flask, person: Person, room_id: str, body: str) -> str:
    with at_work(app, person) as actor:
        line = chat.Line(body, f"nonce-{hash(body)}")
        said = chat.say(actor, db.session().get_one(Room, room_id), line)
        return str(said.receipt)


@pytest.mark.parametrize("spelling", ["{}", "鍵は{}です", "あああ{}あああ", "abc{}xyz"])
def test_a_recovery_code_is_stopped_at_the_door_in_any_spelling(app: Flask, room_id: str, spelling: str) -> None:
    person = a_member(app)
    code = keeps_codes(person.client).codes[3]
    for written in (code, code.replace("-", ""), code.upper(), code.replace("-", "　")):
        with pytest.raises(Invalid, match="予備のことば"):
            say(app, person, room_id, spelling.format(written))
    with at_work(app):
        assert db.session().scalar(select(func.count()).select_from(Contribution)) == 0


def test_the_passphrase_is_stopped_at_the_door_and_when_rewriting(app: Flask, room_id: str) -> None:
    client = a_visitor(app)
    words = joined(client).words
    with at_work(app):
        member_id = db.session().scalars(select(own_secrets.Credential.member_id)).one()
        for text in (" ".join(words), "あのね、" + "、".join(words) + "だよ", "".join(words)):
            assert own_secrets.are_in(current.keys(), member_id, text)
        assert not own_secrets.are_in(current.keys(), member_id, " ".join(words[:7]))
        assert not own_secrets.are_in(current.keys(), member_id, " ".join(reversed(words)))


def test_rewriting_is_the_same_door(app: Flask, room_id: str) -> None:
    person = a_member(app)
    code = keeps_codes(person.client).codes[0]
    say(app, person, room_id, "こんばんは")
    with at_work(app, person) as actor:
        said = db.session().scalars(select(Contribution)).one()
        with pytest.raises(Invalid):
            door.revise(actor, said, Words("", code))
        assert said.body == "こんばんは"


def test_other_peoples_words_and_ordinary_texts_pass(app: Flask, room_id: str) -> None:
    person, other = a_member(app), a_member(app)
    others_code = keeps_codes(other.client).codes[0]
    keeps_codes(person.client)
    assert say(app, person, room_id, f"この文字は {others_code} なんでしょう") != ""
    assert say(app, person, room_id, " ".join(word_list("ja").words[:20])) != ""
    assert say(app, person, room_id, "thisisaverylongenglishwordwithoutspaces") != ""


def test_who_pasted_it_by_mistake_keeps_the_typed_text(app: Flask, room_id: str) -> None:
    person = a_member(app)
    code = keeps_codes(person.client).codes[0]
    answer = person.post("/rooms/konbanwa/messages", body=f"合いことばは {code} でした", nonce="n1")
    assert answer.status_code == 422
    assert f"合いことばは {code} でした" in answer.get_data(as_text=True)
