"""Taking everything back, and going for good: nothing of one's own stays, nothing of anybody else's goes."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, text

from app import db
from app.accounts import masks
from app.accounts.credentials import Credential, RecoveryCode
from app.accounts.models import BrowserSession, Mask, Member
from app.contributions.models import Contribution, Revision
from app.db import Base
from app.leaving import services
from tests.accounts.pages_read import seen
from tests.accounts.test_recovery import enters, keeps_codes
from tests.leaving.community import Community, lived_in
from tests.support.cast import a_member, a_visitor, an_app, at_work, looking

OFFER = re.compile(r'name="offer" value="([^"]+)"')
SHOWN = re.compile(r"「(\S+)」と書いてください")
OWN_WORDS = [
    "ゆきの題",
    "ゆきのはじめのことば",
    "ゆきの書きなおし",
    "ゆきの部屋のことば",
    "ゆきの質問です",
    "はなさんへの返事",
]
OTHERS_WORDS = ["はなの題", "はなの書きなおし", "はなの部屋のことば", "はなの質問です", "ゆきさんへの返事"]


@pytest.fixture
def app(migrated_database_url: str) -> Flask:
    return an_app(migrated_database_url)


@pytest.fixture
def community(app: Flask) -> Community:
    return lived_in(app, a_member(app, "はるのゆき"), a_member(app, "なつのはな"))


def confirmed(client: FlaskClient, path: str, **changes: str) -> int:
    page = seen(client, "/me/leaving")
    fields = dict(re.findall(r'name="(csrf_token|offer)" value="([^"]+)"', page))
    fields["word"] = SHOWN.search(page)[1]  # type: ignore[index]  # the page always shows one
    return client.post(path, data=fields | changes).status_code


def kept(app: Flask) -> str:
    """Every value in every row of every table."""
    with looking(app):
        rows = [
            tuple(row)
            for table in Base.metadata.sorted_tables
            for row in db.session().execute(text(f"SELECT * FROM {table.name}"))
        ]
    return repr([tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in rows])


def traces_of(community: Community) -> dict[str, bytes]:
    """What would tell that the leaver was ever here."""
    person, found = community.leaver, {}
    with looking(community.app, person) as actor:
        session = db.session()
        member = session.get_one(Member, person.member_id)
        for number, mask in enumerate(session.scalars(select(Mask).where(Mask.id.in_(list(actor.masks))))):
            found |= {f"name {number}": mask.name.encode(), f"mask {number}": mask.id.encode()}
            found |= {f"owner tag {number}": mask.owner_tag, f"sealed owner {number}": mask.owner_sealed}
        credential = session.get_one(Credential, member.id)
        found |= {"tag": credential.lookup_tag, "hash": credential.passphrase_hash.encode()}
        codes = session.scalars(select(RecoveryCode).where(RecoveryCode.member_id == member.id))
        found |= {f"code {number}": code.lookup_tag for number, code in enumerate(codes)}
        tokens = session.scalars(select(BrowserSession.token_hash).where(BrowserSession.member_id == member.id))
        found |= {f"token {number}": token for number, token in enumerate(tokens)}
        found |= {"member": member.id.encode(), "choices": member.choices}
    return found | {
        word: word.encode() for word in [*OWN_WORDS, "はなさんの部屋のことばが気になる", "ゆきさんへ見守りから"]
    }


def test_taking_everything_back_empties_every_text_and_keeps_name_and_the_words_of_others(community: Community) -> None:
    client = community.leaver.client
    assert confirmed(client, "/me/leaving/texts") == 303
    remaining = kept(community.app)
    assert [word for word in OWN_WORDS if word in remaining] == []
    assert [word for word in OTHERS_WORDS if word not in remaining] == []
    assert community.leaver.mask_name in seen(client, "/me")
    assert "ゆきさんへの返事" in seen(a_visitor(community.app), f"/threads/{community.thread_id}")


def test_going_leaves_no_row_that_tells_of_the_member(community: Community) -> None:
    keeps_codes(community.leaver.client)
    traces = traces_of(community)
    before = kept(community.app)
    unseen = [what for what, trace in traces.items() if repr(trace)[2:-1] not in before and _text(trace) not in before]
    assert unseen == [], "the search finds what is there"
    assert confirmed(community.leaver.client, "/me/leaving") == 303
    after = kept(community.app)
    assert [what for what, trace in traces.items() if repr(trace)[2:-1] in after or _text(trace) in after] == []
    assert [word for word in OTHERS_WORDS if word not in after] == []


def _text(trace: bytes) -> str:
    try:
        return trace.decode()
    except UnicodeDecodeError:
        return repr(trace)


def test_going_leaves_no_byte_in_the_files_of_the_database(sqlite_url: str) -> None:
    app = an_app(sqlite_url)
    community = lived_in(app, a_member(app, "はるのゆき"), a_member(app, "なつのはな"))
    keeps_codes(community.leaver.client)
    traces = traces_of(community)
    assert [what for what, trace in traces.items() if trace not in _bytes_of(app, sqlite_url)] == []
    assert confirmed(community.leaver.client, "/me/leaving") == 303
    remaining = _bytes_of(app, sqlite_url)
    assert [what for what, trace in traces.items() if trace in remaining] == []
    assert all(word.encode() in remaining for word in OTHERS_WORDS)


def test_without_overwriting_the_files_would_still_tell_so_the_search_means_something(sqlite_url: str) -> None:
    app = an_app(sqlite_url)

    @event.listens_for(app.extensions["tomoshibi_db"].engine, "connect")
    def keep_what_is_deleted(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA secure_delete=OFF")

    community = lived_in(app, a_member(app, "はるのゆき"), a_member(app, "なつのはな"))
    traces = traces_of(community)
    assert confirmed(community.leaver.client, "/me/leaving") == 303
    remaining = _bytes_of(app, sqlite_url)
    assert [what for what, trace in traces.items() if trace in remaining] != []


def _bytes_of(app: Flask, url: str) -> bytes:
    with app.extensions["tomoshibi_db"].engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))


def test_who_went_is_out_everywhere_and_cannot_come_back_in(community: Community) -> None:
    app, client, phone = community.app, community.leaver.client, a_visitor(community.app)
    assert enters(phone, community.leaver.passphrase) == 303
    page = seen(client, "/me/leaving")
    fields = dict(re.findall(r'name="(csrf_token|offer)" value="([^"]+)"', page))
    answer = client.post("/me/leaving", data=fields | {"word": SHOWN.search(page)[1]})  # type: ignore[index]  # as above
    assert answer.headers["Location"] == "/farewell"
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get("/farewell").status_code == 200
    assert (client.get("/me").status_code, phone.get("/me").status_code) == (303, 303)
    assert enters(a_visitor(app), community.leaver.passphrase) == 422
    assert community.stayer.client.get("/me").status_code == 200


def test_answers_of_others_stay_readable_in_their_place(community: Community) -> None:
    confirmed(community.leaver.client, "/me/leaving")
    page = seen(a_visitor(community.app), f"/threads/{community.thread_id}")
    assert "ゆきさんへの返事" in page
    assert "はるのゆき" not in page
    with looking(community.app):
        emptied = db.session().scalars(select(Contribution).where(Contribution.mask_id == masks.GONE)).all()
        assert len(emptied) == 4
        assert all(row.title == row.body == row.html == "" and row.nonce is None for row in emptied)


def test_two_who_went_cannot_be_told_apart(community: Community) -> None:
    for person in (community.leaver, community.stayer):
        assert confirmed(person.client, "/me/leaving") == 303
    with looking(community.app):
        assert [mask.id for mask in db.session().scalars(select(Mask))] == [masks.GONE]
        assert set(db.session().scalars(select(Contribution.mask_id))) == {masks.GONE}
        assert db.session().scalars(select(Member)).all() == []


def test_nobody_can_take_the_name_of_those_who_went(app: Flask) -> None:
    with looking(app):
        assert not masks.is_free("ここを出た人")
        assert not masks.is_free("ココを出た人")


@pytest.mark.parametrize("path", ["/me/leaving", "/me/leaving/texts"])
def test_without_the_shown_word_nothing_happens(community: Community, path: str) -> None:
    before = kept(community.app)
    assert confirmed(community.leaver.client, path, word="ちがう") == 422
    assert confirmed(community.leaver.client, path, word="") == 422
    assert confirmed(community.leaver.client, path, offer="00ff") == 422
    others = OFFER.search(seen(community.stayer.client, "/me/leaving"))[1]  # type: ignore[index]  # always there
    assert confirmed(community.leaver.client, path, offer=others) == 422
    assert kept(community.app) == before


def test_many_texts_go_in_steps_and_an_interrupted_going_can_be_finished(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "AT_ONCE", 2)
    community = lived_in(app, a_member(app, "はるのゆき"), a_member(app, "なつのはな"))
    with at_work(app, community.leaver) as actor:
        assert services.withdraw_some(actor), "two of four are gone, and there is more"
    with looking(app, community.leaver) as actor:
        own = select(Contribution).where(Contribution.mask_id.in_(list(actor.masks)), Contribution.body != "")
        assert len(db.session().scalars(own).all()) == 2
    assert confirmed(community.leaver.client, "/me/leaving") == 303
    assert [word for word in OWN_WORDS if word in kept(app)] == []
    with looking(app):
        assert db.session().scalars(select(Revision)).all() != [], "the other one's earlier words are theirs"


def test_looking_at_the_page_changes_nothing(community: Community) -> None:
    before = kept(community.app)
    seen(community.leaver.client, "/me/leaving")
    seen(community.leaver.client, "/me/export")
    community.leaver.client.get("/me/export/memo.zip")
    assert kept(community.app) == before
