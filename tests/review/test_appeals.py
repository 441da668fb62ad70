"""An author asks once that somebody else look again, and hears why it stands or falls."""

from datetime import timedelta

import pytest

from app import clock, db
from app.contributions import services as door
from app.contributions.models import Contribution
from app.contributions.services import Attempt, Receipt
from app.contributions.versions import Words
from app.errors import Invalid, NotAllowed, NotFound
from app.notices.models import NoticeKind
from app.permissions import Role
from app.review import appeals, chain, told
from app.review.appeal_models import Answer, Appeal
from app.review.leases import TooLate
from app.review.models import Outcome, Ruling
from app.review.reversals import Why
from tests.review import rulings_cast as cast
from tests.review.conftest import PHONE, House
from tests.support.cast import Person, at_work, looking, state_of

SAD = "だれかが悲しむことば"


def kinds(house: House, person: Person) -> list[NoticeKind]:
    return [kind for kind, _topic, _words in house.told(person)]


def removed(house: House, **more: object) -> tuple[Person, Person, str, str]:
    """Somebody whose words were removed: author, ruler, text, ruling."""
    yuki, mori = house.member(), house.moderator()
    text = cast.reported(house, yuki, SAD)
    return yuki, mori, text, cast.ruled(house, mori, text, **more)  # type: ignore[arg-type]  # by name


def test_whoever_is_told_finds_the_reason_and_the_way_to_ask_from_the_notice(house: House) -> None:
    yuki, _mori, _text, made = removed(house, words="次からは、ゆっくりお願いします。")
    assert f"/me/rulings/{made}" in yuki.client.get("/notices").get_data(as_text=True)
    page = yuki.client.get(f"/me/rulings/{made}").get_data(as_text=True)
    for said in (
        "見えないようにしました",
        "責められたように感じる",
        "次からは、ゆっくりお願いします。",
        SAD,
        "もう一度見てもらう",
    ):
        assert said in page, said


def test_an_appeal_is_a_form_that_works_without_scripts_and_once(house: House) -> None:
    yuki, _mori, _text, made = removed(house)
    assert yuki.post(f"/me/rulings/{made}/appeal", words="そういう意味ではありません。").status_code == 303
    page = yuki.client.get(f"/me/rulings/{made}").get_data(as_text=True)
    assert "願いが届いています" in page
    assert "/appeal" not in page
    again = yuki.post(f"/me/rulings/{made}/appeal", words="もう一度。")
    assert (again.status_code, "もう願いが届いている" in again.get_data(as_text=True)) == (422, True)
    with looking(house.app):
        assert db.session().query(Appeal).count() == 1


def test_what_tells_who_somebody_is_is_asked_about_before_it_is_sent(house: House) -> None:
    yuki, _mori, _text, made = removed(house)
    asked = yuki.post(f"/me/rulings/{made}/appeal", words=f"くわしくは {PHONE} にかけてください")
    assert (asked.status_code, PHONE in asked.get_data(as_text=True)) == (200, True)
    with looking(house.app, yuki) as actor:
        ruling = told.ruling_for(actor, made)
        question = appeals.ask(actor, ruling, f"{PHONE} です", Attempt.FIRST)
        assert question is not None
        assert question.receipt is Receipt.ASKED
    answer = yuki.post(f"/me/rulings/{made}/appeal", body=f"くわしくは {PHONE} にかけてください", choice="masked")
    assert answer.status_code == 303
    with looking(house.app):
        found = told.appeal_about(db.session().get_one(Ruling, made))
        assert found is not None
        assert PHONE not in found.words


def test_too_many_words_or_tries_are_turned_down_kindly_and_the_words_stay(sqlite_house: House) -> None:
    yuki, _mori, _text, made = removed(sqlite_house)
    long = yuki.post(f"/me/rulings/{made}/appeal", words="あ" * 1001)
    assert (long.status_code, "あ" * 1001 in long.get_data(as_text=True)) == (422, True)
    codes = [yuki.post(f"/me/rulings/{made}/appeal", words="あ" * 1001).status_code for _try in range(8)]
    assert codes[-1] == 429


