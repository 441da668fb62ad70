"""Telling moderators that somebody else's words worry one."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.accounts import current, masks
from app.accounts.models import Member
from app.contributions import concerns
from app.contributions.concerns import REPORT_REASONS
from app.contributions.models import Concern, Contribution, Report
from app.errands.models import Errand
from app.notices.models import Notice
from app.permissions import Role
from app.review import queries as review
from tests.support.cast import a_member, at_work, looking, token
from tests.support.threads import PHONE, Evening, a_held_reply, a_reply
from tests.support.together import at_once


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


def test_nothing_about_a_report_reaches_the_person_it_is_about(evening: Evening) -> None:
    before = evening.read(evening.yuki, evening.page)
    for _number in range(5):
        a_member(evening.app).post(f"/contributions/{evening.thread}/reports", reason="hurtful", note="つらいです")
    with looking(evening.app):
        assert db.session().scalars(select(Notice)).all() == []
        assert set(db.session().scalars(select(Errand.kind))) == {"fitting-guide"}, "left when the thread was written"
    assert "masthead__mark" not in evening.read(evening.yuki, "/")
    assert evening.read(evening.yuki, evening.page).count("post") == before.count("post")


def test_a_note_that_names_somebody_is_asked_about_first_and_sent_masked(evening: Evening) -> None:
    asked = report(evening, evening.thread, reason="identifies", note=PHONE)
    page = asked.get_data(as_text=True)
    assert asked.status_code == 200
    assert "<mark>090-1234-5678</mark>" in page
    assert f'name="body" value="{PHONE}"' in page
    assert 'name="reason" value="identifies"' in page
    assert reports(evening) == []
    sent = report(evening, evening.thread, reason="identifies", body=PHONE, choice="masked")
    assert sent.status_code == 303
    ((reason, note),) = reports(evening)
    assert reason == "identifies"
    assert "5678" not in note
    assert note


def test_whoever_asks_to_rewrite_finds_reason_and_note_again(quick_evening: Evening) -> None:
    page = report(quick_evening, quick_evening.thread, body=PHONE, choice="rewrite").get_data(as_text=True)
    assert PHONE in page
    assert 'value="scam" required checked' in page
    assert reports(quick_evening) == []


def test_whoever_must_tell_it_as_it_is_can(quick_evening: Evening) -> None:
    assert report(quick_evening, quick_evening.thread, body=PHONE, choice="as_is").status_code == 303
    assert reports(quick_evening) == [("scam", PHONE)]


def test_whoever_tells_of_danger_is_shown_where_to_talk(quick_evening: Evening) -> None:
    report(quick_evening, quick_evening.thread, reason="danger", note="わたしも、もう死にたい気持ちです。")
    assert "このカードをしまう" in quick_evening.read(quick_evening.aki, "/")
    assert "このカードをしまう" not in quick_evening.read(quick_evening.yuki, "/")


def test_many_reports_are_one_case(evening: Evening) -> None:
    for reason in ("scam", "hurtful", "name"):
        a_member(evening.app).post(f"/contributions/{evening.thread}/reports", reason=reason)
    with at_work(evening.app, a_member(evening.app, role=Role.MODERATOR)) as moderator:
        (item,) = review.queue(moderator)
        assert len(review.case_of(moderator, item.contribution).reports) == 3


def test_somebody_with_several_names_counts_once_also_at_the_same_moment(evening: Evening) -> None:
    with at_work(evening.app):
        masks.make(current.keys(), db.session().get_one(Member, evening.aki.member_id), "べつのなまえ")
    with looking(evening.app, evening.aki) as actor:
        names = sorted(actor.masks)

    def tell_under(number: int) -> None:
        with at_work(evening.app):
            about = db.session().get_one(Contribution, evening.thread)
            concerns.report(actor.under(names[number]), about, "scam", "")

    at_once(2, tell_under)
    assert len(reports(evening)) == 1


def test_a_report_of_something_that_was_taken_back_is_answered_too(evening: Evening) -> None:
    report(evening, evening.thread)
    evening.yuki.post(f"/contributions/{evening.thread}/withdrawal")
    # At the full hour, so that nobody can tell from it what was taken back together.
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        assert "もうだれからも見えなくなっています" in evening.read(evening.aki, "/notices")
        assert "もうだれからも" not in evening.read(evening.yuki, "/notices")
    with looking(evening.app):
        kept = db.session().scalars(select(Report)).one()
        assert kept.answered_at == kept.made_at
