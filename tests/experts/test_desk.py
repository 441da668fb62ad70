"""The desk beside a question: its draft, passing it on, a second pair of eyes, phrases and cards."""

from datetime import timedelta

import pytest
from sqlalchemy import select

import moderation
from app import clock, db
from app.accounts import masks
from app.accounts.models import Mask
from app.contributions import asides, drafts, screening
from app.experts import cards, line, queries, urgency
from app.experts.desk_models import HandOver, SecondLook
from app.experts.models import Answer, Audience, Question
from app.leaving import queries as leaving
from app.referrals import directory
from tests.experts.cast import (
    NURSE,
    SCHOOL,
    a_counsellor,
    a_question,
    an_answer,
    keeps,
    on_duty,
    open_always,
    page,
    row,
    two_rooms,
)
from tests.experts.conftest import Evening
from tests.experts.test_after_asking import DANGER
from tests.experts.test_sealed import everything_in
from tests.support.cast import Person, a_member, an_app, at_work, looking

BEGUN = "まず、眠れているかを"
NOTE = "眠りのことまで書きました。つぎは学校とのやりとりをお願いします。"


@pytest.fixture
def desk(sqlite_url: str) -> Evening:
    """A room that is always open, with one asker and one counsellor."""
    made = an_app(sqlite_url)
    two_rooms(made)
    open_always(made)
    return Evening(made, a_member(made), a_counsellor(made))


@pytest.fixture
def question_id(desk: Evening) -> str:
    return a_question(desk.app, desk.asker, Audience.COUNSELLORS)


@pytest.fixture
def colleague(desk: Evening) -> Person:
    return a_counsellor(desk.app)


@pytest.fixture
def taken(desk: Evening, question_id: str) -> str:
    """In the counsellor's hands, with something written."""
    assert desk.counsellor.post(f"/questions/{question_id}/take").status_code == 303
    assert keeps(desk.counsellor, question_id, BEGUN) == 204
    return question_id


def hand_over(person: Person, question_id: str, note: str = NOTE, to: str = ""):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    return person.post(f"/questions/{question_id}/hand-overs", note=note, to=to)


def test_need_goes_first_then_who_waited_long_and_then_age_and_everybody_is_told_their_true_place(
    desk: Evening,
) -> None:
    asked = {name: a_question(desk.app, a_member(desk.app), title=f"{name}の質問") for name in ("古い", "次", "つらい")}
    danger = a_member(desk.app)
    sent = danger.post("/experts/school/ask", title="急ぐの質問", body=DANGER, audience="counsellors", seen="1")
    asked["急ぐ"] = str(sent.location).rpartition("/")[2]
    danger.post(f"/questions/{asked['急ぐ']}/place")
    with at_work(desk.app):
        db.session().get_one(Question, asked["つらい"]).urgency = "care"
        db.session().get_one(Question, asked["古い"]).waiting_since = clock.now() - urgency.LONG
    shown = desk.counsellor.client.get("/experts/school").get_data(as_text=True)
    order = sorted(asked, key=lambda name: shown.index(f"{name}の質問"))
    assert order == ["急ぐ", "古い", "つらい", "次"]
    for words in ("命にかかわることば", "つらさのことば", "長く待っています"):
        assert words in shown
        assert words not in danger.client.get("/experts/school").get_data(as_text=True)
    with looking(desk.app):
        rows = db.session().scalars(queries.with_room_and_mask().where(Question.id.in_(asked.values()))).all()
        assert {each.id: line.place_of(each) for each in rows} == {asked[name]: at for at, name in enumerate(order, 1)}


def test_what_is_typed_is_kept_with_the_question_under_a_key_outside_the_database(desk: Evening, taken: str) -> None:
    assert BEGUN in page(desk.counsellor, taken)
    assert BEGUN.encode() not in everything_in(desk.app)
    assert BEGUN not in desk.counsellor.client.get("/me/drafts").get_data(as_text=True), "it belongs to the room"
    desk.counsellor.client.delete_cookie(desk.app.config["SESSION_COOKIE_NAME"])
    with looking(desk.app, desk.counsellor) as actor:
        assert drafts.all_of(actor) == []
        assert drafts.at(drafts.Shelf(taken), f"/questions/{taken}/answer") is not None


