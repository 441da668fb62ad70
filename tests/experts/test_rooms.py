"""The list of rooms and the room's own page: honest about waiting, silent about people."""

import re
from datetime import timedelta

from sqlalchemy import delete

from app import clock, db
from app.experts import answering, queries, services
from app.experts.models import Audience, ExpertRoom
from app.ids import new_id
from tests.experts.cast import a_question, an_answer, row
from tests.experts.conftest import Evening
from tests.support.cast import a_member, a_visitor, at_work


def test_a_visitor_learns_who_answers_when_and_what_not(evening: Evening) -> None:
    page = a_visitor(evening.app).get("/experts").get_data(as_text=True)
    for words in ("スクールカウンセラー", "看護師", "診断と、薬のこと", "いっしょに考えます"):
        assert words in page


def test_an_empty_site_says_what_to_do_next(evening: Evening) -> None:
    with at_work(evening.app):
        db.session().execute(delete(ExpertRoom))
    page = a_visitor(evening.app).get("/experts").get_data(as_text=True)
    assert "まだ専門家の部屋がありません" in page
    assert a_visitor(evening.app).get("/experts/school").status_code == 404


def test_waiting_is_told_honestly(evening: Evening) -> None:
    visitor = a_visitor(evening.app)

    def words() -> str:
        found = re.search(r"待ち時間</dt><dd>(.*?)</dd>", visitor.get("/experts/school").get_data(as_text=True))
        assert found
        return found[1]

    assert words() == "いまは、順番を待っている質問はありません。"
    for _ in range(4):
        a_question(evening.app, a_member(evening.app))
    assert words() == "いま質問すると、5番目です。", "nobody has announced hours, so none are told"


def test_answered_questions_come_latest_first_page_by_page_without_loss_or_doubles(evening: Evening) -> None:
    start = clock.now()
    asked = []
    for number in range(23):
        # Several in the same moment, so that the order must not hang on the time alone.
        with clock.standing_at(start + timedelta(minutes=number // 3)):
            asked.append(asked_and_answered(evening, number))
    visitor = a_visitor(evening.app)
    seen: list[str] = []
    path = "/experts/school"
    for _ in range(2):
        page = visitor.get(path).get_data(as_text=True)
        seen += re.findall(r'href="/questions/([a-z0-9]+)"', page)
        following = re.search(r'href="(/experts/school\?after=[a-z0-9]+)"', page)
        path = following[1] if following else ""
    assert path == ""
    assert sorted(seen) == sorted(asked)
    moments = [row(evening.app, question_id).answered_at for question_id in seen]
    assert moments == sorted(moments, reverse=True)  # type: ignore[type-var]  # all of them are answered


def test_a_page_after_something_unknown_begins_at_the_beginning(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker)
    an_answer(evening.counsellor, question_id)
    for cursor in ("nothing", "\0", "'; --", "a" * 5000):
        page = a_visitor(evening.app).get("/experts/school", query_string={"after": cursor})
        assert page.status_code == 200
        assert question_id in page.get_data(as_text=True)


def test_no_title_of_a_tab_speaks(evening: Evening) -> None:
    question_id = a_question(evening.app, evening.asker, title="学校に行けない")
    for path in ("/experts", "/experts/school", "/experts/school/ask", f"/questions/{question_id}"):
        page = evening.asker.client.get(path).get_data(as_text=True)
        assert "<title>メモ</title>" in page


def asked_and_answered(evening: Evening, number: int) -> str:
    """Without the pages, because nobody may write as much in a minute."""
    with at_work(evening.app, evening.asker) as asker:
        room = queries.room_for(asker, "school")
        words = services.Asked(f"質問その{number}", f"{number}日目です。", Audience.EVERYONE, new_id())
        question_id = services.ask(asker, room, words).contribution.id  # type: ignore[union-attr]  # it was kept
    with at_work(evening.app, evening.counsellor) as counsellor:
        question = queries.question_for(counsellor, question_id)
        answering.take(counsellor, question)
        answering.answer(counsellor, question, answering.Draft(f"{number}つめの答えです。", new_id()))
    return question_id
