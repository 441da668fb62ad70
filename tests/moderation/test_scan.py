"""The command line answers every good line and names every bad one."""

import io
import json

import pytest

from moderation import cli, scan


def _scan(*lines: bytes) -> tuple[int, list[dict[str, object]], str]:
    answers, errors = io.BytesIO(), io.StringIO()
    status = scan.scan(io.BytesIO(b"".join(lines)), answers, errors)
    return status, [json.loads(line) for line in answers.getvalue().splitlines()], errors.getvalue()


def _line(**row: object) -> bytes:
    return json.dumps(row).encode() + b"\n"


def test_a_good_line_is_answered_with_the_promised_fields() -> None:
    status, (answer,), errors = _scan(_line(id="a", lang="ja", channel="chat", text="080-3344-1290 です", other=1))
    assert (status, errors) == (0, "")
    assert list(answer) == ["id", "action", "care", "labels", "findings", "masked"]
    assert answer["labels"] == ["pii"]
    assert answer["masked"] == "［電話番号］ です"
    assert answer["findings"] == [
        {
            "kind": "pii.phone",
            "category": "pii",
            "start": 0,
            "end": 13,
            "text": "080-3344-1290",
            "score": 0.96,
            "detector": "pii.phone",
        }
    ]


@pytest.mark.parametrize(
    "line",
    [b"{\n", b"[]\n", b'"text"\n', b'{"id": 1}\n', b'{"text": 3}\n', b"\xff\xfe\n", b"[" * 100_000 + b"\n", b"NaN\n"],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line: bytes) -> None:
    status, answers, errors = _scan(_line(id=1, text="a"), line, _line(id=3, text="b"))
    assert status == 2
    assert [answer["id"] for answer in answers] == [1, 3]
    assert errors.startswith("line 2: ")


def test_a_huge_line_is_refused_without_losing_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "LONGEST_LINE", 100)
    status, answers, errors = _scan(_line(id=1, text="a" * 500), _line(id=2, text="b"))
    assert (status, [answer["id"] for answer in answers]) == (2, [2])
    assert errors.startswith("line 1: longer than")


@pytest.mark.parametrize(
    "row", [{"text": ""}, {"text": "\ud800"}, {"text": "a", "lang": 3, "channel": "moon"}, {"text": "a\u2028b"}]
)
def test_odd_but_good_lines_are_answered(row: dict[str, object]) -> None:
    status, answers, _ = _scan(_line(**row))
    assert (status, len(answers), answers[0]["id"]) == (0, 1, None)


def test_a_byte_order_mark_and_empty_lines_are_passed_over() -> None:
    status, answers, _ = _scan(b"\xef\xbb\xbf" + _line(id=1, text="a"), b"\n", _line(id=2, text="b"))
    assert (status, len(answers)) == (0, 2)


def test_a_last_line_without_an_end_is_read() -> None:
    assert _scan(_line(id=1, text="a").rstrip())[1][0]["id"] == 1


def test_explain_says_what_fired_in_plain_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "080-3344-1290 です"]) == 0
    said = capsys.readouterr().out
    assert "telephone number" in said
    assert "masked: ［電話番号］ です" in said


def test_explain_says_when_nothing_was_seen(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["explain", "おはよう"])
    assert "Nothing was seen." in capsys.readouterr().out