def test_a_page_that_is_used_keeps_the_seat_and_one_that_is_left_gives_it_back(
    desk: Evening, taken: str, colleague: Person
) -> None:
    begun = clock.now()
    with clock.standing_at(begun + timedelta(minutes=15)):
        assert desk.counsellor.post(f"/questions/{taken}/take", only_if_held="1").status_code == 204
        assert colleague.post(f"/questions/{taken}/take", only_if_held="1").status_code == 409, "that takes nothing"
    with clock.standing_at(begun + timedelta(minutes=30)):
        assert colleague.post(f"/questions/{taken}/take").status_code == 409, "it was renewed"
        assert desk.counsellor.post(f"/questions/{taken}/release").status_code == 303
        assert keeps(desk.counsellor, taken, f"{BEGUN}、") == 204, "what was typed last arrives after the page was left"
        assert colleague.post(f"/questions/{taken}/take").status_code == 303
        assert f"{BEGUN}、" in page(colleague, taken)
        assert desk.counsellor.post(f"/questions/{taken}/take", only_if_held="1").status_code == 409


def test_words_of_whoever_lost_the_seat_are_theirs_and_do_not_replace_the_next_ones(
    desk: Evening, taken: str, colleague: Person
) -> None:
    desk.counsellor.post(f"/questions/{taken}/release")
    colleague.post(f"/questions/{taken}/take")
    keeps(colleague, taken, "つぎの人の文")
    assert keeps(desk.counsellor, taken, "おそく届いた文") == 204
    assert "つぎの人の文" in page(colleague, taken)
    assert "おそく届いた文" not in page(colleague, taken)
    assert "おそく届いた文" in desk.counsellor.client.get("/me/drafts").get_data(as_text=True), "nothing is lost"


@pytest.mark.parametrize("way", ["answer", "draft"])
def test_without_scripts_words_are_put_down_and_never_lost(
    desk: Evening, taken: str, colleague: Person, way: str
) -> None:
    put = desk.counsellor.post(f"/questions/{taken}/draft", body="しまった文")
    assert put.status_code == 303
    assert "しまった文" in page(desk.counsellor, taken)
    with clock.standing_at(clock.now() + timedelta(minutes=21)):
        colleague.post(f"/questions/{taken}/take")
        late = desk.counsellor.post(f"/questions/{taken}/{way}", body="おそい文", nonce="late")
        assert late.status_code == 409
        assert "おそい文" in late.get_data(as_text=True)
        assert "しまった文" in page(colleague, taken), "whoever goes on has it"


def test_a_question_passed_on_takes_its_note_and_its_draft_along(desk: Evening, taken: str, colleague: Person) -> None:
    assert desk.counsellor.client.get(f"/questions/{taken}/hand-over").status_code == 200
    assert hand_over(desk.counsellor, taken).status_code == 303
    assert NOTE in page(colleague, taken)
    assert NOTE not in page(desk.asker, taken)
    assert NOTE.encode() not in everything_in(desk.app)
    assert BEGUN not in page(colleague, taken), "not before it is in their hands"
    assert colleague.post(f"/questions/{taken}/take").status_code == 303
    assert BEGUN in page(colleague, taken)
    assert hand_over(desk.counsellor, taken).status_code == 409, "it is in other hands"
    assert colleague.post(f"/questions/{taken}/answer", body=f"{BEGUN}見ましょう。", nonce="n").status_code == 303
    with looking(desk.app):
        assert db.session().scalars(select(HandOver)).all() == []
        assert drafts.all_of(drafts.Shelf(taken)) == []
    assert NOTE not in page(colleague, taken)


