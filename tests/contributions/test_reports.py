"""Telling moderators that somebody else's words worry one."""

import pytest
from sqlalchemy import select

from app import db
from app.contributions.concerns import REPORT_REASONS
from app.contributions.models import Concern, Report
from tests.support.cast import looking, token
from tests.support.threads import Evening, a_held_reply, a_reply


def report(evening: Evening, contribution: str, **fields: object):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    return evening.aki.post(f"/contributions/{contribution}/reports", **({"reason": "scam"} | fields))


def reports(evening: Evening) -> list[tuple[str, str]]:
    with looking(evening.app):
        return [(row.reason, row.note) for row in db.session().scalars(select(Report))]


@pytest.mark.parametrize("reason", REPORT_REASONS)
def test_a_report_is_kept_and_answered_with_thanks(quick_evening: Evening, reason: str) -> None:
    assert f'value="{reason}"' in quick_evening.read(quick_evening.aki, f"/contributions/{quick_evening.thread}")
    sent = report(quick_evening, quick_evening.thread, reason=reason, note="気になります")
    assert sent.status_code == 303
    page = quick_evening.read(quick_evening.aki, sent.location)
    assert "ありがとうございます" in page
    assert "どうなったかをお知らせで伝えます" in page
    assert reports(quick_evening) == [(reason, "気になります")]
    with looking(quick_evening.app):
        assert db.session().scalars(select(Concern)).one().kind == f"report.{reason}"


def test_telling_twice_counts_once(evening: Evening) -> None:
    for _number in range(2):
        assert report(evening, evening.thread).status_code == 303
    assert len(reports(evening)) == 1
    page = evening.read(evening.aki, f"/contributions/{evening.thread}")
    assert "/reports" not in page
    assert "知らせてくださったことばです" in page


def test_nobody_else_learns_of_a_report(evening: Evening) -> None:
    report(evening, evening.thread, note="ないしょのことば")
    for reader in (evening.yuki, None):
        for path in (f"/contributions/{evening.thread}", evening.page):
            page = evening.read(reader, path)
            assert "知らせてくださった" not in page
            assert "ないしょのことば" not in page


def test_one_does_not_report_oneself_nor_what_one_cannot_see(evening: Evening) -> None:
    own = a_reply(evening.app, evening.aki, evening.thread)
    waiting = a_held_reply(evening.app, evening.yuki, evening.thread)
    assert report(evening, own).status_code == 403
    assert report(evening, waiting).status_code == 404
    assert reports(evening) == []


@pytest.mark.parametrize(("fields", "field"), [({"reason": "dislike"}, "reason"), ({"note": "あ" * 501}, "note")])
def test_a_report_that_lacks_something_comes_back_with_the_words(
    quick_evening: Evening, fields: dict[str, str], field: str
) -> None:
    typed = {"note": "のこるひとこと"} | fields
    sent = report(quick_evening, quick_evening.thread, **typed)
    page = sent.get_data(as_text=True)
    assert sent.status_code == 422
    assert f'href="#{field}"' in page
    assert f'id="{field}"' in page
    assert typed["note"] in page
    assert reports(quick_evening) == []


def test_a_visitor_keeps_the_words_of_a_report(evening: Evening) -> None:
    sent = evening.visitor.post(
        f"/contributions/{evening.thread}/reports",
        data={"csrf_token": token(evening.visitor), "reason": "danger", "note": "心配です"},
    )
    assert sent.status_code == 401
    assert "心配です" in sent.get_data(as_text=True)


def test_very_many_reports_are_slowed_down(evening: Evening) -> None:
    answers = [report(evening, evening.thread, note=f"ことば{number}") for number in range(11)]
    assert answers[-1].status_code == 429
    assert "ことば10" in answers[-1].get_data(as_text=True)
