"""python -m moderation corpus, and train with its gate: a model that unlearns what the golden cases hold is refused."""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from moderation import corpus
from moderation.corpus import Row, check

GOLDEN = Path(__file__).parent.parent / "tests" / "moderation" / "cases"
LOSS = 0.01
"""How much of a label's precision or recall on the golden cases a new model may lose."""


def add_commands(commands: Any) -> None:
    """Put both on the command line."""
    commands.add_parser("corpus", help="count and check what the classifier learns from").set_defaults(run=_corpus)
    parser = commands.add_parser("train", help="train the classifier from the corpus")
    parser.add_argument("--out", type=Path, help="folder for the model; the one in use when left out")
    parser.add_argument(
        "--start",
        type=Path,
        help="model whose encoder is taken along and which the new one must not fall behind; else the one in use",
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        action="append",
        metavar="FILE",
        help="labelled lines to learn from instead of the corpus",
    )
    parser.add_argument(
        "--with-rulings", type=Path, metavar="FILE", help="labelled JSON lines of moderators' decisions to learn, too"
    )
    parser.add_argument(
        "--tune", type=Path, action="append", default=[], metavar="FILE", help="labelled lines that only set thresholds"
    )
    parser.add_argument(
        "--everyday", type=Path, action="append", default=[], metavar="FILE", help="innocent lines, for false alarms"
    )
    parser.add_argument("--cases", type=Path, default=GOLDEN, help="the golden cases that gate a model with rulings")
    parser.set_defaults(run=_train)


def _corpus(_: argparse.Namespace) -> int:
    rows = corpus.read()
    for line in check.report(rows):
        print(line)  # noqa: T201 - a command's answer
    faults = check.faults(rows)
    for fault in faults:
        print(fault, file=sys.stderr)  # noqa: T201 - as above
    return 1 if faults else 0


def _train(options: argparse.Namespace) -> int:
    from moderation import train
    from moderation.classifier import artefact

    out, start = options.out or artefact.HERE, options.start or artefact.HERE
    rulings = corpus.read([options.with_rulings]) if options.with_rulings else []
    if rulings and (fault := _unguarded(options.cases)):
        print(f"refused: {fault}", file=sys.stderr)  # noqa: T201 - as above
        return 1
    outside = [*corpus.read(options.tune), *(row for path in options.everyday for row in everyday(path))]
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        for told in train.train(made, [*corpus.read(options.corpus), *rulings], outside, start):
            print(told, flush=True)  # noqa: T201 - as above
        for loss in (losses := _losses(start, made, options.cases) if rulings else []):
            print(f"refused: {loss}", file=sys.stderr)  # noqa: T201 - as above
        if losses:
            return 1
        out.mkdir(parents=True, exist_ok=True)
        for path in made.iterdir():
            shutil.copyfile(path, out / path.name)
    return 0


def _losses(start: Path, made: Path, cases: Path) -> list[str]:
    """What keeps a model with rulings out."""
    from moderation.classifier import gate

    return gate.losses(start, made, cases, LOSS)


def _unguarded(cases: Path) -> str:
    """Why nothing would guard a model with rulings, which keeps it out before the work begins; empty where all is well."""
    from moderation.classifier import gate

    try:
        list(gate.read(cases))
    except (LookupError, OSError, ValueError) as problem:
        return f"the golden cases cannot be read: {problem}"
    return ""


def everyday(path: Path) -> Iterator[Row]:
    """Lines of everyday talk ({"text": …}, "lang" where it is not Japanese) as innocent rows that only count as false alarms."""
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        if line.strip():
            found = json.loads(line)
            name = f"{path.stem}-{number}"
            yield Row(name, found.get("lang", "ja"), "everyday", found["text"], (), (), (), False, name)
