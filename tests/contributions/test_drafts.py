"""What somebody has begun to write waits for them where they left it, and for nobody else."""

import json
import re
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select, text

from app import clock, db
from app.contributions import drafts
from app.contributions.models import Contribution, Unsent
from app.retention import EXPIRIES
from tests.support.cast import Person, a_visitor, at_work, looking, token
from tests.support.threads import PHONE, Evening

WORDS = "ことばの途中。あしたの朝のことを考えると"
OFFER = "書きかけがあります"


def begin(person: Person, place: str, **fields: object):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    return person.post("/drafts", place=place, **({"body": WORDS} | fields))


def rows(evening: Evening) -> list[Unsent]:
    with looking(evening.app):
        found = list(db.session().scalars(select(Unsent)))
        db.session().expunge_all()
        return found


def kept_of(evening: Evening, person: Person) -> dict[str, str]:
    with looking(evening.app, person) as actor:
        return {each.place: each.fields["body"] for each in drafts.all_of(actor)}


def test_what_was_begun_is_offered_where_it_was_begun_and_nowhere_else(evening: Evening) -> None:
    place, elsewhere = f"{evening.page}/replies", f"/boards/{evening.board}/threads/new"
    assert begin(evening.aki, place).status_code == 204
    shown = evening.read(evening.aki, evening.page)
    assert OFFER in shown
    assert WORDS in shown
    assert OFFER not in evening.read(evening.aki, elsewhere)
    for other in (evening.read(evening.yuki, evening.page), evening.read(path=evening.page)):
        assert OFFER not in other
        assert WORDS not in other


def test_going_on_brings_everything_back_into_the_form_without_a_script(quick_evening: Evening) -> None:
    yuki, place = quick_evening.yuki, f"/boards/{quick_evening.board}/threads"
    begin(yuki, place, title="まだ題だけ", wants="advice", warning="けがの話", mask="fresh", fresh_name="よるの月")
    offered = quick_evening.read(yuki, f"{place}/new")
    for field in ('value="まだ題だけ"', 'value="advice"', 'value="けがの話"', 'value="fresh"', 'value="よるの月"'):
        assert field in offered
    assert 'value="rewrite"' in offered
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', offered.partition("begun__ways")[2]))
    form = yuki.post(place, **{**fields, "choice": "rewrite"})
    again = form.get_data(as_text=True)
    assert form.status_code == 200
    for words in (WORDS, "まだ題だけ", "けがの話", "よるの月"):
        assert words in again
    assert OFFER not in again
    assert WORDS in kept_of(quick_evening, yuki)[place]


@pytest.mark.parametrize(
    ("path", "field"),
    [("/threads/{thread}/replies", "/threads/{thread}"), ("/boards/{board}/threads", "/boards/{board}/threads/new")],
)
def test_a_draft_outlives_logging_out_and_a_new_sign_in(quick_evening: Evening, path: str, field: str) -> None:
    names = {"thread": quick_evening.thread, "board": quick_evening.board}
    begin(quick_evening.aki, path.format(**names))
    quick_evening.aki.post("/logout")
    back = a_visitor(quick_evening.app)
    words = {"csrf_token": token(back), "passphrase": quick_evening.aki.passphrase}
    assert back.post("/login", data=words).status_code == 303
    assert OFFER in back.get(field.format(**names)).get_data(as_text=True)


def test_a_draft_is_gone_once_its_words_have_arrived(evening: Evening) -> None:
    place = f"{evening.page}/replies"
    begin(evening.aki, place, nonce="eins")
    sent = evening.aki.post(place, body=WORDS, nonce="eins")
    assert sent.status_code == 303
    assert rows(evening) == []
    # A word of the script that was still under way comes too late.
    assert begin(evening.aki, place, nonce="eins").status_code == 200
    assert rows(evening) == []


def test_a_form_that_was_asked_about_or_turned_down_keeps_its_words_without_scripts(evening: Evening) -> None:
    place = f"{evening.page}/replies"
    asked = evening.aki.post(place, body=PHONE, nonce="zwei")
    assert asked.status_code == 200
    assert kept_of(evening, evening.aki) == {place: PHONE}
    long = "あ" * 8_300
    assert evening.aki.post(place, body=long).status_code == 422
    assert kept_of(evening, evening.aki) == {place: long}
    gone = "/threads/nothere/replies"
    assert evening.aki.post(gone, body="だれもいない場所へ").status_code == 404
    assert kept_of(evening, evening.aki)[gone] == "だれもいない場所へ"
    masked = evening.aki.post(place, body=PHONE, nonce="zwei", choice="masked")
    assert masked.status_code == 303
    assert place not in kept_of(evening, evening.aki)


def test_too_many_forms_in_a_row_lose_nothing(quick_evening: Evening) -> None:
    place = f"{quick_evening.page}/replies"
    answers = [quick_evening.aki.post(place, body=f"これは{number}番めの返事です。" * 2) for number in range(14)]
    assert answers[-1].status_code == 429
    assert kept_of(quick_evening, quick_evening.aki) == {place: "これは13番めの返事です。" * 2}


def test_drafts_are_put_away_by_a_button_by_emptying_the_form_and_all_seen_in_one_place(quick_evening: Evening) -> None:
    place, other = f"{quick_evening.page}/replies", f"/boards/{quick_evening.board}/threads"
    begin(quick_evening.aki, place)
    begin(quick_evening.aki, other, body="べつの書きかけ")
    listed = quick_evening.read(quick_evening.aki, "/me/drafts")
    assert WORDS in listed
    assert "べつの書きかけ" in listed
    put_away = quick_evening.aki.post("/drafts/remove", place=place, next=quick_evening.page)
    assert put_away.location == quick_evening.page
    assert kept_of(quick_evening, quick_evening.aki) == {other: "べつの書きかけ"}
    begin(quick_evening.aki, other, body=" \n")
    assert kept_of(quick_evening, quick_evening.aki) == {}


