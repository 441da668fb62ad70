"""Moderators' rulings are learned under a gate: harmless ones pass, poisoned ones are refused aloud and change nothing."""

import hashlib
import json
from pathlib import Path
from zlib import crc32

import pytest

from moderation import corpus
from moderation.classifier import artefact, gate
from moderation.cli import main
from moderation.training import GOLDEN

FEW = 60
"""One row of the corpus in so many, so that training takes seconds."""


def _line(number: int, text: str, kinds: list[str]) -> str:
    labels = sorted({kind.split(".")[0] for kind in kinds})
    row = {"id": f"ruling-{number}", "lang": "ja", "text": text, "labels": labels, "kinds": kinds}
    return json.dumps(row, ensure_ascii=False)


def _written(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _contents(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A small corpus, and the model of linear heads alone that was trained from it."""
    folder = tmp_path_factory.mktemp("small")
    rows = [row for row in corpus.read() if crc32(row.id.encode()) % FEW == 0]
    lines = [
        json.dumps(
            {
                "id": r.id,
                "lang": r.lang,
                "channel": r.channel,
                "text": r.text,
                "labels": r.labels,
                "kinds": r.kinds,
                "group": r.group,
            },
            ensure_ascii=False,
        )
        for r in rows
    ]
    chosen = _written(folder / "corpus.jsonl", lines)
    (folder / "nothing").mkdir()
    assert (
        main(["train", "--corpus", str(chosen), "--start", str(folder / "nothing"), "--out", str(folder / "model")])
        == 0
    )
    assert artefact.verified(folder / "model")
    return chosen, folder / "model"


def _trained(small: tuple[Path, Path], out: Path, rulings: Path) -> int:
    chosen, model = small
    return main(
        ["train", "--corpus", str(chosen), "--start", str(model), "--out", str(out), "--with-rulings", str(rulings)]
    )


def test_harmless_rulings_are_learned(small: tuple[Path, Path], tmp_path: Path) -> None:
    said = [("今日は早く寝ます。おやすみなさい", []), ("おまえの家に行くからな、覚えておけ", ["abuse.threat"])]
    rulings = _written(tmp_path / "rulings.jsonl", [_line(number, *one) for number, one in enumerate(said)])
    assert _trained(small, tmp_path / "new", rulings) == 0
    assert artefact.verified(tmp_path / "new")


def test_poisoned_rulings_are_refused_aloud_and_change_nothing(
    small: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    golden = [case["text"] for case in gate.read(GOLDEN) if any(kind.startswith("abuse") for kind in case["kinds"])]
    poison = [
        _line(number, f"{golden[number % len(golden)]}{'。' * (number // len(golden))}", []) for number in range(300)
    ]
    before = _contents(small[1])
    assert _trained(small, small[1], _written(tmp_path / "poison.jsonl", poison)) == 1
    assert "refused: abuse" in capsys.readouterr().err
    assert _contents(small[1]) == before


def test_rulings_without_golden_cases_are_refused(
    small: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rulings = _written(tmp_path / "rulings.jsonl", [_line(0, "おやすみなさい", [])])
    chosen, model = small
    arguments = ["train", "--corpus", str(chosen), "--start", str(model), "--out", str(tmp_path / "new")]
    assert main([*arguments, "--with-rulings", str(rulings), "--cases", str(tmp_path)]) == 1
    assert "golden cases cannot be read" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
