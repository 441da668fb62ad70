"""The measure is right before anything is measured with it."""

import json
from pathlib import Path

import pytest

from moderation import Policy, cli, evaluate

SPAN = {"kind": "pii.phone", "text": "080-3344-1290"}
LOST = {"kind": "pii.phone", "text": "おは"}
PHONE = {"labels": ["pii"], "kinds": ["pii.phone"]}
NOTHING: dict[str, list[str]] = {"labels": [], "kinds": []}
ROWS = [
    {"id": "1", "lang": "ja", "channel": "chat", "text": "080-3344-1290 です", "spans": [SPAN], **PHONE},
    {"id": "2", "lang": "ja", "channel": "chat", "text": "おはよう", "spans": [LOST], **PHONE},
    {"id": "3", "lang": "en", "channel": "chat", "text": "hana@example.org", "spans": [], "hard": True, **NOTHING},
    {"id": "4", "lang": "en", "channel": "chat", "text": "good night", **NOTHING},
]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    return path


def test_counts_recall_precision_and_spans(rows: Path) -> None:
    judged = evaluate.judge(evaluate.read_rows([rows]), Policy())
    counts = evaluate.score(judged, "pii")
    assert (counts.right, counts.missed, counts.false) == (1, 1, 1)
    assert (counts.precision, counts.recall, counts.f1) == (0.5, 0.5, 0.5)
    assert evaluate.span_recall(judged) == (1, 2)


def test_the_report_speaks_of_languages_kinds_and_innocent_messages(
    rows: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["evaluate", str(rows)]) == 0
    said = capsys.readouterr().out
    assert all(
        word in said for word in ("== ja", "== en", "pii.phone", "innocent look-alike: 1; per 1,000: labelled 1000.0")
    )


def test_errors_are_listed_with_what_fired(rows: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["evaluate", str(rows), "--errors", "pii"])
    assert [line[0:3] for line in capsys.readouterr().out.splitlines()] == ["- 2", "+ 3"]


def test_a_file_that_is_not_labelled_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": 1}\n', "utf-8")
    assert cli.main(["evaluate", str(path)]) == 2
    assert "bad.jsonl:1" in capsys.readouterr().err
