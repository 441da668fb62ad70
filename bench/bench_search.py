"""Search among many posts, beside a plain scan of the same words in the same run, on SQLite and PostgreSQL.

Posts are put together from the sentences of the demo evening, always the same ones. TOMOSHIBI_BENCH_POSTS says how many
(200,000 unless told otherwise); TOMOSHIBI_BENCH_SCANS how many searches are also done by reading everything (12).
"""

import os
import random
import re
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from alembic import command
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app import clock, db  # noqa: E402 - the root must be on the path first
from app.accounts.models import Mask  # noqa: E402 - as above
from app.contributions.models import Contribution  # noqa: E402 - as above
from app.db import Database  # noqa: E402 - as above
from app.experts import models as _experts  # noqa: E402, F401 - makes its tables known
from app.finding import letters, queries, ranking  # noqa: E402 - as above
from app.finding import services as index  # noqa: E402 - as above
from app.finding.facts import Facts  # noqa: E402 - as above
from app.finding.queries import Wanted  # noqa: E402 - as above
from app.finding.ranking import Seen  # noqa: E402 - as above
from app.finding.services import Words  # noqa: E402 - as above
from app.forum import models as _forum  # noqa: E402, F401 - as above
from app.schema import alembic_config  # noqa: E402 - as above
from tests.support import postgres  # noqa: E402 - as above

POSTS = int(os.environ.get("TOMOSHIBI_BENCH_POSTS", "200000"))
SCANS = int(os.environ.get("TOMOSHIBI_BENCH_SCANS", "12"))
AT_ONCE = 4096
PAGE = 12
EN_SHARE = 0.15
RARE = [
    "復職",
    "転校届",
    "適応指導",
    "起立性",
    "通級",
    "スクールカウンセラー",
    "保健室登校",
    "別室",
    "転籍",
    "休学",
    "制服",
    "留年",
]
RARE_EN = ["refusal", "homeschool", "counsellor", "transfer", "insomnia", "attendance"]
ASKED = [
    *(
        "復職",
        "転校",
        "学校",
        "朝",
        "夜",
        "ない",
        "です",
        "部屋",
        "先生",
        "電話",
        "給食",
        "起立性",
        "通級",
        "休学",
        "留年",
    ),
    *(
        "眠れない",
        "学校に行けない",
        "保健室登校",
        "スクールカウンセラー",
        "適応指導",
        "行けません",
        "しました",
        "フリースクール",
    ),
    *("school", "refusal", "tired", "counsellor", "the door", '"the door"', "sc", "insomnia", "morning call"),
    *(
        "転校 先生",
        "夜 眠れない",
        "朝 電話 学校",
        "復職 school",
        "部屋 ゲーム",
        "卒業式",
        "ありがとう",
        "存在しないことば",
    ),
]


def main() -> None:
    """Both databases, one after the other."""
    print(f"search: {POSTS} posts, {len(ASKED)} searches, each alone, filtered, and ranked")
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", f"sqlite:///{folder}/bench.db")
    try:
        with postgres.server() as server:
            url = postgres.create_database(server, None)
            measure("PostgreSQL", postgres.text(url))
            postgres.drop_database(server, str(url.database))
    except postgres.NoPostgres as lacking:
        print(f"PostgreSQL is left out: {lacking}")


def measure(name: str, url: str) -> None:
    """Fill, search, scan, compare, and write a few more."""
    command.upgrade(alembic_config(url), "head")
    database = Database(url)
    began = time.perf_counter()
    fill(database)
    print(f"{name}: filled in {time.perf_counter() - began:.0f} s")
    with database.reading():
        took = {ask: timed(lambda ask=ask: ask_once(ask)) for ask in searches()}
        report(name, took)
        compare(name, took)
    with database.writing() as session:
        print(
            f"{name}: one more post in the index takes {put_a_few(session):.1f} ms, and out of it {drop_a_few():.1f} ms"
        )
    database.engine.dispose()


def searches() -> list[tuple[str, str]]:
    """Every search in every way."""
    return [(typed, way) for typed in ASKED for way in ("new", "fit", "wants", "unanswered", "place")]


def ask_once(ask: tuple[str, str]) -> list[int]:
    """The first page."""
    typed, way = ask
    wanted = wanted_of(typed, way)
    if way == "fit":
        return list(ranking.best_first(wanted, Seen(queries.last_number()), PAGE).numbers)
    return queries.newest(wanted, None, PAGE)


def wanted_of(typed: str, way: str) -> Wanted:
    """What a search asks of the index."""
    clauses = letters.read(typed).clauses
    more: dict[str, dict[str, object]] = {
        "wants": {"wants": "expert"}, "unanswered": {"answered": "unanswered"}, "place": {"places": ("place7",)}
    }  # fmt: skip
    return Wanted(clauses, **more.get(way, {}))  # type: ignore[arg-type]  # by name