@pytest.mark.parametrize(
    ("note", "marked"),
    [
        ("翔太くんの朝の話を聞いています。", "翔太くん"),
        ("お母さんの山本さんが、来週面談だそうです。", "山本"),
        ("Taro Suzuki の件です。", "Taro Suzuki"),
        ("折り返しは 090-1234-5678 へ。", "090-1234-5678"),
        ("教育センターの携帯 090-1111-2222 です。", "090-1111-2222"),
        ("桜ヶ丘小学校のことだそうです。", "桜ヶ丘小学校"),
    ],
)
def test_a_hand_over_with_a_name_a_number_or_a_school_is_refused_and_shows_where(
    desk: Evening, taken: str, note: str, marked: str
) -> None:
    refused = hand_over(desk.counsellor, taken, note)
    text = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert f"<mark>{marked}" in text
    assert f">\n{note}</textarea>" in text, "what was typed is still there"
    with looking(desk.app):
        assert db.session().scalars(select(HandOver)).all() == []
    assert row(desk.app, taken).is_being_written


def test_public_lines_and_plain_words_pass_in_a_hand_over(desk: Evening, taken: str) -> None:
    note = "お母さんには 0120-0-78310 と 189 を伝えました。担任の先生の話はまだです。赤ちゃんもいるそうです。"
    assert hand_over(desk.counsellor, taken, note).status_code == 303