def test_words_of_despair_in_an_appeal_bring_their_author_a_card(house: House) -> None:
    yuki, _mori, _text, made = removed(house)
    yuki.post(f"/me/rulings/{made}/appeal", words="もう消えてしまいたいです")
    assert "/notices/care/remove" in yuki.client.get("/notices").get_data(as_text=True)


def test_only_somebody_who_had_no_part_sees_and_answers_it(house: House) -> None:
    yuki, mori, _text, made = removed(house)
    cast.another_mask(house, mori, "見守りのべつの名")
    asked = cast.asked(house, yuki, made)
    assert "願いはありません" in mori.client.get("/review/appeals").get_data(as_text=True)
    for path in ("upholding", "overturning", "letter"):
        assert mori.post(f"/review/appeals/{asked}/{path}", words="このままにします。").status_code == 404
    with at_work(house.app, mori) as actor, pytest.raises(NotAllowed):
        appeals.uphold(actor, db.session().get_one(Appeal, asked), cast.WHY)
    for who in (yuki, house.member(), house.moderator(Role.WATCHER), house.moderator(Role.OPERATOR)):
        assert who.client.get(f"/review/appeals/{asked}").status_code == 404
    kawa = house.moderator()
    assert yuki.mask_name in kawa.client.get("/review/appeals").get_data(as_text=True)
    assert kawa.client.get(f"/review/appeals/{asked}").status_code == 200


def test_neither_of_the_two_of_a_closed_account_answers_and_a_third_can_open_it_again(house: House) -> None:
    yuki, mori, kawa, sato = house.member(), house.moderator(), house.moderator(), house.moderator()
    made = cast.ruled(
        house, mori, cast.reported(house, yuki, SAD), measure=Outcome.ACCOUNT_BAN, words="お願いが届きませんでした。"
    )
    cast.second_person(house, kawa, made)
    asked = cast.asked(house, yuki, made)
    for first in (mori, kawa):
        with at_work(house.app, first) as actor, pytest.raises(NotFound):
            appeals.appeal_for(actor, asked)
    cast.answered(house, sato, asked, appeals.overturn)
    assert not cast.seen_as(house, yuki).is_closed
    assert yuki.client.get("/me/masks").status_code == 200


