"""Openings that may be about something like this: across languages, never one's own, never what cannot be read."""

import pytest
from sqlalchemy import select

from app import db
from app.contributions import gathering, neighbours
from app.contributions import services as door
from app.contributions.models import Contribution
from app.contributions.services import Words
from app.finding import neighbours as index
from app.finding import reading
from app.finding.models import Meaning
from app.search.commands import read_what_waits
from tests.search.conftest import Night
from tests.support.cast import an_app, at_work, looking, token

MEETING = (
    "面談に何を持って行きましたか",
    "来週、担任と学年主任の先生と話します。前回は何も持たずに行って、うなずくだけで終わってしまいました。紙に書いて行った方、どんなことを書きましたか。",
)
MEETING_EN = (
    "How do you ask a Japanese school for a meeting?",
    (
        "I write that I would like to discuss support for my daughter with the homeroom teacher,"
        " and the translation comes out as a complaint. What did you bring?"
    ),
)
COOKING = (
    "炊飯器がこわれました",
    "日曜日に炊飯器がこわれて、鍋でごはんを炊きました。水の量がむずかしくて、少しこげましたが、家族はおいしいと言って食べていました。",
)
MORE = (
    "担任の先生との話し合い",
    "あした学校で担任の先生と面談があります。聞きたいことを紙に書いていくつもりですが、何から話せばいいのか分かりません。みなさんは何を話しましたか。",
)


@pytest.fixture
def sets(night: Night) -> dict[str, str]:
    """Yuki has written about a meeting at school, in two languages, and about a rice cooker."""
    return {title: night.writes(title, body) for title, body in (MEETING, MEETING_EN, COOKING)}


def near(night: Night, words: tuple[str, str]) -> list[str]:
    with looking(night.app, night.aki) as actor:
        return [each.title for each in neighbours.of_words(actor, *words)]


@pytest.mark.usefixtures("sets")
def test_what_is_about_the_same_is_near_in_another_language_too(night: Night) -> None:
    assert set(near(night, MORE)) == {MEETING[0], MEETING_EN[0]}


@pytest.mark.usefixtures("sets")
def test_ones_own_texts_are_not_shown_as_those_of_others(night: Night) -> None:
    with looking(night.app, night.yuki) as actor:
        assert neighbours.of_words(actor, *MORE) == []


def test_beside_a_thread_stand_at_most_three_others_and_not_itself(night: Night, sets: dict[str, str]) -> None:
    page = night.visitor.get(f"/threads/{sets[MEETING[0]]}").get_data(as_text=True)
    assert "近い経験の投稿" in page
    assert f'class="near__title" href="/threads/{sets[MEETING_EN[0]]}"' in page
    assert f'class="near__title" href="/threads/{sets[MEETING[0]]}"' not in page
    assert COOKING[0] not in page


@pytest.mark.parametrize("verb", ["hold", "remove"])
def test_what_is_out_of_sight_is_near_to_nothing(night: Night, sets: dict[str, str], verb: str) -> None:
    assert MEETING[0] in near(night, MORE)
    night.does(verb, sets[MEETING[0]])
    assert MEETING[0] not in near(night, MORE)
    with looking(night.app):
        assert len(db.session().scalars(select(Meaning)).all()) == 2
    night.does("publish", sets[MEETING[0]])
    assert MEETING[0] in near(night, MORE)


