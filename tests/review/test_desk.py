"""The crisis desk: those on duty are asked one after the other, each step once, and in the end the author is told honestly."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app import clock, db
from app.accounts.models import Shift
from app.contributions import concerns
from app.contributions.models import Concern, ConcernSource
from app.errands.models import Errand
from app.notices import duty_wording
from app.notices.models import NoticeKind
from app.permissions import Role
from app.referrals.cards import NEVER_SAID
from app.review import danger, desk
from app.review.danger import Danger
from app.review.desk_models import Answer, Call, CallStep, Ending
from app.review.models import Outcome
from moderation.finding import KINDS
from tests.review.conftest import House
from tests.support.cast import Person, at_work, looking

NOW = datetime(2027, 1, 15, 15, 0, tzinfo=UTC)  # midnight in Tokyo
MINUTE = timedelta(minutes=1)
DANGER, AGAIN = "もう消えてしまいたいです", "死にたい"


@pytest.fixture(autouse=True)
def midnight() -> Iterator[None]:
    """Everybody comes and signs in around then."""
    with clock.standing_at(NOW):
        yield


def on_duty(house: House, *people: Person, began: int = 60) -> None:
    """On duty from some minutes ago on until the morning, one after the other."""
    with at_work(house.app):
        for number, person in enumerate(people):
            starts = NOW - (began - number) * MINUTE
            db.session().add(Shift(mask_id=person.mask_id, starts_at=starts, ends_at=NOW + timedelta(hours=6)))


def wait(house: House, minutes: float) -> None:
    """So many minutes after midnight, whoever does errands goes round; twice, because that must change nothing."""
    with clock.standing_at(NOW + minutes * MINUTE):
        for _twice in range(2):
            house.app.extensions["tomoshibi_errands"].go()


def steps(house: House) -> list[tuple[int, str, Answer | None]]:
    with looking(house.app):
        found = db.session().scalars(select(CallStep).order_by(CallStep.call_id, CallStep.number))
        return [(step.number, step.mask_id, step.answer) for step in found]


def call(house: House) -> tuple[str, Ending | None]:
    with looking(house.app):
        found = db.session().scalars(select(Call)).one()
        return found.id, found.ending


def told(house: House, person: Person) -> list[tuple[NoticeKind, str]]:
    ours = (NoticeKind.CALLED, NoticeKind.UNREAD)
    return [(kind, topic) for kind, topic, _words in house.told(person) if kind in ours]


CALLED = (NoticeKind.CALLED, "")


def test_those_on_duty_are_asked_one_after_the_other_and_then_the_author_is_told(house: House) -> None:
    yuki, first, second, asleep = house.member(), house.moderator(), house.moderator(), house.moderator()
    on_duty(house, first, second)
    house.said(yuki, DANGER)
    wait(house, 0)
    assert (told(house, first), told(house, second)) == ([CALLED], [])
    wait(house, 4.9)
    assert steps(house) == [(1, first.mask_id, None)]
    wait(house, 5)
    assert steps(house) == [(1, first.mask_id, Answer.LAPSED), (2, second.mask_id, None)]
    assert (told(house, first), told(house, second), told(house, yuki)) == ([], [CALLED], [])
    wait(house, 10)
    assert told(house, yuki) == [(NoticeKind.UNREAD, "unanswered.self")]
    assert call(house)[1] is Ending.WRITTEN
    for minutes in (11, 60, 600):
        wait(house, minutes)
    assert [number for number, _mask, _answer in steps(house)] == [1, 2]
    assert told(house, yuki) == [(NoticeKind.UNREAD, "unanswered.self")]
    assert told(house, asleep) == [], "who is not on duty sleeps"


def test_whoever_goes_on_too_early_or_once_more_changes_nothing(house: House) -> None:
    """As after a worker that was killed between a step and its end: the errand is done again."""
    first, second = house.moderator(), house.moderator()
    on_duty(house, first, second)
    house.said(house.member(), DANGER)
    wait(house, 0)
    call_id, _ending = call(house)
    for minutes in (0, 2, 4.9):
        with clock.standing_at(NOW + minutes * MINUTE), at_work(house.app):
            assert desk.go_on(call_id, 5 * MINUTE) == NOW + 5 * MINUTE
    assert steps(house) == [(1, first.mask_id, None)]


def test_with_nobody_on_duty_the_author_is_told_so_at_once(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    house.said(yuki, DANGER)
    wait(house, 0)
    assert (told(house, yuki), told(house, mori), steps(house)) == ([(NoticeKind.UNREAD, "nobody.self")], [], [])
    page = yuki.client.get("/notices").get_data(as_text=True)
    assert "いまは見守りの人がいない時間" in page
    assert "119か110へ" in page
    assert "あなたのいばしょ" in page, "a line that is open at midnight and needs no voice"
    assert "チャイルドライン" not in page
    assert house.queue(mori), "it still waits, and comes first"


def test_one_tap_takes_it_over_and_nobody_else_is_called(house: House) -> None:
    yuki, first, second = house.member(), house.moderator(), house.moderator()
    on_duty(house, first, second)
    text = house.said(yuki, DANGER)
    wait(house, 0)
    page = first.client.get("/review/calls").get_data(as_text=True)
    assert "あなたが呼ばれています" in page
    assert DANGER not in page
    assert "呼ばれています）" in first.client.get("/review").get_data(as_text=True)
    call_id, _ending = call(house)
    assert first.post(f"/review/calls/{call_id}/acceptance").location == f"/review/{text}"
    wait(house, 29)
    assert steps(house) == [(1, first.mask_id, Answer.ACCEPTED)]
    assert "もう引き受けた人がいます" in second.client.get(
        second.post(f"/review/calls/{call_id}/acceptance").location
    ).get_data(as_text=True)
    wait(house, 30)
    assert steps(house)[1:] == [(2, second.mask_id, None)], "taken over and left: the next one is asked"


def test_whoever_has_the_case_open_is_not_disturbed_and_disturbs_nobody(house: House) -> None:
    yuki, first, second = house.member(), house.moderator(), house.moderator()
    on_duty(house, first)
    text = house.said(yuki, DANGER)
    house.claim(second, text)
    wait(house, 0)
    assert steps(house) == []
    wait(house, 6)
    assert steps(house) == [(1, first.mask_id, None)]


def test_passing_on_asks_the_next_at_once_and_nobody_why(house: House) -> None:
    yuki, first, second = house.member(), house.moderator(), house.moderator()
    on_duty(house, first, second)
    house.said(yuki, DANGER)
    wait(house, 0)
    call_id, _ending = call(house)
    second.post(f"/review/calls/{call_id}/passing")
    assert steps(house) == [(1, first.mask_id, None)], "one cannot pass on for another"
    assert first.post(f"/review/calls/{call_id}/passing").status_code == 303
    assert steps(house) == [(1, first.mask_id, Answer.PASSED), (2, second.mask_id, None)]
    second.post(f"/review/calls/{call_id}/acceptance")
    second.post(f"/review/calls/{call_id}/passing")
    assert told(house, yuki) == [(NoticeKind.UNREAD, "unanswered.self")], "also after one had taken it over"


def test_a_ruling_ends_it_and_the_author_hears_nothing_of_it(house: House) -> None:
    yuki, first = house.member(), house.moderator()
    on_duty(house, first)
    text = house.said(yuki, DANGER)
    wait(house, 0)
    house.rule(first, text, Outcome.PUBLISH)
    wait(house, 5)
    assert (call(house)[1], told(house, yuki), told(house, first)) == (Ending.SETTLED, [], [])


def test_what_said_that_nobody_had_read_it_goes_with_the_ruling_and_does_not_come_again(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = house.said(yuki, DANGER)
    wait(house, 0)
    house.rule(mori, text, Outcome.PUBLISH)
    assert told(house, yuki) == []
    house.report(house.member(), text, "danger")
    wait(house, 1)
    assert told(house, yuki) == []


def test_nobody_is_asked_about_their_own_words(house: House) -> None:
    writer, other = house.moderator(), house.moderator()
    on_duty(house, writer, other)
    house.said(writer, DANGER)
    wait(house, 0)
    assert steps(house) == [(1, other.mask_id, None)]
    call_id, _ending = call(house)
    assert writer.post(f"/review/calls/{call_id}/acceptance").status_code == 404
    assert call_id not in writer.client.get("/review/calls").get_data(as_text=True)


def test_watchers_are_not_asked_about_what_they_may_not_see(house: House) -> None:
    yuki, watcher, mori = house.member(), house.member(role=Role.WATCHER), house.moderator()
    on_duty(house, watcher, mori)
    house.said(yuki, DANGER)
    wait(house, 0)
    wait(house, 5)
    assert [mask for _number, mask, _answer in steps(house)] == [mori.mask_id]
    assert told(house, yuki) == [(NoticeKind.UNREAD, "unanswered.self")]


def test_a_watcher_is_asked_about_what_readers_reported(house: House) -> None:
    watcher, mori = house.member(role=Role.WATCHER), house.moderator()
    on_duty(house, watcher, mori)
    house.report(house.member(), house.said(house.member()), "danger")
    wait(house, 0)
    wait(house, 5)
    assert [mask for _number, mask, _answer in steps(house)] == [mori.mask_id, watcher.mask_id]


def test_several_reports_about_one_text_are_one_call(house: House) -> None:
    mori = house.moderator()
    on_duty(house, mori)
    text = house.said(house.member())
    for _reader in range(3):
        house.report(house.member(), text, "danger")
    wait(house, 0)
    assert len(steps(house)) == 1
    call(house)


def test_who_was_only_reported_hears_nothing_of_a_report_and_only_once_a_day(house: House) -> None:
    yuki = house.member()
    for minutes in (0, 60, 23 * 60):
        with clock.standing_at(NOW + minutes * MINUTE):
            text = house.said(yuki, f"きょうも眠れません {minutes}")
            house.report(house.member(), text, "danger")
        wait(house, minutes)
    assert told(house, yuki) == [(NoticeKind.UNREAD, "neutral.self")]
    page = yuki.client.get("/notices").get_data(as_text=True)
    assert "いま話せるところのご案内です" in page
    for word in ("通報", "知らせがあ", "心配した人", "読んだ人"):
        assert word not in page


def test_the_author_may_have_taken_it_back(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    on_duty(house, mori)
    text = house.said(yuki, DANGER)
    wait(house, 0)
    yuki.post(f"/contributions/{text}/withdrawal")
    wait(house, 5)
    assert (call(house)[1], told(house, mori), told(house, yuki)) == (Ending.SETTLED, [], [])


def test_who_says_it_again_is_one_call_with_the_newest_words_in_front(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    on_duty(house, mori, kawa)
    for minute, words in enumerate((DANGER, AGAIN, "死にたい。今夜はもうだめです")):
        with clock.standing_at(NOW + minute * MINUTE):
            newest = house.said(yuki, words)
        wait(house, minute)
    call_id, _ending = call(house)
    assert (told(house, mori), told(house, kawa)) == ([CALLED], []), "nobody else is woken for the same person"
    page = mori.client.get("/review/calls").get_data(as_text=True)
    assert "同じ人から3回届いています" in page
    assert f'href="/review/{newest}"' in page
    assert DANGER not in page
    with clock.standing_at(NOW + 3 * MINUTE):
        assert mori.post(f"/review/calls/{call_id}/acceptance").location == f"/review/{newest}"
    assert len(house.queue(kawa)) == 3, "each of them still waits for a ruling of its own"


def test_a_call_ends_when_everything_its_author_said_is_settled_and_not_before(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    on_duty(house, mori, kawa)
    first, second = house.said(yuki, DANGER), house.said(yuki, AGAIN)
    wait(house, 0)
    house.rule(mori, first, Outcome.PUBLISH)
    wait(house, 5)
    assert (call(house)[1], told(house, kawa)) == (None, [CALLED])
    assert f'href="/review/{second}"' in kawa.client.get("/review/calls").get_data(as_text=True)
    house.rule(kawa, second, Outcome.PUBLISH)
    wait(house, 10)
    assert (call(house)[1], told(house, yuki)) == (Ending.SETTLED, [])


def test_words_after_everything_was_settled_are_a_new_call_although_the_old_one_was_held(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    on_duty(house, mori, kawa)
    first = house.said(yuki, DANGER)
    wait(house, 0)
    mori.post(f"/review/calls/{call(house)[0]}/acceptance")
    house.rule(mori, first, Outcome.PUBLISH)
    with clock.standing_at(NOW + MINUTE):
        house.said(yuki, AGAIN)
    wait(house, 1)
    assert (told(house, mori), told(house, kawa)) == ([], [CALLED])


def test_another_author_is_another_call(house: House) -> None:
    mori, kawa = house.moderator(), house.moderator()
    on_duty(house, mori, kawa)
    for number in range(2):
        house.said(house.member(), f"{DANGER} {number}")
    wait(house, 0)
    assert (told(house, mori), told(house, kawa)) == ([CALLED], [CALLED])


def test_turns_are_shared(house: House) -> None:
    first, second = house.moderator(), house.moderator()
    on_duty(house, first, second)
    for number in range(2):
        house.said(house.member(), f"{DANGER} {number}")
        wait(house, 0)
    assert {mask for _number, mask, _answer in steps(house)} == {first.mask_id, second.mask_id}


def test_what_is_danger_now_for_the_queue_calls_and_nothing_else_does(sqlite_house: House) -> None:
    """The door leaves the errand by a rule of its own, because it may know nothing of the console."""
    text = sqlite_house.said(sqlite_house.member())
    kinds = [kind for kinds in KINDS.values() for kind in kinds]
    kinds += [*(f"report.{reason}" for reason in concerns.REPORT_REASONS), "screening.failed", "night.first"]
    for kind in kinds:
        for severity in (1, 2, 3):
            with at_work(sqlite_house.app):
                db.session().query(Errand).delete()
                concern = Concern(contribution_id=text, source=ConcernSource.SCREENING, kind=kind, severity=severity)
                concerns._keep(concern)
                db.session().flush()
                left = db.session().scalars(select(Errand.kind).where(Errand.kind == concerns.CALL)).all()
                assert bool(left) is (danger.of(concern) is Danger.NOW), (kind, severity)
                db.session().rollback()


def test_what_the_author_is_told_promises_nothing_and_names_no_number() -> None:
    from babel.messages.pofile import read_po

    from app.config import ROOT

    with (ROOT / "app/translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        english = {message.id: message.string for message in read_po(file, locale="en")}
    for words in duty_wording.UNREAD.values():
        for part in (words.words, words.way):
            texts = (part._args[0], english.get(part._args[0], ""))  # type: ignore[union-attr]  # lazy texts
            for text in texts:
                assert not re.search(r"[0-9０-９]{3}", text)
                assert not [phrase for phrase in (*NEVER_SAID, "すぐに返事", "見ています") if phrase in text]


def test_old_calls_are_forgotten(sqlite_house: House) -> None:
    sqlite_house.said(sqlite_house.member(), DANGER)
    wait(sqlite_house, 0)
    with at_work(sqlite_house.app):
        db.session().execute(update(Call).values(ended_at=NOW - timedelta(days=60)))
    with clock.standing_at(NOW + MINUTE):
        assert "calls of the crisis desk: 1" in sqlite_house.app.test_cli_runner().invoke(args=["retention"]).output
