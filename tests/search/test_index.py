"""One contract on both databases: everything that can be read is found, nothing else, and nothing that was."""

import random

import pytest
from sqlalchemy import insert, select

from app import db
from app.contributions import services as door
from app.contributions.models import Contribution
from app.contributions.services import Attempt, Words
from app.finding import letters, queries, ranking
from app.finding import services as index
from app.finding.facts import Facts
from app.finding.models import Bits, Departure, Entry, Meaning
from app.finding.queries import Wanted
from app.finding.ranking import Seen
from app.forum.models import Board, Wants
from tests.search.conftest import Night
from tests.support.cast import at_work, looking
from tests.support.threads import PHONE, a_held_reply

PIECES = "学校 学級 転校 復職 職場 朝 夜 眠れない 行けない ない ました 先生 電話 school schools late night カウンセラー ﾌﾘｰｽｸｰﾙ".split()
# Long enough to be about something, so that its meaning is kept, too.
TOLD = "春から別の学校へ移ることになりました。先生とは何度も話しましたが、まだ決めきれないこともあって、夜になると考えてしまいます。"
ASKED = [
    "転校",
    "復職",
    "学校",
    "ない",
    "夜",
    "school",
    "la",
    "眠れない夜",
    "学校に 電話",
    "フリースクール",
    "ました 朝 night",
    "職場 先生",
]


def test_two_letters_are_enough(night: Night) -> None:
    back, moved = night.writes("復職の朝", "きょうから仕事です。"), night.writes("春のこと", "転校を考えています。")
    assert night.finds("復職") == [back]
    assert night.finds("転校") == [moved]
    assert night.finds("復転") == []


def test_titles_bodies_and_replies_are_found_the_newest_first(night: Night) -> None:
    first = night.writes("転校の話")
    second = night.writes("春", "転校しました。")
    reply = night.answers(first, "うちも転校しました。")
    assert night.finds("転校") == [reply, second, first]
    assert night.finds("転校", only_titles=True) == [first]


def test_the_index_finds_what_reading_everything_finds(night: Night) -> None:
    chance = random.Random(5)  # always the same texts
    with at_work(night.app):
        some = [f"text{number}" for number in range(400)]
        rows = [{"id": each, "kind": "thread", "mask_id": night.yuki.mask_id, "body": "", "html": ""} for each in some]
        db.session().execute(insert(Contribution.__table__), rows)
        texts = [
            (
                text,
                Words(
                    " ".join(chance.choices(PIECES, k=3)),
                    "".join(chance.choices([*PIECES, "に", "の", "。", " "], k=30)),
                ),
                Facts("here", chance.choice(["listening", "advice"]), chance.random() < 0.3, chance.random() < 0.5),
            )
            for text in some
        ]
        index.put_all(texts[:380])
        for about, words, facts in texts[380:]:
            index.put(about, words, facts)
        for about, words, facts in texts[100:140]:
            index.put(about, Words(words.title, words.body[:40]), facts)
        for about, _words, _facts in texts[200:240]:
            index.drop(about)
    with looking(night.app):
        for typed in ASKED:
            for more in (
                {},
                {"only_titles": True},
                {"wants": "advice"},
                {"answered": "unanswered", "places": ("here",)},
            ):
                wanted = Wanted(letters.read(typed).clauses, **more)  # type: ignore[arg-type]  # by name
                assert wanted.clauses
                plain = queries.plainly(wanted, None, 1000)
                assert queries.newest(wanted, None, 1000) == plain, (typed, more)
                assert queries.newest(wanted, 250, 7) == [number for number in plain if number < 250][:7]
        assert len(queries.plainly(Wanted(letters.read("ない").clauses), None, 1000)) > 50, "there is something to find"


def test_words_that_many_hold_and_words_that_few_hold_are_found_past_the_latest(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "LATEST", 5)
    threads = [night.writes(f"話{n}", "転校した朝" if n % 3 else "夜のこと") for n in range(12)]
    assert night.finds("転校") == [each for n, each in reversed(list(enumerate(threads))) if n % 3]
    assert night.finds("夜の") == [each for n, each in reversed(list(enumerate(threads))) if n % 3 == 0]


@pytest.mark.parametrize("verb", ["hold", "remove"])
def test_what_a_person_takes_out_of_sight_is_found_no_more_and_found_again_when_it_returns(
    night: Night, verb: str
) -> None:
    thread = night.writes("転校の話", TOLD)
    night.does(verb, thread)
    assert night.finds("転校") == []
    assert nothing_is_kept(night)
    night.does("publish", thread)
    assert night.finds("転校") == [thread]


def test_what_its_author_takes_back_is_found_no_more(night: Night) -> None:
    thread = night.writes("転校の話", f"復職のことも。{TOLD}")
    with at_work(night.app, night.yuki) as actor:
        door.withdraw(actor, db.session().get_one(Contribution, thread))
    assert night.finds("転校") == night.finds("復職") == []
    assert nothing_is_kept(night)


