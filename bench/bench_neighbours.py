"""What is near in meaning among very many openings: exactly, and by signs first, as it is done beyond those that fit in memory.

What openings mean is made up: forty subjects with very many situations, each told by about twenty people, as near to each
other as the nearest of our own texts are (0.53). The nearest by signs are weighed with what a database on disk has, as the
site does it. TOMOSHIBI_BENCH_OPENINGS says how many (500,000 unless told otherwise).
"""

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.finding import neighbours  # noqa: E402 - the repository has to be found first
from app.finding.older import Older  # noqa: E402 - as above
from app.finding.reading import packed, unpacked  # noqa: E402 - as above
from app.meaning import WIDTH  # noqa: E402 - as above

MANY = int(os.environ.get("TOMOSHIBI_BENCH_OPENINGS", "500000"))
ASKED, AT_ONCE = 24, 10_000
Meanings = NDArray[np.float32]


def main() -> None:
    """Fill both, ask both the same."""
    with tempfile.TemporaryDirectory() as folder, sqlite3.connect(f"{folder}/bench.db") as stored:
        older, blocks = Older(), []
        stored.execute("CREATE TABLE meanings (id INTEGER PRIMARY KEY, vector BLOB)")
        for begins, some in drawn():
            older.take_in(range(begins, begins + len(some)), some)
            blocks.append(some.astype(np.float16))
            rows = ((begins + place, packed(vector)) for place, vector in enumerate(some))
            stored.executemany("INSERT INTO meanings VALUES (?, ?)", rows)
        print(f"neighbours: {MANY} openings, {older.held * 72 / 2**20:.0f} MiB of signs and numbers")
        compare(older, blocks, stored)


def drawn() -> Iterator[tuple[int, Meanings]]:
    chance = np.random.default_rng(7)
    subjects, situations = chance.normal(size=(40, WIDTH)), chance.normal(size=(MANY // 20, WIDTH)).astype(np.float32)
    for begins in range(0, MANY, AT_ONCE):
        told = chance.integers(len(situations), size=AT_ONCE)
        some = 0.55 * subjects[told % 40] + 0.48 * situations[told] + 0.68 * chance.normal(size=(AT_ONCE, WIDTH))
        yield begins, (some / np.linalg.norm(some, axis=1, keepdims=True)).astype(np.float32)


def compare(older: Older, blocks: list[NDArray[np.float16]], stored: sqlite3.Connection) -> None:
    took: dict[str, list[float]] = {"exactly": [], "by signs": []}
    missed = {3: 0, 24: 0}
    for number in range(ASKED):
        vector = blocks[number % len(blocks)][number].astype(np.float32)
        began = time.perf_counter()
        scores = np.concatenate([block.astype(np.float32) @ vector for block in blocks])
        exactly = np.argsort(-scores)[:24].tolist()
        took["exactly"].append(time.perf_counter() - began)
        began = time.perf_counter()
        signs = by_signs(older, stored, vector)
        took["by signs"].append(time.perf_counter() - began)
        for most in missed:
            missed[most] += len(set(exactly[:most]) - set(signs[:most]))
    middle = {way: statistics.median(each) * 1000 for way, each in took.items()}
    print(
        f"  by signs {middle['by signs']:.1f} ms, {middle['exactly'] / middle['by signs']:.0f} times as fast as exactly"
    )
    for most, many in missed.items():
        print(f"  of the nearest {most} it finds {100 * (1 - many / most / ASKED):.1f} %")


def by_signs(older: Older, stored: sqlite3.Connection, vector: Meanings) -> list[int]:
    ids = older.nearest(vector, neighbours.WEIGHED)
    marks = ",".join("?" * len(ids))
    rows = stored.execute(f"SELECT id, vector FROM meanings WHERE id IN ({marks})", ids).fetchall()
    return [row[0] for row in sorted(rows, key=lambda row: -float(unpacked(row[1]) @ vector))]


if __name__ == "__main__":
    main()
