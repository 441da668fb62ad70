"""わかる, そばにいます, ありがとう: without words, seen by the author alone, and nobody can list who felt what."""

import re

import pytest
from sqlalchemy import select, text

from app import db
from app.forum import feelings
from app.forum.models import Feeling
from app.leaving import services as leaving
from tests.support.cast import Person, a_member, a_visitor, at_work, looking, token
from tests.support.threads import Evening, a_held_reply, a_reply

KINDS = ("understood", "beside", "thanks")


def feel(person: Person, evening: Evening, post: str, kind: str = "beside", way: str = ""):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    return person.post(f"{evening.page}/posts/{post}/feelings{way}", kind=kind)


def rows(evening: Evening) -> list[tuple[str, str]]:
    with looking(evening.app):
        return sorted((each.contribution_id, each.kind.value) for each in db.session().scalars(select(Feeling)))


def test_three_people_stand_beside_somebody_who_alone_is_told(evening: Evening) -> None:
    for person in (evening.aki, a_member(evening.app), a_member(evening.app)):
        sent = feel(person, evening, evening.thread)
        assert sent.status_code == 303
        assert sent.location == f"{evening.page}#post-{evening.thread}"
    assert "3人がそばにいます" in evening.read(evening.yuki)
    for person, told in ((evening.yuki, 3), (evening.aki, 0)):
        with looking(evening.app, person) as actor:
            come = feelings.come_to(actor, {evening.thread: evening.yuki.mask_id})
            assert sum(sum(each.values()) for each in come.values()) == told
    for reader in (evening.aki, None):
        assert not re.search(r"\d人", evening.read(reader))
        assert not re.search(r"\d人", evening.read(reader, f"/boards/{evening.board}"))


def test_one_feeling_per_person_the_last_one_counts_and_it_can_be_taken_back(evening: Evening) -> None:
    for kind in ("beside", "beside", "thanks"):
        feel(evening.aki, evening, evening.thread, kind)
    assert rows(evening) == [(evening.thread, "thanks")]
    own = evening.read(evening.aki)
    assert own.count('aria-pressed="true"') == 1 + _pressed_elsewhere(own)
    assert f'formaction="{evening.page}/posts/{evening.thread}/feelings/remove"' in own
    assert feel(evening.aki, evening, evening.thread, "thanks", "/remove").status_code == 303
    assert rows(evening) == []
    assert "/feelings/remove" not in evening.read(evening.aki)


def test_the_same_person_under_another_name_is_the_same_person(quick_evening: Evening) -> None:
    evening = quick_evening
    evening.aki.post("/me/masks", name="べつの灯")
    feel(evening.aki, evening, evening.thread)
    feel(evening.aki, evening, evening.thread, "thanks")
    assert len(rows(evening)) == 1


def test_never_for_ones_own_words_or_for_what_cannot_be_read(quick_evening: Evening) -> None:
    evening = quick_evening
    held = a_held_reply(evening.app, evening.aki, evening.thread)
    assert feel(evening.yuki, evening, evening.thread).status_code == 403
    assert feel(evening.yuki, evening, held).status_code == 404
    assert feel(evening.aki, evening, held).status_code == 404
    assert feel(evening.aki, evening, evening.thread, "likes").status_code == 422
    assert "feelings" not in evening.read(evening.yuki)
    visitor = a_visitor(evening.app)
    path = f"{evening.page}/posts/{evening.thread}/feelings"
    assert visitor.post(path, data={"kind": "beside", "csrf_token": token(visitor)}).status_code == 401
    assert "feelings" not in evening.read()
    assert rows(evening) == []


def test_words_that_are_taken_back_take_along_what_was_felt(quick_evening: Evening) -> None:
    evening = quick_evening
    reply = a_reply(evening.app, evening.yuki, evening.thread)
    for post in (reply, evening.thread):
        feel(evening.aki, evening, post)
        evening.yuki.post(f"/contributions/{post}/withdrawal")
    assert rows(evening) == []


def test_who_leaves_takes_back_what_they_gave_and_nothing_else(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feelings, "AT_ONCE", 2)
    posts = [evening.thread, *(a_reply(evening.app, evening.yuki, evening.thread, f"返事 {n}") for n in range(4))]
    stays = a_member(evening.app)
    for post in posts:
        feel(evening.aki, evening, post)
        feel(stays, evening, post, "thanks")
    with at_work(evening.app, evening.aki) as actor:
        leaving.erase(actor)
    assert rows(evening) == sorted((post, "thanks") for post in posts)


def test_a_stolen_database_does_not_say_who_felt_what(evening: Evening) -> None:
    reply = a_reply(evening.app, evening.yuki, evening.thread)
    for post in (evening.thread, reply):
        feel(evening.aki, evening, post)
    with looking(evening.app):
        found = db.session().execute(text("SELECT * FROM feelings")).all()
    values = {
        bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value) for row in found for value in row
    }
    assert len(found) == 2
    assert values & {evening.aki.member_id, evening.aki.mask_id, evening.yuki.mask_id} == set()
    tags = [bytes(row.tag) for row in found]
    assert tags[0][:4] != tags[1][:4], "two of one person have nothing in common"


def _pressed_elsewhere(page: str) -> int:
    """The switches for light and language are pressed buttons, too."""
    return len(re.findall(r'class="switch__choice"[^>]*aria-pressed="true"', page))
