"""A lead puts a line right, and from then on every page says so; nothing that could send somebody astray gets through."""

import json
import re
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from app import chain, clock, db
from app.permissions import Role
from app.referrals import corrections, directory, known
from app.referrals.hours import open_at
from app.referrals.models import LineCorrection
from app.referrals.signposts import for_every_page, signposts
from tests.referrals.clocks import tokyo
from tests.support.cast import Person, a_member, a_visitor, an_app, at_work, looking
from tests.support.processes import free_port

YORISOI = "jp-yorisoi"
SOS = "jp-child-sos-24h"
OLD, NEW = "0120-279-338", "0120-555-338"
NOON = tokyo("2026-11-24 12:00")


@pytest.fixture
def app(sqlite_url: str, tmp_path: Path) -> Flask:
    return an_app(sqlite_url, state_folder=str(tmp_path))


@pytest.fixture
def on_both(migrated_database_url: str, tmp_path: Path) -> Flask:
    return an_app(migrated_database_url, state_folder=str(tmp_path))


@pytest.fixture
def lead(app: Flask) -> Person:
    return a_member(app, role=Role.LEAD)


def typed(lead: Person, line_id: str, **changes: str) -> dict[str, str]:
    """The form of a line as a browser would send it back, with these changes."""
    page = lead.client.get(f"/review/lines/{line_id}").get_data(as_text=True)
    form = page[page.index('/corrections"') : page.index("</form>", page.index('/corrections"'))]
    fields = dict(re.findall(r'<input [^>]*name="([a-z_]+)"[^>]*?value="([^"]*)"', form))
    fields |= {name: text.strip() for name, text in re.findall(r'<textarea[^>]*name="([a-z_]+)"[^>]*>([^<]*)<', form)}
    for name, options in re.findall(r'<select[^>]*name="([a-z_]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    for tick in ("closed_for_good", "is_certain"):
        fields.pop(tick, None)
    fields.pop("csrf_token")
    return fields | {"why": "公式ページのお知らせ"} | changes


def correct(lead: Person, line_id: str, **changes: str) -> str:
    """Send the form; an empty answer means it was taken."""
    answer = lead.post(f"/review/lines/{line_id}/corrections", **typed(lead, line_id, **changes))
    return "" if answer.status_code == 303 else answer.get_data(as_text=True)


def page(app: Flask, path: str) -> str:
    return a_visitor(app).get(path).get_data(as_text=True)


def card(app: Flask, topic: str) -> str:
    with app.test_request_context("/?lang=ja"):
        return str(app.jinja_env.globals["care_card"](topic))  # type: ignore[operator]  # given by referrals


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.LEAD, Role.OPERATOR}])
def test_for_everybody_else_there_is_nothing_to_correct(app: Flask, role: Role) -> None:
    person = a_member(app, role=role)
    assert person.client.get(f"/review/lines/{YORISOI}").status_code == 404
    assert person.post(f"/review/lines/{YORISOI}/corrections", number=NEW).status_code == 404
    assert person.post(f"/review/lines/{YORISOI}/corrections/x/undo").status_code == 404
    with looking(app):
        assert corrections.newest() == {}


def test_a_new_number_is_at_once_on_every_page_that_speaks_of_the_line(app: Flask, lead: Person) -> None:
    assert OLD in page(app, "/help")
    assert correct(lead, YORISOI, number=NEW) == ""
    for path in ("/help", "/help?who=me", "/help?speak=en", "/help/offline", "/help/offline?lang=en"):
        html = page(app, path)
        assert OLD not in html, path
        assert f'href="tel:{NEW.replace("-", "")}"' in html, path
    assert NEW in card(app, "self")
    assert OLD not in card(app, "self")


def test_a_guide_and_the_worker_for_times_without_internet_change_with_it(app: Flask, lead: Person) -> None:
    worker = page(app, "/service-worker.js")
    assert "0120-0-78310" in page(app, "/guides/listening")
    assert correct(lead, SOS, number="0120-0-55310") == ""
    for path in ("/guides/listening", "/guides/night?lang=en"):
        assert "0120-0-78310" not in page(app, path)
        assert 'href="tel:0120055310"' in page(app, path)
    assert page(app, "/service-worker.js") != worker, "browsers fetch the kept page anew"


