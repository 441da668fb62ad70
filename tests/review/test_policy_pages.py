"""The policy pages work by plain forms: what is typed is kept, why something cannot be is said, and the progress is shown."""

import re

import pytest
from sqlalchemy import select

from app import db
from app.contributions import amending
from app.permissions import Role
from app.review import policy_wording
from app.review.policy_models import PolicyDraft
from tests.review.conftest import House
from tests.review.test_policy import SAID, WORD, Desk
from tests.support.cast import Person, looking

ROW = {
    "kind": "flood.shouting",
    "least": "weak",
    "who": "newcomer",
    "when": "night",
    "action": "hold",
    "insisted": "hold",
}


@pytest.fixture
def desk(sqlite_house: House) -> Desk:
    return Desk(sqlite_house)


def draft_of(desk: Desk) -> str:
    with looking(desk.app):
        return db.session().scalars(select(PolicyDraft.id)).one()


def page(who: Person, path: str) -> str:
    answer = who.client.get(path)
    assert answer.status_code == 200
    return str(answer.get_data(as_text=True))


def test_a_policy_is_made_from_the_first_page_to_the_last_without_any_script(desk: Desk) -> None:
    desk.house.said(desk.house.member(), SAID)
    assert "はじめからの方針のままです" in page(desk.lead, "/review/policy")
    assert desk.lead.post("/review/policy/draft").status_code == 303
    draft = f"/review/policy/draft/{draft_of(desk)}"
    assert desk.lead.post(f"{draft}/words", **WORD).status_code == 303
    assert desk.lead.post(f"{draft}/thresholds", name="abuse.insult", at="0.6").status_code == 303
    key = amending.rows(amending.Amendments())[-1].key
    assert desk.lead.post(f"{draft}/rows", row=key, action="nudge", insisted="hold").status_code == 303
    assert desk.lead.post(f"{draft}/added", **ROW, why="夜に続いたため").status_code == 303
    assert desk.lead.post(f"{draft}/reason", because="勧誘が続いたため").status_code == 303
    shown = page(desk.other, "/review/policy/draft")
    for told in ("灯火サロン", "0.6", "（変えています）", "夜に続いたため", "勧誘が続いたため"):
        assert told in shown
    begun = desk.lead.post(f"{draft}/trials", wanted="100")
    running = page(desk.lead, begun.location)
    assert "ためしています（0 / 100）" in running
    assert '<noscript><meta http-equiv="refresh" content="4"></noscript>' in running
    desk.work()
    done = page(desk.other, begun.location)
    assert "1件のことばを見くらべて、扱いが変わるものは1件でした" in done
    assert "refresh" not in done
    assert SAID in done
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", done)
    assert cells == ["そのまま出す・案内なし", "人が先に見る・案内なし", "1"] * 4
    (version,) = re.findall(r'name="version" value="(\d+)"', done)
    assert "もうひとりの人です" in page(desk.lead, begun.location), "the author is told who decides"
    refused = desk.lead.post(f"{draft}/approvals", version=version)
    assert (refused.status_code, "書いた本人は同意できません" in refused.get_data(as_text=True)) == (409, True)
    assert desk.other.post(f"{draft}/approvals", version=version).status_code == 303
    now = page(desk.lead, "/review/policy")
    assert "勧誘が続いたため" in now
    assert "見張ることば「灯火サロン」" in now
    assert desk.lead.post("/review/policy/undo", position="1").status_code == 303
    assert "はじめからの方針のままです" in page(desk.lead, "/review/policy")
    assert desk.lead.post("/review/policy/undo", position="1").status_code == 409


@pytest.mark.parametrize(
    ("form", "fields", "words", "kept"),
    [
        ("words", WORD | {"pattern": "灯火+"}, "限りなくくり返す", 'value="灯火+"'),
        ("words", WORD | {"example": ""}, "ここに何か書いてください", 'value="灯火サロン"'),
        ("words", WORD | {"counter_example": WORD["example"]}, "引っかかってしまいました", WORD["example"]),
        ("thresholds", {"name": "crisis.dv", "at": "0.8"}, "見落としやすくはできません", 'value="0.8"'),
        ("thresholds", {"name": "abuse.insult", "at": "たかい"}, "確かさ", 'value="たかい"'),
        ("rows", {"row": "none", "action": "hold", "insisted": "hold"}, "もうありません", ""),
        ("added", ROW | {"kind": "crisis.dv", "why": "とめたい"}, "止めるための決まりにできません", "とめたい"),
        ("added", ROW | {"action": "refuse", "why": "x"}, "えらべるものの中から", "x"),
        ("reason", {"because": "あ" * 1001}, "少し長いようです", "ああああ"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(
    desk: Desk, form: str, fields: dict[str, str], words: str, kept: str
) -> None:
    desk.lead.post("/review/policy/draft")
    answer = desk.lead.post(f"/review/policy/draft/{draft_of(desk)}/{form}", **fields)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words in shown
    assert kept in shown


def test_every_reason_why_not_is_a_sentence_of_its_own(desk: Desk) -> None:
    with looking(desk.app):
        told = [policy_wording.why_not(code) for code in policy_wording._WHY_NOT]
        assert len(set(told)) == len(told)
        assert "家" not in policy_wording.why_not("urgent", "abuse.threat")
        assert policy_wording.why_not("urgent", "abuse.threat").endswith("）")


def test_an_operator_reads_the_draft_and_finds_no_form_to_change_it(desk: Desk) -> None:
    desk.draft()
    operator = desk.house.moderator(Role.OPERATOR)
    shown = page(operator, "/review/policy/draft")
    assert "灯火サロン" in shown
    assert "/words" not in shown
    assert operator.post(f"/review/policy/draft/{draft_of(desk)}/words", **WORD).status_code == 404
