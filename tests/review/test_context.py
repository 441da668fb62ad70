"""What a moderator is shown of a case, and what never: the place, the name's standing, what fired; no account, no other name."""

import re
from datetime import timedelta

from app import clock, db
from app.contributions.models import Concern, ConcernSource, Contribution
from app.forum import services as forum
from app.forum.models import Board, Wants
from app.forum.services import Heading, Post
from app.ids import new_id
from app.permissions import Standing
from app.review.models import Outcome
from tests.review.conftest import PHONE, House
from tests.support.cast import Person, at_work

SCORE = 0.8123


def page_of(moderator: Person, text: str) -> str:
    return moderator.client.get(f"/review/{text}").get_data(as_text=True)


def fold(page: str, title: str) -> str:
    """One fold of the page with everything in it."""
    begin = page.index(title)
    return page[
        page.rindex("<details", 0, begin) : page.index("</section>" if title == "ことばを読む" else "</ol>", begin)
    ]


def test_the_original_is_folded_marked_and_every_clue_shows_by_itself(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = house.held(yuki, f"電話 {PHONE} か abc.def@example.com まで、夜ならいます")
    page = page_of(mori, text)
    words = fold(page, "ことばを読む")
    assert words.startswith('<details class="fold">'), "closed until somebody opens it"
    assert f'<details class="veil"><summary>電話番号</summary><mark>{PHONE}</mark></details>' in words
    assert "<summary>メールアドレス</summary><mark>abc.def@example.com</mark>" in words
    assert "まで、夜ならいます" in words
    for clue in (PHONE, "abc.def@example.com"):
        assert page.count(clue) == 1, "nothing else on the page gives it away"


def test_a_clue_in_a_text_that_was_only_reported_is_hidden_too(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = house.said(yuki)
    with at_work(house.app):
        db.session().get_one(Contribution, text).body = f"番号は {PHONE} です"
    house.report(house.member(), text)
    assert f"<summary>電話番号</summary><mark>{PHONE}</mark>" in page_of(mori, text)


def test_what_fired_is_marked_where_it_stands_and_said_in_words_without_figures(sqlite_house: House) -> None:
    yuki, mori = sqlite_house.member(), sqlite_house.moderator()
    text = sqlite_house.said(yuki, "きょうは雨でした。傘がありません。")
    with at_work(sqlite_house.app):
        found = Concern(contribution_id=text, source=ConcernSource.SCREENING, kind="abuse.blame", severity=2)
        found.starts, found.ends, found.score = 9, 16, SCORE
        db.session().add(found)
    page = page_of(mori, text)
    assert "きょうは雨でした。<mark>傘がありません</mark>。" in page
    assert re.search(r"反応したもの：[^<]*（おそらく）", page)
    assert str(SCORE)[:4] not in page


def test_a_text_that_could_not_be_checked_says_so_before_it_is_opened(sqlite_house: House) -> None:
    mori = sqlite_house.moderator()
    text = sqlite_house.said(sqlite_house.member())
    sqlite_house.report(sqlite_house.member(), text)
    assert "伏せるところは見つかっていません" in page_of(mori, text)


def test_the_lines_around_it_are_shown_folded_and_only_those_that_everybody_can_read(house: House) -> None:
    yuki, kiku, mori = house.member(), house.member(), house.moderator()
    start = clock.now() - timedelta(hours=1)
    lines = ["まえのまえ", "まえのことば", "これは気になる", "あとのことば"]
    texts = []
    for minute, line in enumerate(lines):
        with clock.standing_at(start + timedelta(minutes=minute)):
            texts.append(house.said(kiku if minute % 2 else yuki, line))
    with clock.standing_at(start + timedelta(minutes=1, seconds=30)):
        house.held(kiku, f"ひみつの番号 {PHONE} です")
    house.report(kiku, texts[2])
    near = fold(page_of(mori, texts[2]), "前後のことばを読む")
    assert [near.index(line) for line in (lines[0], lines[1], lines[3])] == sorted(
        near.index(line) for line in (lines[0], lines[1], lines[3])
    )
    assert lines[2] not in near
    assert "ひみつの番号" not in near, "what waits is nobody's to read in passing"


def test_of_a_reply_one_sees_how_the_thread_began(sqlite_house: House) -> None:
    yuki, kiku, mori = sqlite_house.member(), sqlite_house.member(), sqlite_house.moderator()
    names = {"name_ja": "広場", "name_en": "Square", "purpose_ja": "話す", "purpose_en": "Talk"}
    with at_work(sqlite_house.app, yuki) as actor:
        board = Board(slug="first", position=1, **names)
        db.session().add(board)
        db.session().flush()
        started = forum.start(actor, board, Heading(Wants.LISTENING, "朝のこと"), Post("起きられません", new_id()))
        thread = started.contribution
        assert thread is not None
        said = forum.reply(actor, thread, Post("つづきです", new_id())).contribution  # type: ignore[arg-type]  # a thread
        assert said is not None
        reply_id, thread_id = said.id, thread.id
    sqlite_house.report(kiku, reply_id)
    assert "起きられません" in fold(page_of(mori, reply_id), "前後のことばを読む")
    sqlite_house.report(kiku, thread_id)
    assert "つづきです" in fold(page_of(mori, thread_id), "前後のことばを読む")


def test_the_names_standing_and_what_was_decided_about_its_other_texts_are_there(house: House) -> None:
    yuki, mori = house.member(standing=Standing.TRUSTED), house.moderator()
    house.rule(mori, house.held(yuki, "電話 080-1111-2222 です"), Outcome.REMOVE, note="ほかの件の控え")
    page = page_of(mori, house.held(yuki))
    assert "長く、おだやかに書いてきた人です" in page
    assert "ほかのことばに：出さない" in page
    assert "ほかの件の控え" not in page


def test_what_was_decided_about_another_name_of_the_same_person_is_not_there(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    other_id = house.another_name(yuki, "べつの名前のひと")
    text = house.held(yuki, "電話 080-1111-2222 です")
    with at_work(house.app):
        db.session().get_one(Contribution, text).mask_id = other_id
    house.rule(mori, text, Outcome.REMOVE)
    page = page_of(mori, house.held(yuki))
    assert "ほかのことばに" not in page
    assert "これまでの注意や決定は、ありません" in page


def test_no_page_of_the_console_tells_an_account_another_name_or_who_told(house: House) -> None:
    yuki, kiku, mori = house.member(), house.member(), house.moderator()
    other_id = house.another_name(yuki, "べつの名前のひと")
    text = house.held(yuki)
    house.report(kiku, text, "other", "気になりました")
    house.claim(mori, text)
    paths = ("/review", f"/review/{text}", "/review/care", "/review/rest")
    pages = "".join(mori.client.get(path).get_data(as_text=True) for path in paths)
    assert yuki.mask_name in pages
    hidden = (yuki.member_id, kiku.member_id, yuki.mask_id, kiku.mask_id, kiku.mask_name, other_id, "べつの名前のひと")
    for told in hidden:
        assert told not in pages