def test_the_record_says_who_when_what_before_and_after(app: Flask) -> None:
    with clock.standing_at(NOON):
        lead = a_member(app, role=Role.LEAD)
        assert correct(lead, YORISOI, number=NEW, why="番号が変わったと書いてある") == ""
    with looking(app):
        (row,) = db.session().scalars(select(LineCorrection))
        assert (row.line_id, row.mask_id, row.made_at) == (YORISOI, lead.mask_id, NOON)
        assert json.loads(row.before)["number"] == OLD
        assert json.loads(row.after)["number"] == NEW
        assert json.loads(row.after)["checked"] == "2026-11-24"
        history = lead.client.get(f"/review/lines/{YORISOI}").get_data(as_text=True)
    for told in (lead.mask_name, "2026-11-24", "番号が変わったと書いてある", OLD, NEW):
        assert told in history


def test_a_record_that_was_tampered_with_shows(on_both: Flask) -> None:
    app = on_both
    lead = a_member(app, role=Role.LEAD)
    correct(lead, YORISOI, number=NEW)
    correct(lead, SOS, note_ja="混み合っています", note_en="Busy at the moment")
    told = app.test_cli_runner().invoke(args=["lines", "verify"])
    assert (told.exit_code, "2 corrections" in told.output) == (0, True)
    with app.app_context(), app.extensions["tomoshibi_db"].writing() as session:
        session.execute(update(LineCorrection).where(LineCorrection.position == 1).values(why="別の理由"))
    assert app.test_cli_runner().invoke(args=["lines", "verify"]).exit_code == 1
    with looking(app):
        assert chain.verify(LineCorrection).broken_at == 1


def test_a_correction_can_be_taken_back_and_the_record_keeps_both(on_both: Flask) -> None:
    app = on_both
    lead = a_member(app, role=Role.LEAD)
    correct(lead, YORISOI, number=NEW)
    with looking(app):
        first = corrections.last_id(YORISOI)
    assert lead.post(f"/review/lines/{YORISOI}/corrections/{first}/undo").status_code == 303
    assert OLD in page(app, "/help")
    assert NEW not in page(app, "/help")
    assert directory_line(app, YORISOI).checked == date(2026, 10, 1), "undoing is no look at the official page"
    with looking(app):
        undone, one = corrections.history(YORISOI)
        assert (one.id, undone.undoes) == (first, first)
    assert lead.post(f"/review/lines/{YORISOI}/corrections/{first}/undo").status_code == 422, "only the newest"
    assert lead.post(f"/review/lines/{SOS}/corrections/{first}/undo").status_code == 404, "not of this line"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": "0570-0-78310", "cost": "call_charge"}, "使われなくなった番号"),
        ({"number": "０５７０ー７８３ー１８９", "cost": "call_charge"}, "使われなくなった番号"),
        ({"number": "0570-046-556", "cost": "call_charge"}, "よくある写しまちがい"),
        ({"number": "0120 0279 338"}, "よくある写しまちがい"),
        ({"number": "0120-061-339"}, "一字ちがい"),
        ({"number": "0120-061-338"}, "同じ番号の窓口"),
        ({"number": "0120061338"}, "同じ番号の窓口"),
        ({"number": "0120-279-339"}, "いまの番号と一字ちがい"),
        ({"number": "0120-1"}, "一字ちがい|ありえない番号"),
        ({"number": ""}, "番号が要ります"),
        ({"number": "0570-555-338"}, "0570で始まる番号は、通話料"),
        ({"number": NEW, "url": "http://example.org/"}, "鍵の付いたアドレス"),
        ({"number": NEW, "url": "javascript:alert(1)"}, "鍵の付いたアドレス"),
        ({"note_ja": "0120-999-888へ", "note_en": "Call 0120-999-888"}, "電話番号は書けません"),
        ({"note_ja": "お休みです"}, "両方を書いて"),
        ({"hours_kind": "fixed", "holidays": "open"}, "時間が要ります|ことばでも"),
        ({"hours_kind": "fixed", "holidays": "open", "hours": "いつでも"}, "一行にひとつ"),
        ({"hours_kind": "fixed", "holidays": "open", "hours": "毎日 21:00-16:00"}, "終わりが始まりより前"),
        ({"hours_kind": "varies", "hours_words_ja": "24時間", "hours_words_en": "24/7"}, "24時間とは書けません"),
        ({"closed": "13/40-1/3"}, "12/29-1/3"),
        ({"why": "", "number": NEW}, "書いてください"),
        ({}, "変わったところがありません"),
    ],
)  # fmt: skip
def test_what_could_send_somebody_astray_is_refused_kindly_and_kept_in_the_form(
    sqlite_url: str, changes: dict[str, str], sentence: str
) -> None:
    app = an_app(sqlite_url)
    lead = a_member(app, role=Role.LEAD)
    refused = correct(lead, YORISOI, **changes)
    assert re.search(sentence, refused), refused
    assert all(unicodedata.normalize("NFKC", value).replace("ー", "-") in refused for value in changes.values())
    assert "エラー" not in refused
    with looking(app):
        assert corrections.newest() == {}
    assert OLD in page(app, "/help")


