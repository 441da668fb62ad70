"""The few words around what was found, as pieces of plain text of which some are marked."""

import unicodedata
from collections.abc import Iterable, Sequence

from app.finding.letters import RUN, TO_HIRAGANA, Clause

AROUND = 36
LONGEST = 120
Pieces = Sequence[tuple[str, bool]]


def snippet(text: str, clauses: Sequence[Clause]) -> Pieces:
    """The part of `text` in which most stands that was looked for, with every find marked."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    spans = _spans(plain, clauses)
    begins = max(0, spans[0][0] - AROUND) if spans else 0
    ends = min(len(plain), begins + LONGEST)
    return [*_dots(begins > 0), *_pieces(plain, spans, (begins, ends)), *_dots(ends < len(plain))]


def marked(text: str, clauses: Sequence[Clause]) -> Pieces:
    """All of a short text, with every find marked."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    return list(_pieces(plain, _spans(plain, clauses), (0, len(plain))))


def _dots(are_due: bool) -> list[tuple[str, bool]]:  # noqa: FBT001 - a fact about the text, not a mode
    return [("…", False)] if are_due else []


def _spans(plain: str, clauses: Sequence[Clause]) -> list[tuple[int, int]]:
    """Where the needles stand in the text as it reads, in order and without overlaps."""
    compared, places = _compared(plain)
    found: list[tuple[int, int]] = []
    for clause in clauses:
        begins = compared.find(clause.needle)
        while begins >= 0:
            ends = begins + len(clause.needle)
            lead = 1 if clause.needle.startswith(" ") else 0
            found.append((places[begins + lead], places[ends - 1] + 1))
            begins = compared.find(clause.needle, ends)
    return _apart(sorted(found))


def _compared(plain: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its letters the place it came from."""
    low = [letter.casefold() for letter in plain]
    origin = [place for place, letters in enumerate(low) for _each in letters]
    runs = list(RUN.finditer("".join(low).translate(TO_HIRAGANA)))
    places = [0]
    for run in runs:
        places += [*origin[run.start() : run.end()], origin[run.end() - 1]]
    return f" {' '.join(run[0] for run in runs)} ", places


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for begins, ends in spans:
        if kept and begins < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], ends))
        else:
            kept.append((begins, ends))
    return kept


def _pieces(plain: str, spans: Sequence[tuple[int, int]], window: tuple[int, int]) -> Iterable[tuple[str, bool]]:
    at, last = window
    for begins, ends in spans:
        if begins >= last:
            break
        if begins > at:
            yield plain[at:begins], False
        yield plain[max(begins, at) : min(ends, last)], True
        at = min(ends, last)
    if at < last:
        yield plain[at:last], False