def timed(act: Callable[[], object], times: int = 5) -> float:
    """Milliseconds, the middle of a few."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def report(name: str, took: dict[tuple[str, str], float]) -> None:
    """The half, and nineteen of twenty, of all searches."""
    cuts = statistics.quantiles(took.values(), n=20)
    print(f"{name}: p50 {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms, slowest {max(took.values()):.1f} ms")
    for ask in sorted(took, key=lambda each: -took[each])[:5]:
        print(f"  {took[ask]:7.1f} ms  {ask[0]}  ({ask[1]})")


def compare(name: str, took: dict[tuple[str, str], float]) -> None:
    """Everything the index finds beside everything a reader of all texts finds, and how long each takes."""
    chosen = random.Random(3).sample([ask for ask in took if ask[1] != "fit"], SCANS)
    found = missed = wrong = 0
    scans = {}
    for ask in chosen:
        wanted = wanted_of(*ask)
        scans[ask] = timed(lambda wanted=wanted: queries.plainly(wanted, None, POSTS), times=1)
        plain, by_index = set(queries.plainly(wanted, None, POSTS)), set(queries.newest(wanted, None, POSTS))
        found, missed, wrong = found + len(plain), missed + len(plain - by_index), wrong + len(by_index - plain)
    ratio = statistics.median(scans[ask] / took[ask] for ask in chosen)
    print(
        f"{name}: of {found} finds in {SCANS} searches {missed} missed, {wrong} wrong;"
        f" a plain scan takes {statistics.median(scans.values()):.0f} ms, {ratio:.0f} times as long"
    )


def fill(database: Database) -> None:
    """All posts; on PostgreSQL the index of words is made afterwards, as a restored backup would."""
    chance, now = random.Random(7), clock.now()
    made = posts(chance)
    with database.writing() as session:
        session.execute(insert(Mask.__table__), [mask()])
    with database.writing() as session:
        if not database.is_sqlite:
            session.execute(text("DROP INDEX ix_search_entries_terms"))
    for begins in range(0, POSTS, AT_ONCE):
        ids = [f"p{number:07}" for number in range(begins, min(begins + AT_ONCE, POSTS))]
        texts = [(about, next(made), facts(chance)) for about in ids]
        with database.writing() as session:
            rows = [row(about, words, now) for about, words, _facts in texts]
            session.execute(insert(Contribution.__table__), rows)
            index.put_all(texts)
    with database.writing() as session:
        if not database.is_sqlite:
            session.execute(
                text("CREATE INDEX ix_search_entries_terms ON search_entries USING gin (terms) WITH (fastupdate = off)")
            )
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))


def mask() -> dict[str, object]:
    """Somebody who has written all of it."""
    return {"id": "mask", "name": "灯", "name_key": "灯", "owner_sealed": b"x", "owner_tag": b"x"}


def row(about: str, words: Words, now: object) -> dict[str, object]:
    """A visible contribution."""
    return {
        "id": about,
        "kind": "thread",
        "mask_id": "mask",
        "state": "visible",
        "title": words.title,
        "body": words.body,
        "html": "",
        "written_at": now,
    }


def facts(chance: random.Random) -> Facts:
    """Where it stands and what it wants."""
    wants = chance.choices(["listening", "experience", "advice", "expert"], [5, 3, 3, 1])[0]
    return Facts(f"place{chance.randrange(12)}", wants, chance.random() < 0.2, chance.random() < 0.9)


def posts(chance: random.Random) -> Iterator[Words]:
    """Some short, some long; sentences of the demo evening with their words changed about, and now and then a rare word."""
    pieces = {locale: sentences(locale) for locale in ("ja", "en")}
    while True:
        locale = "en" if chance.random() < EN_SHARE else "ja"
        length = 1 + min(int(chance.expovariate(1 / 7)), 60)
        said = [mixed(chance, pieces[locale], locale) for _ in range(length)]
        if chance.random() < 0.08:
            said.append(chance.choice(RARE_EN if locale == "en" else RARE))
        title = mixed(chance, pieces[locale], locale)[:40] if chance.random() < 0.2 else ""
        yield Words(title, ("。" if locale == "ja" else ". ").join(said))


def mixed(chance: random.Random, pieces: list[str], locale: str) -> str:
    """The beginning of one sentence and the end of another."""
    first, second = chance.choice(pieces), chance.choice(pieces)
    if locale == "en":
        one, other = first.split(), second.split()
        return " ".join([*one[: chance.randint(1, 8)], *other[-chance.randint(1, 6) :]])
    return first[: chance.randint(4, 24)] + second[-chance.randint(4, 16) :]


def sentences(locale: str) -> list[str]:
    """What the people of the demo evening say."""
    evening = tomllib.loads((ROOT / f"app/seeds/content/threads_{locale}.toml").read_text("utf-8"))
    bodies = [words["body"] for thread in evening["thread"] for words in (thread, *thread.get("reply", ()))]
    return [each.strip() for body in bodies for each in re.split(r"[。.!?\n]+", body) if len(each.strip()) > 4]


def put_a_few(session: Session) -> float:
    """Milliseconds to let one more be found, the middle of 50."""
    made, now = posts(random.Random(11)), clock.now()
    session.execute(insert(Contribution.__table__), [row(f"q{n}", Words("", ""), now) for n in range(50)])
    ids = iter(range(50))
    return timed(lambda: index.put(f"q{next(ids)}", next(made), Facts("place1")), times=50)


def drop_a_few() -> float:
    """Milliseconds to let one be found no more."""
    ids = iter(range(50))
    return timed(lambda: index.drop(f"q{next(ids)}"), times=50)


if __name__ == "__main__":
    assert db.Base
    main()
