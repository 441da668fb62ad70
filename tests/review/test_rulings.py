"""What follows from a ruling, for the text, its author, those who reported it, and nobody else."""

import pytest

from app import db
from app.accounts import sanctions
from app.accounts.models import SanctionKind
from app.contributions.models import Contribution
from app.errors import Invalid, NotAllowed, NotFound
from app.notices import wording
from app.notices.models import NoticeKind
from app.review import leases, queries, reasons, services
from app.review.models import Outcome
from app.review.services import TooLate
from tests.review.conftest import PHONE, House
from tests.support.cast import at_work, looking, state_of

# outcome, what becomes of a held text, what its author is told, what reporters are told
TABLE = [
    (Outcome.PUBLISH, "visible", NoticeKind.RELEASED, "seen"),
    (Outcome.PUBLISH_MASKED, "visible", NoticeKind.RELEASED_MASKED, "acted"),
    (Outcome.REMOVE, "removed", NoticeKind.REMOVED, "acted"),
    (Outcome.WARN, "removed", NoticeKind.WARNED, "acted"),
]


@pytest.mark.parametrize(("outcome", "state", "told", "answer"), TABLE)
def test_everything_that_follows_from_an_outcome(
    house: House, outcome: Outcome, state: str, told: NoticeKind, answer: str
) -> None:
    yuki, kiku, sora, mori = house.member(), house.member(), house.member(), house.moderator()
    text = house.held(yuki)
    house.report(kiku, text, "identifies")
    house.report(sora, text, "other", "気になります")
    house.claim(mori, text)
    made = house.rule(mori, text, outcome, words="読んでくださってありがとう")
    assert state_of(house.app, text) == state
    assert house.told(yuki) == [(told, "identifies", "読んでくださってありがとう")]
    assert house.told(kiku) == house.told(sora) == [(NoticeKind.REPORT_ANSWERED, answer, "")]
    assert house.told(mori) == []
    with looking(house.app, mori) as actor:
        found = queries.contribution_for(actor, text)
        assert queries.open_concerns(found) == []
        assert queries.unanswered_reports(found) == []
        assert queries.holder_of(actor, found) is None
        is_warned = [sanction.kind for sanction in sanctions.of_mask(yuki.mask_id)] == [SanctionKind.WARNING]
        assert is_warned == (outcome is Outcome.WARN)
        if is_warned:
            assert sanctions.of_mask(yuki.mask_id)[0].ruling_id == made.id


def test_every_reason_has_words_for_the_author_and_a_way_on() -> None:
    assert set(wording.RULES) == set(reasons.REASONS)
    assert all(reasons.usual(f"{family}.x") in {"", *reasons.REASONS} for family in ("pii", "scam", "crisis"))


def test_a_masked_text_has_lost_its_number_and_kept_the_rest(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = house.held(yuki)
    house.rule(mori, text, Outcome.PUBLISH_MASKED)
    with looking(house.app):
        found = db.session().get_one(Contribution, text)
        assert PHONE not in found.body + found.html
        assert "夜ならいます" in found.body


def test_where_there_is_nothing_to_mask_the_moderator_hears_it_and_nothing_happens(house: House) -> None:
    yuki, kiku, mori = house.member(), house.member(), house.moderator()
    text = house.said(yuki)
    house.report(kiku, text)
    with pytest.raises(Invalid, match="伏せるところが見つかりませんでした"):
        house.rule(mori, text, Outcome.PUBLISH_MASKED)
    assert house.rulings(text) == []
    assert house.queue(mori) == [text]


def test_whoever_was_reported_in_vain_never_hears_of_it(house: House) -> None:
    yuki, kiku, mori = house.member(), house.member(), house.moderator()
    text = house.said(yuki)
    house.report(kiku, text)
    house.rule(mori, text, Outcome.PUBLISH, words="だいじょうぶでした")
    assert house.told(yuki) == []
    assert house.told(kiku) == [(NoticeKind.REPORT_ANSWERED, "seen", "")]


def test_what_was_removed_is_no_longer_waiting_in_the_notices_of_its_author(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = house.held(yuki)
    assert [kind for kind, _topic, _words in house.told(yuki)] == [NoticeKind.HELD]
    house.rule(mori, text, Outcome.REMOVE)
    assert [kind for kind, _topic, _words in house.told(yuki)] == [NoticeKind.REMOVED]


def test_a_moderator_cannot_claim_or_decide_ones_own_words_under_any_mask(house: House) -> None:
    mori, kawa = house.moderator(), house.moderator()
    text = house.held(mori)
    mark = house.mark(kawa, text)
    verdict = services.Verdict(Outcome.PUBLISH, "identifies", "", "", mark)
    with at_work(house.app, mori) as actor:
        found = db.session().get_one(Contribution, text)
        for forbidden in (lambda: leases.claim(actor, found), lambda: services.rule(actor, found, verdict)):
            with pytest.raises(NotAllowed):
                forbidden()
        with pytest.raises(NotFound):
            queries.contribution_for(actor, text)
    assert mori.client.get(f"/review/{text}").status_code == 404
    assert mori.post(f"/review/{text}/rulings", outcome="publish", reason="other", mark=mark).status_code == 404
    assert state_of(house.app, text) == "held"


def test_a_late_decision_hears_how_it_ended(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    text = house.held(yuki)
    seen = house.mark(kawa, text)
    house.rule(mori, text, Outcome.REMOVE)
    with pytest.raises(TooLate, match="もう「出さない」として終わっています"):
        house.rule(kawa, text, Outcome.PUBLISH, mark=seen)
    with pytest.raises(TooLate, match="もう「出さない」として終わっています"):
        house.claim(kawa, text)
    assert len(house.rulings(text)) == 1


def test_a_decision_about_an_earlier_round_does_not_settle_a_new_report(house: House) -> None:
    yuki, kiku, sora = house.member(), house.member(), house.member()
    mori, kawa = house.moderator(), house.moderator()
    text = house.said(yuki)
    house.report(kiku, text)
    seen = house.mark(kawa, text)
    house.rule(mori, text, Outcome.PUBLISH)
    house.report(sora, text, "danger")
    with pytest.raises(TooLate, match="もう「そのまま出す」として終わっています"):
        house.rule(kawa, text, Outcome.PUBLISH, mark=seen)
    assert house.queue(mori) == [text]


def test_a_report_that_arrives_while_one_reads_is_seen_before_it_is_answered(house: House) -> None:
    yuki, kiku, mori = house.member(), house.member(), house.moderator()
    text = house.held(yuki)
    seen = house.mark(mori, text)
    house.report(kiku, text, "danger")
    with pytest.raises(TooLate, match="新しい知らせ"):
        house.rule(mori, text, Outcome.PUBLISH, mark=seen)
    house.rule(mori, text, Outcome.PUBLISH)


def test_nobody_decides_while_somebody_else_is_looking(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    text = house.held(yuki)
    house.claim(mori, text)
    with pytest.raises(TooLate, match=mori.mask_name):
        house.claim(kawa, text)
    with pytest.raises(TooLate, match=mori.mask_name):
        house.rule(kawa, text, Outcome.REMOVE)
    house.rule(mori, text, Outcome.PUBLISH)