def test_what_waits_for_a_person_was_never_found(night: Night) -> None:
    thread = night.writes("春の話")
    held = a_held_reply(night.app, night.aki, thread, PHONE + "転校について")
    assert night.finds("転校") == []
    night.does("publish", held)
    assert night.finds("転校") == [held]


def test_edited_away_words_are_found_no_more(night: Night) -> None:
    thread = night.writes("転校の話", "もとのことば。")
    with at_work(night.app, night.yuki) as actor:
        found = db.session().get_one(Contribution, thread)
        assert door.revise(actor, found, Words("復職の話", "書きなおしたことば。")).contribution
    assert night.finds("転校") == night.finds("もとの") == []
    assert night.finds("復職") == [thread]


def test_an_edit_that_is_held_is_found_under_neither_words(night: Night) -> None:
    thread = night.writes("転校の話", "もとのことば。")
    with at_work(night.app, night.yuki) as actor:
        found = db.session().get_one(Contribution, thread)
        door.revise(actor, found, Words("復職の話", PHONE), Attempt.INSISTING)
        assert not found.is_visible
    assert night.finds("転校") == night.finds("復職") == []


def test_masking_by_a_moderator_takes_the_original_out(night: Night) -> None:
    thread = night.writes("春の話")
    held = a_held_reply(night.app, night.aki, thread, "転校のことは090-1234-5678まで")
    night.does("publish_masked", held)
    assert night.finds("転校") == [held]
    assert night.finds("5678") == []


def test_what_is_rolled_back_leaves_no_trace_in_the_index(night: Night) -> None:
    thread = night.writes("春の話")
    with looking(night.app), pytest.raises(Undone):
        _holds_and_fails(night, thread)
    assert night.finds("春の") == [thread]


class Undone(Exception):
    """The power goes."""


def _holds_and_fails(night: Night, thread: str) -> None:
    with at_work(night.app):
        door.hold(db.session().get_one(Contribution, thread))
        assert db.session().scalars(select(Entry)).all() == []
        raise Undone


def test_board_stage_wants_and_answers_narrow_the_search(night: Night) -> None:
    here = night.writes("転校の話")
    there = night.writes("転校の話", board=night.junior, wants=Wants.ADVICE)
    with looking(night.app):
        ids = {board.slug: board.id for board in db.session().scalars(select(Board))}
    assert night.finds("転校", places=(ids[night.junior],)) == [there]
    assert night.finds("転校", wants="listening") == [here]
    assert night.finds("転校", answered="answered") == []
    reply = night.answers(here, "読みました。")
    assert night.finds("転校", answered="answered") == [here]
    assert night.finds("転校", answered="unanswered") == [there]
    night.does("remove", reply)
    assert night.finds("転校", answered="answered") == []


def test_chat_and_questions_nobody_agreed_to_show_are_never_found(night: Night) -> None:
    from app.contributions import surfaces

    assert surfaces.kinds_found() == ["answer", "question", "reply", "thread"]


def test_what_fits_best_comes_first_and_every_page_is_different(night: Night) -> None:
    told = [night.writes(f"話{n}", "転校もすこし。") for n in range(4)]
    about = night.writes("転校の手続き", "転校、転校、また転校。")
    more = [night.writes(f"あと{n}", "転校もすこし。") for n in range(4)]
    wanted = Wanted(letters.read("転校").clauses)
    with looking(night.app):
        rows = dict(db.session().execute(select(Entry.number, Entry.contribution_id)).all())
        for order in (ranking.best_first, ranking.newest_first):
            seen, read = Seen(queries.last_number()), []
            for _page in range(20):
                found = order(wanted, seen, 2)
                read += [rows[number] for number in found.numbers]
                if found.following is None:
                    break
                seen = found.following
            assert sorted(read) == sorted([*told, about, *more])
            assert (read[0] == about) is (order is ranking.best_first)


def test_nothing_is_lost_where_weighing_ends(night: Night, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "WEIGHED", 4)
    headed = night.writes("転校の手続き")
    threads = [headed, *(night.writes(f"話{n}", "転校もすこし。") for n in range(11))]
    wanted = Wanted(letters.read("転校").clauses)
    with looking(night.app):
        rows = dict(db.session().execute(select(Entry.number, Entry.contribution_id)).all())
        for size in (1, 2, 3, 5, 20):
            seen, read = Seen(queries.last_number()), []
            for _page in range(30):
                found = ranking.best_first(wanted, seen, size)
                read += [rows[number] for number in found.numbers]
                if found.following is None:
                    break
                seen = found.following
            assert read[0] == headed
            assert sorted(read) == sorted(threads), size


def nothing_is_kept(night: Night) -> bool:
    with looking(night.app):
        kept = [db.session().scalars(select(table)).first() for table in (Entry, Bits, Meaning)]
        return kept == [None, None, None] and db.session().scalar(select(Departure)) is not None