def test_a_hand_over_that_nobody_can_look_at_is_not_passed_on(
    desk: Evening, taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_text: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(asides, "identifying", fails)
    refused = hand_over(desk.counsellor, taken)
    assert refused.status_code == 422
    assert NOTE in refused.get_data(as_text=True)


def test_a_colleague_on_duty_can_be_chosen_and_goes_first_for_half_an_hour(
    desk: Evening, taken: str, colleague: Person
) -> None:
    third = a_counsellor(desk.app)
    assert colleague.mask_name not in desk.counsellor.client.get(f"/questions/{taken}/hand-over").get_data(as_text=True)
    assert hand_over(desk.counsellor, taken, to=colleague.mask_id).status_code == 422, "they are not there"
    on_duty(colleague)
    assert colleague.mask_name in desk.counsellor.client.get(f"/questions/{taken}/hand-over").get_data(as_text=True)
    assert hand_over(desk.counsellor, taken, to=third.mask_id).status_code == 422
    assert hand_over(desk.counsellor, taken, to=colleague.mask_id).status_code == 303
    assert "引き継がれました" in colleague.client.get("/notices").get_data(as_text=True)
    assert third.post(f"/questions/{taken}/take").status_code == 409
    assert "ほかの相談員が先に読みます" in third.client.get("/experts/school").get_data(as_text=True)
    assert "あなたが先に読めます" in colleague.client.get("/experts/school").get_data(as_text=True)
    with clock.standing_at(clock.now() + timedelta(minutes=31)):
        assert third.post(f"/questions/{taken}/take").status_code == 303


def test_whoever_goes_off_duty_keeps_nothing_back(desk: Evening, taken: str, colleague: Person) -> None:
    on_duty(colleague)
    hand_over(desk.counsellor, taken, to=colleague.mask_id)
    colleague.post("/experts/school/duty/remove")
    assert "引き継がれました" not in colleague.client.get("/notices").get_data(as_text=True)
    assert a_counsellor(desk.app).post(f"/questions/{taken}/take").status_code == 303


def test_nothing_is_passed_to_whoever_leaves_the_topic_to_others_or_has_taken_enough(
    desk: Evening, colleague: Person
) -> None:
    busy = a_counsellor(desk.app)
    colleague.post("/me/counselling", topics="bullying")
    busy.post("/me/counselling", quota="1")
    on_duty(colleague, busy)
    an_answer(busy, a_question(desk.app, a_member(desk.app)), "ひとつ答えました。")
    fields = {
        "title": "友だちのこと",
        "body": "教えてください。",
        "audience": "counsellors",
        "topic": "bullying",
        "seen": "1",
    }
    asked = str(desk.asker.post("/experts/school/ask", **fields).location).rpartition("/")[2]
    desk.counsellor.post(f"/questions/{asked}/take")
    shown = desk.counsellor.client.get(f"/questions/{asked}/hand-over").get_data(as_text=True)
    assert colleague.mask_name not in shown
    assert busy.mask_name not in shown
    assert "きょう決めた数まで答えました" in busy.client.get("/experts/school").get_data(as_text=True)


def test_a_colleague_reads_over_what_will_be_sent_and_the_drafter_decides(
    desk: Evening, taken: str, colleague: Person
) -> None:
    way = f"/questions/{taken}/second-look"
    assert colleague.client.get(way).status_code == 404, "nobody has asked"
    asked = desk.counsellor.post(f"/questions/{taken}/draft", body="眠りの話をしましょう。", then="second-look")
    assert asked.status_code == 303
    assert way in colleague.client.get("/experts/school").get_data(as_text=True)
    shown = colleague.client.get(way).get_data(as_text=True)
    assert "眠りの話をしましょう。" in shown
    assert "教えてください。" in shown, "the question as well"
    waiting = desk.counsellor.post(f"/questions/{taken}/answer", body="眠りの話をしましょう。", nonce="n")
    assert waiting.status_code == 422
    assert "まだだれも見ていません" in waiting.get_data(as_text=True)
    assert "眠りの話をしましょう。" in waiting.get_data(as_text=True)
    remarked = colleague.post(f"{way}s/verdict", verdict="remarked", remark="朝のことにもふれるとよさそうです。")
    assert remarked.status_code == 303
    assert "朝のことにもふれると".encode() not in everything_in(desk.app)
    mine = page(desk.counsellor, taken)
    assert "朝のことにもふれると" in mine
    assert colleague.mask_name in mine
    assert "文が変わっています" not in mine
    keeps(desk.counsellor, taken, "眠りと朝の話をしましょう。")
    assert "文が変わっています" in page(desk.counsellor, taken)
    assert "朝のことにもふれると" not in page(desk.asker, taken)
    assert desk.counsellor.post(f"/questions/{taken}/answer", body="眠りと朝の話。", nonce="m").status_code == 303
    with looking(desk.app):
        assert db.session().scalars(select(SecondLook)).all() == []


def test_only_a_counsellor_of_the_room_who_does_not_write_it_looks_it_over(
    desk: Evening, taken: str, colleague: Person
) -> None:
    desk.counsellor.post(f"/questions/{taken}/second-looks")
    way = f"/questions/{taken}/second-look"
    strangers = [desk.counsellor, desk.asker, a_counsellor(desk.app, NURSE), a_member(desk.app)]
    for person in strangers:
        assert person.client.get(way).status_code == 404
        assert person.post(f"{way}s/verdict", verdict="approved").status_code == 404
    named = colleague.post(f"{way}s/verdict", verdict="remarked", remark="翔太くんのことですね")
    assert named.status_code == 422
    assert "<mark>翔太くん" in named.get_data(as_text=True)
    assert colleague.post(f"{way}s/verdict", verdict="remarked", remark="").status_code == 422
    assert colleague.post(f"{way}s/verdict", verdict="approved").status_code == 303
    assert "このまま送って大丈夫です" in page(desk.counsellor, taken)
    assert colleague.client.get(way).status_code == 404, "once is enough"


def test_nobody_has_to_wait_for_a_second_look(desk: Evening, taken: str, colleague: Person) -> None:
    desk.counsellor.post(f"/questions/{taken}/second-looks")
    assert "待たずに送る" in page(desk.counsellor, taken)
    sent = desk.counsellor.post(f"/questions/{taken}/answer", body="待たずに。", nonce="n", unread="1")
    assert sent.status_code == 303
    other = a_question(desk.app, a_member(desk.app), title="つぎの質問")
    an_answer(desk.counsellor, other, "だれにも頼んでいないので、そのまま送れます。")
    assert colleague.client.get(f"/questions/{taken}/second-look").status_code == 404


def test_a_phrase_is_ones_own_and_its_gaps_are_filled_before_anything_is_sent(
    desk: Evening, taken: str, colleague: Person
) -> None:
    words = "［お子さんの学年］のころは、[時間]がかかります。"
    assert desk.counsellor.post("/me/phrases", name="朝の話", words=words).status_code == 303
    shown = desk.counsellor.client.get("/me/phrases").get_data(as_text=True)
    assert "［お子さんの学年］のころは、［時間］がかかります。" in shown
    assert "お子さんの学年］のころは".encode() not in everything_in(desk.app)
    phrase_id = shown.split("/me/phrases/")[1].split('"')[0]
    for way, fields in (
        (f"/me/phrases/{phrase_id}", {"name": "x", "words": "y"}),
        (f"/me/phrases/{phrase_id}/remove", {}),
    ):
        assert colleague.post(way, **fields).status_code == 404
    put = desk.counsellor.post(f"/questions/{taken}/draft", body=BEGUN, insert="phrase", phrase=phrase_id)
    assert put.status_code == 303
    assert f"{BEGUN}\n\n［お子さんの学年］のころは" in page(desk.counsellor, taken)
    for choice in ("", "as_is"):
        refused = desk.counsellor.post(f"/questions/{taken}/answer", body=f"{BEGUN} {words}", nonce="n", choice=choice)
        assert refused.status_code == 422
        assert "まだ埋まっていないところがあります：［お子さんの学年］" in refused.get_data(as_text=True)
    with looking(desk.app, desk.counsellor) as actor:
        assert leaving.everything_of(actor)["saved_phrases"] == [
            {"name": "朝の話", "words": words.replace("[時間]", "［時間］")}
        ]
    filled = "小学生のころは、時間がかかります。［電話番号］は伏せました。注[1]"
    sent = desk.counsellor.post(f"/questions/{taken}/answer", body=filled, nonce="n")
    assert sent.status_code == 303, "what the check put in somebody's place is no gap"
    assert desk.counsellor.post(f"/me/phrases/{phrase_id}/remove").status_code == 303


def test_guides_and_lines_are_cards_for_readers_and_words_in_the_text(desk: Evening) -> None:
    asked = a_question(desk.app, desk.asker)
    desk.counsellor.post(f"/questions/{asked}/take")
    guide = page(desk.counsellor, asked).split('id="guide"')[1].split("<option>")[1].split("</option>")[0]
    for kind, said, name in (("line", "窓口", "よりそいホットライン"), ("guide", "読みもの", guide)):
        put = {"body": "読んでみてください。", "insert": kind, kind: name}
        assert desk.counsellor.post(f"/questions/{asked}/draft", **put).status_code == 303
        assert f"▶ {said}：{name}" in page(desk.counsellor, asked)
    body = f"話せるところです。\n\n▶ 窓口：よりそいホットライン\n\n▶ Guide: {guide}\n\n▶ 窓口：もうない窓口"
    assert desk.counsellor.post(f"/questions/{asked}/answer", body=body, nonce="n").status_code == 303
    reader = a_member(desk.app)
    shown = page(reader, asked).split('class="prose"')[2]
    assert 'class="line-card' in shown
    assert "0120-279-338" in shown
    assert 'href="/guides/' in shown
    assert "<p>もうない窓口</p>" in shown
    reader.client.set_cookie("words", "en")
    assert "Yorisoi" in page(reader, asked)
    with looking(desk.app):
        assert "0120" not in db.session().scalars(select(Answer.body)).one(), "numbers are those of the day one reads"


def test_no_card_of_the_house_is_stopped_or_asked_about(desk: Evening) -> None:
    with desk.app.test_request_context(), desk.app.extensions["tomoshibi_db"].reading():
        lines, shelf = directory.lines_in("JP"), desk.app.extensions["tomoshibi_guides"]
        of_lines, of_guides = cards.WORDS[cards.Kind.LINE], cards.WORDS[cards.Kind.GUIDE]
        said = [f"{of_lines[0]}{line.name.ja}" for line in lines] + [f"{of_lines[1]}{line.name.en}" for line in lines]
        for words, locale in zip(of_guides, ("ja", "en"), strict=True):
            said += [f"{words}{guide.title}" for guide in shelf.in_language(locale).values()]
        for card in said:
            draft = moderation.Draft(
                body=f"眠れているかを見ましょう。\n\n{card}",
                channel=moderation.Channel.ANSWER,
                standing=moderation.Standing.STAFF,
            )
            assert screening.look_at(draft).action is moderation.Action.ALLOW, card


def test_numbers_of_public_lines_and_offices_pass_in_an_answer_and_private_ones_do_not(
    desk: Evening, taken: str
) -> None:
    with looking(desk.app):
        numbers = sorted({each.number for each in directory.lines_in("JP") if each.number})
    offices = ["市の教育支援センター（0422-12-3456）", "文部科学省 03-5253-4111"]
    body = "\n".join(f"・{number} に電話できます。" for number in [*numbers, *offices])
    for private in ("わたしの携帯は 090-1234-5678 です。", "教育センターの 080-1111-2222 に電話してください。"):
        asked = desk.counsellor.post(f"/questions/{taken}/answer", body=private, nonce="n")
        assert 'value="masked"' in asked.get_data(as_text=True), private
    assert len(numbers) > 10
    sent = desk.counsellor.post(f"/questions/{taken}/answer", body=body, nonce="m")
    assert sent.status_code == 303, sent.get_data(as_text=True)
    assert row(desk.app, taken).answered_at is not None


def test_what_asks_on_goes_first_to_whoever_answered_while_they_are_there(desk: Evening, colleague: Person) -> None:
    first, second = (a_question(desk.app, a_member(desk.app), title=title) for title in ("ひとつめ", "ふたつめ"))
    asked = a_question(desk.app, desk.asker)
    for number, each in enumerate((asked, first, second), 1):
        an_answer(desk.counsellor, each, f"{number}つめの質問にお答えします。")
    on_duty(desk.counsellor, colleague)
    assert (
        desk.asker.post(f"/questions/{asked}/follow-ups", body="もう少し教えてください。", nonce="f").status_code == 303
    )
    assert "続きが届きました" in desk.counsellor.client.get("/notices").get_data(as_text=True)
    assert colleague.post(f"/questions/{asked}/take").status_code == 409
    desk.counsellor.post("/experts/school/duty/remove")
    assert colleague.post(f"/questions/{asked}/take").status_code == 303, "otherwise it is for everybody"


def test_a_question_that_is_taken_back_leaves_nothing_on_the_desk(desk: Evening, taken: str, colleague: Person) -> None:
    desk.counsellor.post(f"/questions/{taken}/second-looks")
    hand_over(desk.counsellor, taken)
    assert desk.asker.post(f"/contributions/{taken}/withdrawal").status_code == 303
    with looking(desk.app):
        for kind in (HandOver, SecondLook):
            assert db.session().scalars(select(kind)).all() == []
        assert drafts.all_of(drafts.Shelf(taken)) == []


def test_a_profession_that_lapses_in_mid_draft_ends_the_lease_and_keeps_the_draft_for_the_room(
    desk: Evening, taken: str, colleague: Person
) -> None:
    with at_work(desk.app):
        masks.verify(db.session().get_one(Mask, desk.counsellor.mask_id), SCHOOL, clock.today())
    with clock.standing_at(clock.now() + timedelta(days=1)):
        assert desk.counsellor.client.get(f"/questions/{taken}").status_code == 404
        assert desk.counsellor.post(f"/questions/{taken}/answer", body=BEGUN, nonce="n").status_code == 404
        assert colleague.post(f"/questions/{taken}/take").status_code == 303
        assert BEGUN in page(colleague, taken)