def test_nobody_can_put_away_or_overwrite_the_draft_of_another(quick_evening: Evening) -> None:
    place = f"{quick_evening.page}/replies"
    begin(quick_evening.aki, place)
    quick_evening.yuki.post("/drafts/remove", place=place)
    begin(quick_evening.yuki, place, body="ゆきのことば")
    assert kept_of(quick_evening, quick_evening.aki) == {place: WORDS}
    visitor = a_visitor(quick_evening.app)
    turned_away = visitor.post("/drafts", data={"csrf_token": token(visitor), "place": place, "body": WORDS})
    assert turned_away.status_code == 401


@pytest.mark.parametrize(
    "place", ["", "/logout", "/threads", "https://example.org/threads/a/replies", "//a/b", "/me/masks"]
)
def test_only_places_one_can_write_to_have_drafts(quick_evening: Evening, place: str) -> None:
    assert begin(quick_evening.aki, place).status_code == 404
    assert rows(quick_evening) == []


def test_a_dump_tells_neither_who_drafts_nor_where_nor_how_much(evening: Evening) -> None:
    begin(evening.aki, f"{evening.page}/replies", body="あ")
    begin(evening.aki, f"/boards/{evening.board}/threads", title="題", body="い" * 8_000)
    begin(
        evening.yuki, f"{evening.page}/replies", body="".join(chr(0x4E00 + number % 20_000) for number in range(8_000))
    )
    found = rows(evening)
    assert len(found) == 3
    assert len({len(row.sealed) for row in found}) == 1
    everything = b"".join(row.tag + row.sealed for row in found)
    for telling in (evening.aki.member_id, evening.aki.mask_id, evening.thread, evening.board, "い" * 20):
        assert telling.encode() not in everything
    assert len({row.due_on for row in found}) == 1


def test_a_row_moved_under_another_tag_opens_for_nobody(quick_evening: Evening) -> None:
    begin(quick_evening.aki, f"{quick_evening.page}/replies")
    begin(quick_evening.yuki, f"{quick_evening.page}/replies", body="ゆきのことば")
    with at_work(quick_evening.app):
        first, second = db.session().scalars(select(Unsent)).all()
        first.sealed, second.sealed = second.sealed, first.sealed
    assert kept_of(quick_evening, quick_evening.aki) == kept_of(quick_evening, quick_evening.yuki) == {}


def test_tags_change_with_the_week_and_a_draft_goes_along(quick_evening: Evening) -> None:
    place = f"{quick_evening.page}/replies"
    begin(quick_evening.aki, place)
    before = rows(quick_evening)[0].tag
    with clock.standing_at(clock.now() + timedelta(days=8)):
        with at_work(quick_evening.app, quick_evening.aki) as actor:
            drafts.keep(actor, place, {"body": "つぎの週のことば"})
        after = rows(quick_evening)
        assert kept_of(quick_evening, quick_evening.aki) == {place: "つぎの週のことば"}
    assert [row.tag for row in after] != [before]
    assert len(after) == 1


def test_a_draft_ends_four_weeks_after_it_was_last_touched(evening: Evening) -> None:
    begin(evening.aki, f"{evening.page}/replies")
    expiry = next(each for each in EXPIRIES if each.what == "drafts")
    with clock.standing_at(clock.now() + timedelta(days=27)):
        assert kept_of(evening, evening.aki)
        expiry.forget_all(evening.app)
    assert len(rows(evening)) == 1
    with clock.standing_at(clock.now() + timedelta(days=28)):
        assert kept_of(evening, evening.aki) == {}
        expiry.forget_all(evening.app)
    assert rows(evening) == []


def test_only_so_many_wait_at_once_and_the_oldest_gives_way(quick_evening: Evening) -> None:
    with at_work(quick_evening.app, quick_evening.aki) as actor:
        for number in range(drafts.MOST):
            with clock.standing_at(clock.now() + timedelta(days=number)):
                drafts.keep(actor, f"/threads/{number}/replies", {"body": WORDS})
        with clock.standing_at(clock.now() + timedelta(days=drafts.MOST)):
            drafts.keep(actor, "/threads/last/replies", {"body": WORDS})
    with clock.standing_at(clock.now() + timedelta(days=drafts.MOST)):
        kept = kept_of(quick_evening, quick_evening.aki)
    assert len(kept) == drafts.MOST
    assert "/threads/0/replies" not in kept
    assert "/threads/last/replies" in kept


def test_one_takes_drafts_along_and_leaves_none_behind(evening: Evening) -> None:
    begin(evening.aki, f"{evening.page}/replies")
    begin(evening.yuki, f"{evening.page}/replies", body="ゆきのことば")
    file = evening.aki.client.get("/me/export/memo.zip").get_data()
    taken = json.loads(zipfile.ZipFile(BytesIO(file)).read("memo.json"))
    assert [draft["body"] for draft in taken["drafts"]] == [WORDS]
    with at_work(evening.app, evening.aki) as actor:
        drafts.forget(actor)
    assert len(rows(evening)) == 1


def test_a_draft_is_never_screened_shown_or_found(evening: Evening) -> None:
    begin(evening.aki, f"/boards/{evening.board}/threads", title="ひみつの題", body="ひみつの書きかけです。")
    with looking(evening.app):
        assert db.session().scalar(select(Contribution.id).where(Contribution.title == "ひみつの題")) is None
        for table in ("contributions", "concerns", "notices", "search_entries"):
            held = db.session().execute(text(f"SELECT * FROM {table}")).all()
            assert "ひみつの" not in str(held)