def test_whoever_looks_again_sees_what_was_ruled_on_and_not_what_came_later(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    text = house.held(yuki)
    house.report(house.member(), text, "identifies", "番号が出ています")
    made = cast.ruled(house, mori, text, Outcome.RETURN, reason="identifies", note="番号のほかは、よい話です。")
    with at_work(house.app, yuki) as actor:
        found = db.session().get_one(Contribution, text)
        door.revise(actor, found, Words("", "番号をのぞきました。"), Attempt.INSISTING)
    page = kawa.client.get(f"/review/appeals/{cast.asked(house, yuki, made)}").get_data(as_text=True)
    for evidence in (PHONE, "番号が出ています", "番号のほかは、よい話です。", "電話番号", "書きなおしをお願いする"):
        assert evidence in page, evidence
    assert "番号をのぞきました" not in page
    for hidden in (mori.mask_name, yuki.member_id):
        assert hidden not in page.partition("<main")[2], "who ruled is nobody's business here"


def test_an_overturned_ruling_falls_with_everything_and_the_text_is_out_again(house: House) -> None:
    yuki, _mori, text, made = removed(house, measure=Outcome.PAUSE, hours=72)
    asked = cast.asked(house, yuki, made)
    kawa = house.moderator()
    answer = kawa.post(f"/review/appeals/{asked}/overturning", words="読みなおし、ちがう意味だとわかりました。")
    assert answer.status_code == 303
    assert (state_of(house.app, text), cast.seen_as(house, yuki).is_paused) == ("visible", False)
    assert house.told(yuki) == [(NoticeKind.OVERTURNED, "hurts", "読みなおし、ちがう意味だとわかりました。")]
    page = yuki.client.get(f"/me/rulings/{made}").get_data(as_text=True)
    assert "取り消されました" in page
    assert "読みなおし、ちがう意味だとわかりました。" in page


def test_what_had_only_waited_is_out_after_it_was_overturned_and_nobody_looks_a_third_time(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = house.held(yuki)
    made = cast.ruled(house, mori, text, Outcome.REMOVE)
    cast.answered(house, house.moderator(), cast.asked(house, yuki, made), appeals.overturn)
    assert (state_of(house.app, text), house.queue(mori)) == ("visible", [])


def test_an_upheld_ruling_stands_and_its_author_hears_why(house: House) -> None:
    yuki, _mori, text, made = removed(house)
    cast.answered(
        house,
        house.moderator(),
        cast.asked(house, yuki, made),
        appeals.uphold,
        Why("責める形だったので、このままにします。"),
    )
    assert state_of(house.app, text) == "removed"
    assert (NoticeKind.UPHELD, "hurts", "責める形だったので、このままにします。") in house.told(yuki)
    page = yuki.client.get(f"/me/rulings/{made}").get_data(as_text=True)
    assert "決定は、そのままになりました" in page
    assert "/appeal" not in page


def test_answers_need_words_without_gaps_and_come_back_with_what_was_typed(house: House) -> None:
    yuki, _mori, _text, made = removed(house)
    asked, kawa = cast.asked(house, yuki, made), house.moderator()
    begun = kawa.post(f"/review/appeals/{asked}/letter", letter="upheld", note="控えです").get_data(as_text=True)
    assert "〔何を見て、どう考えたか〕" in begun
    assert "控えです" in begun
    for words, sentence in (
        ("", "どう考えたかをことばで"),
        ("〔何を見て〕ので", "〔 〕のところを"),
        (f"{PHONE} へ", "手がかり"),
    ):
        answer = kawa.post(f"/review/appeals/{asked}/upholding", words=words, note="控えです")
        page = answer.get_data(as_text=True)
        assert (answer.status_code, sentence in page, "控えです" in page) == (422, True, True), words


def test_two_who_answer_at_once_give_one_answer(house: House) -> None:
    yuki, _mori, _text, made = removed(house)
    asked = cast.asked(house, yuki, made)
    with at_work(house.app, house.moderator()) as actor:
        late = appeals.appeal_for(actor, asked)
        appeals.uphold(actor, late, cast.WHY)
    with at_work(house.app, house.moderator()) as actor, pytest.raises(TooLate, match="もう答えています"):
        appeals.overturn(actor, db.session().get_one(Appeal, asked), cast.WHY)
    with looking(house.app):
        assert chain.verify().length == 2


def test_a_ruling_that_is_taken_back_answers_its_appeal(house: House) -> None:
    yuki, mori, _text, made = removed(house)
    asked = cast.asked(house, yuki, made)
    cast.taken_back(house, mori, made)
    with looking(house.app):
        found = db.session().get_one(Appeal, asked)
        assert (found.answer, found.evidence) == (Answer.OVERTURNED, b"")


def test_a_text_that_moderators_removed_can_be_taken_back_by_its_author_while_the_appeal_keeps_its_copy(
    house: House,
) -> None:
    yuki, _mori, text, made = removed(house)
    asked, kawa = cast.asked(house, yuki, made), house.moderator()
    assert "写しがひとつ" in yuki.client.get(f"/me/rulings/{made}").get_data(as_text=True)
    assert yuki.post(f"/me/rulings/{made}/withdrawal").status_code == 303
    found = cast.text_of(house, text)
    assert (found.body, found.html, found.is_withdrawn) == ("", "", True)
    with looking(house.app):
        copy = db.session().get_one(Appeal, asked).evidence
        assert SAD.encode() not in copy, "the copy is sealed"
    assert SAD in kawa.client.get(f"/review/appeals/{asked}").get_data(as_text=True)
    cast.answered(house, kawa, asked, appeals.overturn)
    assert cast.text_of(house, text).body == "", "what its author took back stays gone"
    with looking(house.app):
        assert db.session().get_one(Appeal, asked).evidence == b""


def test_a_copy_of_withdrawn_words_does_not_wait_longer_than_a_month(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    (yuki, _mori, _text, made), (sora, _kawa, _other, second) = removed(house), removed(house)
    asked, kept = cast.asked(house, yuki, made), cast.asked(house, sora, second)
    yuki.post(f"/me/rulings/{made}/withdrawal")
    with at_work(house.app):
        assert appeals.forget_copies() == 0
    later = clock.now() + timedelta(days=30, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with at_work(house.app):
        assert appeals.forget_copies() == 1
    with looking(house.app):
        assert db.session().get_one(Appeal, asked).evidence == b""
        assert db.session().get_one(Appeal, kept).evidence != b""


def test_nobody_asks_about_what_was_decided_about_others_or_was_never_told(house: House) -> None:
    yuki, mori, _text, made = removed(house)
    kiku = house.member()
    noted = cast.ruled(house, mori, cast.reported(house, kiku), Outcome.PUBLISH, measure=Outcome.NOTE)
    for who, ruling in ((kiku, made), (yuki, noted), (kiku, noted), (mori, made)):
        assert who.client.get(f"/me/rulings/{ruling}").status_code == 404
        assert who.post(f"/me/rulings/{ruling}/appeal", words="見てください").status_code == 404
        assert who.post(f"/me/rulings/{ruling}/withdrawal").status_code == 404
    assert "何も決まっていません" in kiku.client.get("/me/rulings").get_data(as_text=True)


def test_a_pause_outlives_the_line_it_came_from_and_can_still_be_appealed(house: House) -> None:
    yuki, _mori, text, made = removed(house, measure=Outcome.PAUSE, hours=168)
    with at_work(house.app):
        db.session().delete(db.session().get_one(Contribution, text))
    assert NoticeKind.PAUSED in kinds(house, yuki)
    asked = cast.asked(house, yuki, made)
    page = house.moderator().client.get(f"/review/appeals/{asked}").get_data(as_text=True)
    assert "ことばは、もう残っていません" in page
    cast.answered(house, house.moderator(), asked, appeals.overturn)
    assert not cast.seen_as(house, yuki).is_paused


def test_how_appeals_ended_can_be_counted(house: House) -> None:
    begin = clock.now()
    for answer in (appeals.uphold, appeals.overturn, appeals.overturn):
        yuki, _mori, _text, made = removed(house)
        cast.answered(house, house.moderator(), cast.asked(house, yuki, made), answer)
    with looking(house.app):
        end = clock.now() + timedelta(seconds=1)
        assert appeals.answered_between(begin, end) == {Answer.UPHELD: 1, Answer.OVERTURNED: 2}
        assert appeals.answered_between(end, end + timedelta(days=1)) == {Answer.UPHELD: 0, Answer.OVERTURNED: 0}


def test_a_second_question_about_the_same_ruling_is_refused_also_by_the_service(house: House) -> None:
    yuki, _mori, _text, made = removed(house)
    cast.asked(house, yuki, made)
    with at_work(house.app, yuki) as actor, pytest.raises(Invalid):
        appeals.ask(actor, told.ruling_for(actor, made), "もう一度")


def test_new_words_are_not_let_out_by_an_appeal_about_the_old_ones(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = cast.reported(house, yuki, SAD)
    made = cast.ruled(house, mori, text, Outcome.RETURN)
    asked = cast.asked(house, yuki, made)
    with at_work(house.app, yuki) as actor:
        found = db.session().get_one(Contribution, text)
        door.revise(actor, found, Words("", "だれも見ていない、あたらしいことば"), Attempt.INSISTING)
    cast.answered(house, house.moderator(), asked, appeals.overturn)
    assert (state_of(house.app, text), house.queue(mori)) == ("held", [text]), "somebody reads them first"
