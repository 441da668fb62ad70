"""Coarse context: told if one likes, sealed, and shown only in company of at least twenty."""

from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app import clock, db
from app.accounts import choices, context_words, current, masks
from app.accounts.context import ENOUGH, NOTHING, REGION_OF, REGIONS, SINCES, STAGES, Context, shown
from app.accounts.mask_forms import PLACES
from app.accounts.models import Mask, Member
from app.ids import new_id
from tests.support.cast import Person, a_member, an_app, at_work, looking
from tests.support.threads import a_board, a_thread

CONTEXTS = st.builds(
    Context,
    st.sampled_from(["", *STAGES]),
    st.sampled_from(["", *SINCES[:2]]),
    st.sampled_from(["", "東京都", "千葉県", "香川県", "kanto", "tohoku"]),
)
TOLD = st.dictionaries(CONTEXTS, st.integers(1, 60), max_size=30)


@pytest.fixture
def app(sqlite_url: str) -> Flask:
    return an_app(sqlite_url)


@settings(max_examples=150, deadline=None)
@given(TOLD)
def test_everything_that_is_shown_is_shown_beside_at_least_twenty(told: dict[Context, int]) -> None:
    company: Counter[Context] = Counter()
    for context, now in shown(told).items():
        assert now.covers(context)
        company[now] += told[context]
    assert set(shown(told)) == set(told)
    assert all(number >= ENOUGH for context, number in company.items() if context.says_something)


@settings(max_examples=60, deadline=None)
@given(TOLD, CONTEXTS)
def test_whoever_goes_takes_nobody_elses_company_below_twenty(told: dict[Context, int], gone: Context) -> None:
    left = Counter(told) - Counter({gone: 1})
    company: Counter[Context] = Counter()
    for context, now in shown(left).items():
        company[now] += left[context]
    assert all(number >= ENOUGH for context, number in company.items() if context.says_something)


def test_what_is_left_over_of_a_region_is_not_shown_by_itself() -> None:
    told = {Context("primary", "year", "東京都"): 24, Context("primary", "year", "千葉県"): 1}
    assert shown(told)[Context("primary", "year", "東京都")] == Context("primary", "year", "東京都")
    assert shown(told)[Context("primary", "year", "千葉県")] == NOTHING


def test_it_becomes_coarser_step_by_step() -> None:
    steps, now = [], Context("primary", "year", "香川県")
    while now.says_something:
        steps.append(now)
        now = now.coarser
    assert [each.parts for each in steps] == [
        *(("primary", "year", "香川県"), ("primary", "year", "shikoku"), ("primary", "year", ""), ("primary", "", ""))
    ]
    assert len(REGION_OF) == 47
    assert len(PLACES) == 47 + len(REGIONS) - 1 + 1


def crowd(app: Flask, context: Context, number: int) -> None:
    """So many others who told the same."""
    with at_work(app):
        for _each in range(number):
            member = Member(id=new_id(), choices=b"")
            told = choices.Choices(context=context, shown=0)
            member.choices = choices.sealed(current.keys(), member.id, told)
            db.session().add(member)


def tells(person: Person, beside: str | None = None, **told: str) -> None:
    fields = {"stage": "primary", "since": "year", "place": "香川県", "beside": beside or person.mask_id} | told
    assert person.post("/me/context", **fields).status_code == 303


def beside(app: Flask, person: Person, days: int = 1) -> str:
    """What stands beside the usual name on a page, so many days later."""
    with clock.standing_at(clock.now() + timedelta(days=days)), looking(app):
        return context_words.beside(db.session().get_one(Mask, person.mask_id))


def test_it_stands_beside_the_name_as_soon_as_twenty_share_it_and_not_before(app: Flask) -> None:
    yuki = a_member(app)
    tells(yuki)
    crowd(app, Context("primary", "year", "香川県"), ENOUGH - 2)
    assert beside(app, yuki) == ""
    crowd(app, Context("primary", "year", "香川県"), 1)
    assert beside(app, yuki, days=2) == "小学生・行けなくなって1年ほど・香川県"


def test_it_is_on_the_page_of_a_thread_in_both_languages(app: Flask) -> None:
    yuki = a_member(app)
    tells(yuki, place="")
    crowd(app, Context("primary", "year", ""), ENOUGH)
    thread = a_thread(app, yuki, a_board(app))
    assert "小学生・行けなくなって1年ほど" in yuki.client.get(f"/threads/{thread}").get_data(as_text=True)


def test_a_newcomer_cannot_be_seen_completing_a_group_on_the_same_day(app: Flask) -> None:
    yuki, aki = a_member(app), a_member(app)
    tells(yuki)
    crowd(app, Context("primary", "year", "香川県"), ENOUGH - 2)
    assert beside(app, yuki) == ""
    tells(aki)
    assert beside(app, yuki) == ""
    assert beside(app, yuki, days=2) != ""


def test_it_goes_at_once_when_it_is_taken_back(app: Flask) -> None:
    yuki, aki = a_member(app), a_member(app)
    tells(yuki)
    tells(aki)
    crowd(app, Context("primary", "year", "香川県"), ENOUGH - 2)
    with clock.standing_at(clock.now() + timedelta(days=1)):
        assert beside(app, yuki, days=0) != ""
        assert aki.post("/me/context/remove").status_code == 303
        assert beside(app, yuki, days=0) == "", "and the others are no longer twenty"
        assert beside(app, aki, days=0) == ""


def test_who_takes_it_back_in_another_process_is_missing_within_minutes(app: Flask) -> None:
    yuki = a_member(app)
    tells(yuki)
    crowd(app, Context("primary", "year", "香川県"), ENOUGH - 1)
    assert beside(app, yuki, days=0) != ""
    with at_work(app):
        choices.change(current.keys(), yuki.member_id, context=NOTHING, shown=None)
    with clock.standing_at(clock.now() + timedelta(minutes=11)), looking(app):
        assert context_words.beside(db.session().get_one(Mask, yuki.mask_id)) == ""


def test_it_stands_beside_one_name_at_a_time(app: Flask) -> None:
    yuki = a_member(app)
    with at_work(app):
        other = masks.make(current.keys(), db.session().get_one(Member, yuki.member_id), "ほかの名").id
    tells(yuki)
    tells(yuki, beside=other)
    crowd(app, Context("primary", "year", "香川県"), ENOUGH)
    assert beside(app, yuki) == ""
    with clock.standing_at(clock.now() + timedelta(days=1)), looking(app):
        assert context_words.beside(db.session().get_one(Mask, other)) != ""


def test_it_stands_beside_no_name_that_is_not_ones_own(app: Flask) -> None:
    yuki, aki = a_member(app), a_member(app)
    answer = yuki.post("/me/context", stage="primary", since="", place="", beside=aki.mask_id)
    assert answer.status_code == 422
    answer = yuki.post("/me/context", stage="primary", since="", place="渋谷区", beside="")
    assert answer.status_code == 422


def test_the_database_does_not_tell_it(app: Flask) -> None:
    yuki, aki = a_member(app), a_member(app)
    tells(yuki)
    with looking(app):
        rows = db.session().execute(text("SELECT * FROM members")).all()
        sizes = {len(db.session().get_one(Member, each.member_id).choices) for each in (yuki, aki)}
    said = repr([tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in rows])
    assert "primary" not in said
    assert "香川" not in said
    assert len(sizes) == 1, "who told something has a row like everybody's"