def test_a_slip_that_is_none_is_taken_when_the_lead_looked_again(app: Flask, lead: Person) -> None:
    refused = correct(lead, YORISOI, number="0120-279-331")
    assert 'name="is_certain"' in refused
    assert correct(lead, YORISOI, number="0120-279-331", is_certain="1") == ""


def test_the_same_number_in_another_country_is_no_collision(app: Flask, lead: Person) -> None:
    assert correct(lead, "nl-113", number="188") == "", "188 is a line in Brazil and Japan, and could be one there"
    with app.app_context():
        assert directory.line("br-188").number == directory.line("jp-188").number == "188"


def test_new_hours_count_for_the_clock(app: Flask) -> None:
    with clock.standing_at(NOON):
        lead = a_member(app, role=Role.LEAD)
        hours = {"hours_kind": "fixed", "hours": "月〜金　９：００〜１７：１５\n10日 8:00-32:00", "holidays": "closed"}
        words = {"hours_words_ja": "平日9時から", "hours_words_en": "Weekdays from 9"}
        assert correct(lead, YORISOI, **hours, **words, closed="12/29-1/3") == ""
        line = directory_line(app, YORISOI)
        moments = ["2026-11-24 08:59", "2026-11-24 09:00", "2026-11-24 17:15", "2026-11-28 12:00"]
        moments += ["2026-12-10 23:00", "2026-12-11 07:59", "2026-12-30 12:00", "2026-11-23 12:00"]
        found = [open_at(line, tokyo(moment)).is_open for moment in moments]
        assert found == [False, True, False, False, True, True, False, False]
        html = lead.client.get(f"/review/lines/{YORISOI}").get_data(as_text=True)
        assert "月火水木金 09:00-17:15\n10日 08:00-32:00" in html
        assert "12/29-01/03" in html


def test_a_line_that_closed_for_good_is_nowhere_any_more_and_can_come_back(app: Flask, lead: Person) -> None:
    night = tokyo("2026-11-24 02:00")
    assert correct(lead, YORISOI, closed_for_good="1") == ""
    for path in ("/help", "/help/offline", "/help?speak=en"):
        assert OLD not in page(app, path)
    with app.test_request_context("/?lang=ja"):
        assert YORISOI not in [line.id for line in signposts("self", night, "ja")]
        assert len(signposts("self", night, "ja")) >= 2
        assert for_every_page(night, "ja") is not None
    assert "ページには出ていません" in lead.client.get("/review/lines").get_data(as_text=True)
    assert correct(lead, YORISOI) == "", "the tick is taken out again"
    assert OLD in page(app, "/help")


def test_a_guide_never_shows_the_number_of_a_line_that_closed(app: Flask, lead: Person) -> None:
    assert correct(lead, "jp-9110", closed_for_good="1") == ""
    for path in ("/guides/contracts", "/guides/contracts?lang=en"):
        assert "9110" not in page(app, path)
        assert 'href="/help"' in page(app, path)


@pytest.mark.parametrize(("line_id", "topic"), [("jp-119", "medical"), ("jp-110", "dv"), ("jp-188", "consumer")])
def test_a_line_that_a_card_relies_on_cannot_be_closed_from_here(
    app: Flask, lead: Person, line_id: str, topic: str
) -> None:
    assert "カードの文が頼りにしています" in correct(lead, line_id, closed_for_good="1")
    assert directory_line(app, line_id).number in card(app, topic)


def test_a_note_stands_beside_the_line(app: Flask, lead: Person) -> None:
    assert correct(lead, YORISOI, note_ja="年末は混み合います", note_en="Busy around New Year") == ""
    assert "年末は混み合います" in page(app, "/help")
    assert "Busy around New Year" in page(app, "/help?lang=en")
    assert "年末は混み合います" in page(app, "/help/offline")
    assert "年末は混み合います" in card(app, "self")


