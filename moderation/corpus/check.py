"""Whether the corpus is as varied as it says: counts, spans, near-duplicates, and frames used again and again."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from moderation.corpus import LABELS, Row
from moderation.finding import KINDS

ALIKE = 0.6
"""Two rows that share more than this part of their runs of four letters are near-duplicates."""
MOST_ALIKE, MOST_FRAMED, MOST_OPENINGS = 0.002, 0.01, 0.005
"""Parts of the corpus that may be near-duplicates of another group, fill a frame used before, or open as ten others do."""

_FILLED = re.compile(
    r"[0-9０-９一二三四五六七八九十百千万]+|[ァ-ヴー]{2,}|[一-龥]+|\b[A-Z][a-z]+\b|[a-z0-9_.]+@[a-z0-9.]+"
)
_OPENING, _FIXED = 10, 6


def report(rows: list[Row]) -> Iterator[str]:
    """Everything that is measured, line by line."""
    yield f"{len(rows)} rows in {len({row.group for row in rows})} groups; {sum(row.hard for row in rows)} hard"
    for name, counts in (
        ("language", Counter(row.lang for row in rows)),
        ("channel", Counter(row.channel for row in rows)),
    ):
        yield f"by {name}: " + ", ".join(f"{key} {count}" for key, count in counts.most_common())
    yield f"\n{'label or kind':28}{'ja':>7}{'en':>7}{'other':>7}"
    yield _counts("nothing", [row for row in rows if not row.labels])
    for label in LABELS:
        for name in (label, *KINDS[label]):
            yield _counts(name, [row for row in rows if name in row.labels or name in row.kinds])
    yield ""
    yield from _variety(rows)


def faults(rows: list[Row]) -> list[str]:
    """What is wrong with the corpus; empty when nothing is."""
    found = [f"used twice: {name}" for name, count in Counter(row.id for row in rows).items() if count > 1]
    exact = Counter(_bare(row.text) for row in rows)
    found += [f"the same text twice: {text[:60]}" for text, count in exact.items() if count > 1]
    for what, part, most in _measures(rows):
        if part > most:
            found.append(f"{what}: {part:.4f} of the rows, more than {most}")
    return found


def alike(rows: list[Row]) -> list[tuple[Row, Row, float]]:
    """Pairs of rows from different groups that are nearly the same."""
    index: dict[str, list[int]] = {}
    runs: list[set[str]] = []
    pairs = []
    for number, row in enumerate(rows):
        mine = _runs(row.text)
        shared = Counter(other for run in mine for other in index.get(run, ()))
        for other, count in shared.items():
            likeness = count / (len(mine) + len(runs[other]) - count)
            if likeness > ALIKE and rows[other].group != row.group:
                pairs.append((rows[other], row, likeness))
        for run in mine:
            index.setdefault(run, []).append(number)
        runs.append(mine)
    return pairs


def frames(rows: list[Row]) -> Counter[str]:
    """How many groups fill each frame: a text whose names, figures and content characters are left open."""
    seen = {(_frame(row.text), row.group) for row in rows}
    return Counter(frame for frame, _ in seen if len(frame.replace("_", "")) >= _FIXED)


def openings(rows: list[Row]) -> Counter[str]:
    """How many groups open with the same letters."""
    seen = {(_bare(row.text)[:_OPENING], row.group) for row in rows if len(row.text) > 2 * _OPENING}
    return Counter(opening for opening, _ in seen)


def _measures(rows: list[Row]) -> Iterator[tuple[str, float, float]]:
    size = max(1, len(rows))
    yield "near-duplicates of another group", len({id(second) for _, second, _ in alike(rows)}) / size, MOST_ALIKE
    yield "frames filled again", sum(count - 1 for count in frames(rows).values()) / size, MOST_FRAMED
    yield "openings shared by ten groups", sum(n for n in openings(rows).values() if n >= 10) / size, MOST_OPENINGS


def _variety(rows: list[Row]) -> Iterator[str]:
    for what, part, most in _measures(rows):
        yield f"{what}: {part:.4f} of the rows (at most {most})"
    for frame, count in frames(rows).most_common(5):
        yield f"  frame {count} times: {frame[:70]}"
    for opening, count in openings(rows).most_common(5):
        yield f"  opening {count} times: {opening}"


def _counts(name: str, rows: list[Row]) -> str:
    by = Counter(row.tongue for row in rows)
    return f"{name:28}{by['ja']:7}{by['en']:7}{by['other']:7}"


def _bare(text: str) -> str:
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", text).lower())


def _runs(text: str) -> set[str]:
    bare = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower())
    return {bare[at : at + 4] for at in range(max(1, len(bare) - 3))}


def _frame(text: str) -> str:
    return _FILLED.sub("_", unicodedata.normalize("NFKC", text))
