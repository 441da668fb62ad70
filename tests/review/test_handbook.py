"""The moderators' handbook: the same in both languages, readable in the console, beside each case, and without stray numbers."""

import re

import pytest
from flask_babel import force_locale

from app.permissions import Role
from app.review import handbook, outcomes
from app.review.outcomes import About
from moderation.finding import KINDS
from tests.review.conftest import House
from tests.support.cast import a_visitor, looking

# Emergency numbers, and the two short numbers the protocols speak of; everything else stands on /help.
SHORT = {"110", "119", "188", "189"}
NUMBER = re.compile(r"(?<![0-9-])[0-9][0-9-]{2,}(?![0-9-])")
NOT_NUMBERS = {"2005", "2019", "2022", "2023", "2025", "2022-08-05"}


@pytest.mark.parametrize("locale", handbook.FILES)
def test_it_has_every_part_that_is_asked_for(locale: str) -> None:
    marks = [section.mark for section in handbook.in_language(locale)]
    for part in ("first", "desk", "protocols", "police", "wording", "outcomes", "night", "self-care", "law", "sources"):
        assert part in marks
    words = " ".join(section.html for section in handbook.in_language(locale))
    for need in {"ja": ("法律の助言では", "確かめるまでの下書き"), "en": ("not legal advice", "A draft until")}[locale]:
        assert need in words


@pytest.mark.parametrize("locale", handbook.FILES)
def test_it_writes_no_number_but_the_shortest(locale: str) -> None:
    text = handbook.FILES[locale].read_text("utf-8")
    found = set(NUMBER.findall(re.sub(r"\(https://[^)]*\)", "", text))) - NOT_NUMBERS
    assert found <= SHORT


@pytest.mark.parametrize("locale", handbook.FILES)
def test_every_outcome_that_can_be_chosen_stands_in_its_table(locale: str, sqlite_house: House) -> None:
    table = next(section for section in handbook.in_language(locale) if section.mark == "outcomes").html
    written = re.findall(r"<tr>\s*<td>(.*?)</td>", table)
    with looking(sqlite_house.app), force_locale(locale):
        rows = outcomes.TABLE.values()
        chosen = [str(row.name) for row in rows if row.decides is not About.RULING]
    assert sorted(written) == sorted(chosen)


@pytest.mark.parametrize("locale", handbook.FILES)
def test_every_kind_of_danger_has_a_protocol_that_says_what_to_write_and_what_not(locale: str) -> None:
    needed = {mark for _prefix, mark in handbook.PROTOCOLS}
    for section in handbook.in_language(locale):
        if section.mark in needed:
            assert {"ja": "書かないこと", "en": "Do not write"}[locale] in section.html, section.mark
    for kind in (kind for kinds in KINDS.values() for kind in kinds):
        assert any(kind.startswith(prefix) for prefix, _mark in handbook.PROTOCOLS), kind


def test_who_watches_reads_it_without_scripts_and_nobody_else_does(sqlite_house: House) -> None:
    for role in (Role.WATCHER, Role.MODERATOR, Role.LEAD):
        page = sqlite_house.member(role=role).client.get("/review/handbook").get_data(as_text=True)
        assert 'id="now"' in page
        assert "110へ伝えるとき" in page
        assert "&lt;!--" not in page
    assert sqlite_house.member().client.get("/review/handbook").status_code == 404
    assert a_visitor(sqlite_house.app).get("/review/handbook").status_code != 200


@pytest.mark.parametrize(
    ("kind", "words"),
    [("crisis.suicide_self", "いまの危険"), ("crisis.missing_child", "行方がわからない"), ("scam.mlm", "勧誘・お金")],
)
def test_the_part_that_belongs_to_a_case_lies_beside_it(sqlite_house: House, kind: str, words: str) -> None:
    text = sqlite_house.said(sqlite_house.member())
    sqlite_house.worry(text, kind)
    page = sqlite_house.moderator().client.get(f"/review/{text}").get_data(as_text=True)
    assert f"手引き：{words}" in page
    assert "専門の人が確かめるまでの下書きです" in page


def test_a_handbook_that_lacks_a_part_is_not_shown(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]  # a folder
    short = tmp_path / "short.md"
    short.write_text(handbook.FILES["en"].read_text("utf-8").replace("<!-- now -->", ""), "utf-8")
    monkeypatch.setattr(handbook, "FILES", handbook.FILES | {"en": short})
    handbook.every.cache_clear()
    with pytest.raises(handbook.WrongHandbook, match="now"):
        handbook.every()
    monkeypatch.undo()
    handbook.every.cache_clear()