def test_two_leads_at_once_do_not_overwrite_each_other(app: Flask, lead: Person) -> None:
    other = a_member(app, role=Role.OPERATOR)
    mine, theirs = typed(lead, YORISOI, number=NEW), typed(other, YORISOI, number="0120-666-338")
    assert other.post(f"/review/lines/{YORISOI}/corrections", **theirs).status_code == 303
    answer = lead.post(f"/review/lines/{YORISOI}/corrections", **mine)
    assert answer.status_code == 422
    assert "ほかの人がこの窓口を直しました" in answer.get_data(as_text=True)
    assert NEW in answer.get_data(as_text=True), "what was typed is kept"


def test_with_the_database_away_what_was_corrected_still_holds(app: Flask, lead: Person, tmp_path: Path) -> None:
    correct(lead, YORISOI, number=NEW)
    nowhere = f"postgresql+psycopg://nobody:nothing@127.0.0.1:{free_port()}/none"
    broken = an_app(nowhere, state_folder=str(tmp_path))
    for path in ("/help", "/help/offline"):
        assert NEW in page(broken, path)
        assert OLD not in page(broken, path)


@pytest.mark.parametrize(
    "kept", ["", "{", "[]", '{"corrected": {"jp-119": {}}, "confirmed": {}}', '{"corrected": 3}', "\0"]
)
def test_a_kept_file_that_makes_no_sense_is_passed_over(sqlite_url: str, tmp_path: Path, kept: str) -> None:
    (tmp_path / known.NAME).write_text(kept, "utf-8")
    app = an_app(sqlite_url, state_folder=str(tmp_path))
    assert OLD in page(app, "/help")
    assert "119" in page(app, "/help")


def test_a_kept_correction_that_became_forbidden_is_left_out(sqlite_url: str, tmp_path: Path) -> None:
    app = an_app(sqlite_url, state_folder=str(tmp_path))
    lead = a_member(app, role=Role.LEAD)
    correct(lead, YORISOI, number=NEW)
    correct(lead, SOS, note_ja="混み合っています", note_en="Busy at the moment")
    path = tmp_path / known.NAME
    path.write_text(path.read_text("utf-8").replace(NEW, "0570-783-189"), "utf-8")
    again = an_app(f"{sqlite_url}.not-there", state_folder=str(tmp_path))
    assert "0570-783-189" not in page(again, "/help")
    assert OLD in page(again, "/help"), "the file speaks again for this line"
    assert "混み合っています" in page(again, "/help"), "and the other correction holds"


def test_another_process_on_this_machine_says_the_same_with_its_next_page(app: Flask, lead: Person) -> None:
    settings = app.extensions["tomoshibi_settings"]
    other = an_app(settings.database_url, state_folder=settings.state_folder)
    assert OLD in page(other, "/help")
    correct(lead, YORISOI, number=NEW)
    assert NEW in page(other, "/help")


def test_a_process_elsewhere_takes_it_over_when_it_next_asks_the_database(
    app: Flask, lead: Person, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    settings = app.extensions["tomoshibi_settings"]
    other = an_app(settings.database_url, state_folder=str(tmp_path / "elsewhere"))
    correct(lead, YORISOI, number=NEW)
    assert OLD in page(other, "/help"), "a help page never asks"
    page(other, "/boards")
    assert NEW in page(other, "/help")


def test_a_release_that_knows_better_wins_over_an_older_correction(sqlite_url: str) -> None:
    app = an_app(sqlite_url)
    lead = a_member(app, role=Role.LEAD)
    with clock.standing_at(tokyo("2026-09-01 12:00")):
        assert correct(lead, YORISOI, number=NEW) == ""
    assert directory_line(app, YORISOI).number == OLD, "the file was compared on a later day"


def test_what_is_rolled_back_never_reaches_a_page(app: Flask, lead: Person) -> None:
    def correct_and_fail() -> None:
        with at_work(app, lead) as actor:
            facts = {**corrections.facts_of(YORISOI), "number": NEW}
            who = replace(actor, role=Role.LEAD)
            corrections.correct(who, directory.line(YORISOI), corrections.Proposal(facts, "why"))
            known.take_over_once_committed()
            raise RuntimeError("cut off before the commit")

    with pytest.raises(RuntimeError, match="cut off"):
        correct_and_fail()
    assert OLD in page(app, "/help")
    assert not list(app.extensions[known.SEEN].path.parent.glob("known-lines*"))


def directory_line(app: Flask, line_id: str):  # type: ignore[no-untyped-def]  # a Line
    with app.app_context():
        return directory.line(line_id)