def test_what_a_process_still_remembers_is_asked_of_the_database_before_it_is_shown(
    night: Night, sets: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MEETING[0] in near(night, MORE)
    night.does("hold", sets[MEETING[0]])
    monkeypatch.setattr(index.Memory, "_catch_up", lambda _memory: None)
    assert MEETING[0] not in near(night, MORE)


def test_where_the_nearest_is_out_of_sight_the_next_one_is_shown(
    night: Night, sets: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sets[MORE[0]] = night.writes(*MORE)
    monkeypatch.setattr(neighbours, "ASKED_AT_ONCE", 1)

    def beside() -> list[str]:
        with looking(night.app, night.aki) as actor:
            about = db.session().get_one(Contribution, sets[MEETING[0]])
            return [each.title for each in neighbours.beside(actor, about)]

    nearest, following = beside()
    monkeypatch.setattr(index.Memory, "_catch_up", lambda _memory: None)
    night.does("hold", sets[nearest])
    assert beside() == [following]


def test_a_second_process_hears_of_what_comes_and_goes(night: Night, sets: dict[str, str]) -> None:
    other = an_app(night.app.extensions["tomoshibi_settings"].database_url)
    memory = other.extensions[index.EXTENSION]
    with looking(other):
        memory.near(reading.meaning_of(*MORE), 5)
        assert memory.held == 3
    night.does("remove", sets[MEETING[0]])
    night.writes(*MORE)
    with at_work(night.app, night.yuki) as actor:
        changed = Words("別の話", COOKING[1] + "そのあとで新しいのを買いました。")
        assert door.revise(actor, db.session().get_one(Contribution, sets[COOKING[0]]), changed).contribution
    with looking(other):
        nearest = memory.near(reading.meaning_of(*MORE), 5)
        assert memory.held == 3
        assert memory.openings(nearest)[0] == newest_of(night)


def newest_of(night: Night) -> str:
    found = select(Contribution.id).where(Contribution.title == MORE[0])
    return db.session().scalars(found).one()


def test_a_greeting_is_compared_with_nothing(night: Night) -> None:
    night.writes("だれか起きていますか", "とくに用はないです。")
    with looking(night.app):
        assert db.session().scalars(select(Meaning)).all() == []


def test_while_writing_a_small_list_comes_and_nothing_is_kept(night: Night, sets: dict[str, str]) -> None:
    fields = {"csrf_token": token(night.aki.client), "title": MORE[0], "body": MORE[1], "first": "question"}
    answer = night.aki.client.post("/search/near", data=fields)
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert page.lstrip().startswith("<aside")
    assert f"/threads/{sets[MEETING[0]]}" in page
    assert night.aki.client.post("/search/near", data=fields | {"title": "", "body": "あ"}).status_code == 204
    assert night.visitor.post("/search/near", data=fields | {"csrf_token": token(night.visitor)}).status_code == 401


def test_what_was_not_read_before_the_power_went_is_read_later(night: Night, sets: dict[str, str]) -> None:
    with at_work(night.app):
        db.session().execute(Meaning.__table__.delete())
    with night.app.app_context():
        assert read_what_waits() == 3
        assert read_what_waits() == 0
    night.app.extensions[index.EXTENSION] = index.Memory(night.app.extensions[reading.EXTENSION])
    assert MEETING[0] in near(night, MORE)


def test_the_index_can_be_made_anew(night: Night, sets: dict[str, str]) -> None:
    reply = night.answers(sets[COOKING[0]], "うちも転校しました。")
    night.does("hold", sets[MEETING[0]])
    with at_work(night.app):
        gathering.begin()
    assert night.finds("転校") == []
    done = night.app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert done.exit_code == 0, done.output
    assert night.finds("転校") == [reply]
    assert night.finds("面談") == []
    assert night.finds("炊飯器", answered="answered") == [sets[COOKING[0]]]
    assert near(night, MORE) == [MEETING_EN[0]]


def test_what_does_not_fit_into_memory_exactly_is_near_all_the_same(
    night: Night, sets: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "MOST_HELD", 1)
    memory = index.Memory(night.app.extensions[reading.EXTENSION])
    with looking(night.app):
        found = memory.openings(memory.near(reading.meaning_of(*MORE), 5))
        assert set(found) == {sets[MEETING[0]], sets[MEETING_EN[0]]}
        assert memory.held == 3
        assert memory.near_to(sets[MEETING[0]], 5) == [sets[MEETING_EN[0]]]
        assert memory.near_to(sets[MEETING_EN[0]], 5) == [sets[MEETING[0]]]


def test_what_came_later_moves_the_oldest_aside_and_what_is_gone_is_gone_there_too(
    night: Night, sets: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "MOST_HELD", 3)
    memory = index.Memory(night.app.extensions[reading.EXTENSION])
    with looking(night.app):
        memory.near(reading.meaning_of(*MORE), 5)
    more = night.writes(*MORE)
    with looking(night.app):
        near = memory.openings(memory.near(reading.meaning_of(*MORE), 5))
        assert near[0] == more
        assert set(near) == {more, sets[MEETING[0]], sets[MEETING_EN[0]]}
        assert memory.held == 4
    night.does("remove", sets[MEETING[0]])
    with looking(night.app):
        assert set(memory.openings(memory.near(reading.meaning_of(*MORE), 5))) == {more, sets[MEETING_EN[0]]}
        assert memory.held == 3


def test_a_process_that_was_away_too_long_begins_anew(
    night: Night, sets: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.finding import services

    memory = night.app.extensions[index.EXTENSION]
    assert MEETING[0] in near(night, MORE)
    monkeypatch.setattr(services, "DEPARTURES_KEPT", 0)
    for title in (MEETING[0], MEETING_EN[0]):
        night.does("remove", sets[title])
    assert near(night, MORE) == []
    assert memory.held == 1
