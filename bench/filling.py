"""A forum that has been written in for years: very many posts, put into an empty database by the database itself."""

import random
from dataclasses import dataclass

import numpy as np
from flask import Flask
from sqlalchemy import Connection, insert, text

from app import clock, db
from app.finding.models import Entry, Meaning
from app.finding.reading import packed
from app.forum import drawers
from app.forum.models import Board
from app.markup import to_html
from tests.support.cast import Person, a_member, at_work

BOARDS = 12
PER_THREAD = 200
WRITERS = 40
READ_BY_MEMBER = 60
MINUTES = 400_000
SENTENCES = (
    "きょうも部屋の前にごはんを置きました。食べてくれた皿だけが、朝になると外に出ています。",
    "朝は起立性調節障害のことで電話がありました。また休みますと言うだけで、手がふるえます。",
    "担任の先生から、別室登校はどうですかと聞かれました。本人にはまだ何も言えていません。",
    "夜になると少し話をしてくれます。ゲームの話ばかりですが、声を聞けるだけでほっとします。",
    "うちも同じでした。二年たって、いまは週に一度、フリースクールへ行っています。",
)
# The same words on both databases: rows are counted up, and everything about a row follows from its number.
COUNTED = "WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n + 1 < :many)"
TEXTS = """
    INSERT INTO contributions (id, kind, mask_id, state, title, body, html, warning, version, written_at)
    {counted} SELECT {id}, '{kind}', mask, 'visible', {title}, body, html, '', 1, {moment}
    FROM counted JOIN bench_masks ON bench_masks.place = (n * 7 + n / 13) % {masks}
    JOIN bench_words ON bench_words.place = (n * 5 + n / 7) % {words}"""
THREADS = """
    INSERT INTO threads (id, board_id, wants, last_seq, reply_count, stirred_at, rises)
    {counted} SELECT {id}, board, 'listening', :replies, :replies, {moment}, n % 40 = 0
    FROM counted JOIN bench_boards ON bench_boards.place = n % {boards}"""
REPLIES = """
    INSERT INTO replies (id, thread_id, seq, is_sequel, is_thanked, quotes_id)
    {counted} SELECT {id}, 't' || (1000000 + n / :replies), n % :replies + 1, false, false,
        CASE WHEN n % :replies > 0 AND n % 9 = 0 THEN 'r' || (10000000 + n - 1) END
    FROM counted"""


@dataclass(frozen=True)
class Forum:
    """A member who reads it, and where there is something to read."""

    reader: Person
    threads: list[str]
    boards: list[str]


def filled(app: Flask, posts: int) -> Forum:
    """So many posts by forty people on twelve boards; every tenth reply answers to the one before it."""
    threads = max(posts // (PER_THREAD + 1), 60 * BOARDS)
    writers = [a_member(app) for _number in range(WRITERS)]
    _make_boards(app)
    engine = app.extensions["tomoshibi_db"].engine
    with engine.begin() as connection:
        _note(connection, "masks", "mask", [[writer.mask_id] for writer in writers])
        _note(connection, "boards", "board", [list(row) for row in connection.execute(text("SELECT id FROM boards"))])
        _note(connection, "words", "body, html", [[body, to_html(body)] for body in _bodies()])
        _write(connection, threads, threads * PER_THREAD)
    # On SQLite nothing is analysed, because a running site does not do so either.
    if engine.dialect.name != "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    ids = [f"t{1_000_000 + number}" for number in range(threads)]
    _let_be_near(app, ids)
    return Forum(_reader(app, ids), ids[:400], [f"b{number}" for number in range(BOARDS)])


def _make_boards(app: Flask) -> None:
    names = {
        "name_ja": "夜の広場",
        "name_en": "Night",
        "purpose_ja": "眠れない夜に",
        "purpose_en": "For sleepless nights",
    }
    with at_work(app):
        db.session().add_all(Board(slug=f"b{number}", position=number, **names) for number in range(BOARDS))


def _bodies() -> list[str]:
    """Posts of one to seven sentences."""
    chance = random.Random(5)
    return ["\n\n".join(chance.choices(SENTENCES, k=1 + number % 7)) for number in range(35)]


def _note(connection: Connection, what: str, columns: str, rows: list[list[str]]) -> None:
    """A list that rows are put together from."""
    names = columns.split(", ")
    connection.execute(text(f"CREATE TEMPORARY TABLE bench_{what} (place INTEGER, {' TEXT, '.join(names)} TEXT)"))
    into = text(f"INSERT INTO bench_{what} VALUES (:place, {', '.join(f':{name}' for name in names)})")
    given = [{"place": place, **dict(zip(names, row, strict=True))} for place, row in enumerate(rows)]
    connection.execute(into, given)


def _write(connection: Connection, threads: int, replies: int) -> None:
    if connection.dialect.name == "sqlite":
        moment = f"strftime('%Y-%m-%d %H:%M:%f000', 'now', '-' || (n * 37 % {MINUTES}) || ' minutes')"
    else:
        moment = f"now() - make_interval(mins => n * 37 % {MINUTES})"
        # What is put in is right by construction: no row is looked up to prove it.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
    usual = {"counted": COUNTED, "moment": moment, "masks": WRITERS, "words": len(_bodies()), "boards": BOARDS}
    opening, answer = "'t' || (1000000 + n)", "'r' || (10000000 + n)"
    for words, kind, title, many in ((opening, "thread", "'夜 ' || n", threads), (answer, "reply", "''", replies)):
        connection.execute(text(TEXTS.format(**usual, id=words, kind=kind, title=title)), {"many": many})
    counts = {"replies": PER_THREAD}
    connection.execute(text(THREADS.format(**usual, id=opening)), {"many": threads, **counts})
    connection.execute(text(REPLIES.format(**usual, id=answer)), {"many": replies, **counts})


def _let_be_near(app: Flask, ids: list[str]) -> None:
    """Openings are compared with each other, as on a real site; what they mean is made up."""
    chance = np.random.default_rng(3)
    middles = chance.normal(size=(40, 512))
    with at_work(app):
        facts = {
            "place_id": "b0",
            "is_opening": True,
            "is_answered": True,
            "title": "夜",
            "body": "夜",
            "wants": "listening",
        }
        entries = [{"number": at, "contribution_id": about, **facts} for at, about in enumerate(ids, 1)]
        db.session().execute(insert(Entry.__table__), entries)
        drawn = middles[chance.integers(40, size=len(ids))] + chance.normal(size=(len(ids), 512))
        drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
        meanings = [{"number": at, "vector": packed(vector)} for at, vector in enumerate(drawn, 1)]
        db.session().execute(insert(Meaning.__table__), meanings)


def _reader(app: Flask, ids: list[str]) -> Person:
    """Somebody who has read in many threads and kept some."""
    reader = a_member(app)
    with at_work(app, reader) as actor:
        today = clock.today()
        drawers.reach(actor, ids[-1], 1)
        drawers._put(
            actor,
            drawers.Drawer(
                reached={about: (number % PER_THREAD, today) for number, about in enumerate(ids[:READ_BY_MEMBER])},
                bookmarks={f"r{10_000_000 + number * 31}": today for number in range(30)},
            ),
        )
    # A browser that has seen a page before: its cookie holds the token of forms already.
    reader.client.get("/boards")
    return reader
