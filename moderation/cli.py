"""python -m moderation scan | evaluate FILE… | explain TEXT | dry-run POLICY FILE | corpus | train."""

import argparse
import sys
from pathlib import Path

from moderation import evaluate, explain, scan, training, trying
from moderation.draft import Draft
from moderation.pipeline import screen
from moderation.policy import Policy


def main(arguments: list[str]) -> int:
    """Run one command and answer its exit status."""
    options = _parser().parse_args(arguments)
    return int(options.run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m moderation", description="Screen, measure and explain.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("scan", help="JSON lines on stdin, one decision a line on stdout").set_defaults(run=_scan)
    measuring = commands.add_parser("evaluate", help="precision and recall on labelled JSON lines")
    measuring.add_argument("files", nargs="+", type=Path)
    measuring.add_argument("--errors", metavar="LABEL_OR_KIND", help="list what was missed (-) or wrongly given (+)")
    measuring.set_defaults(run=_evaluate)
    telling = commands.add_parser("explain", help="what fired, in plain words")
    telling.add_argument("text")
    telling.add_argument("--lang", default="")
    telling.set_defaults(run=_explain)
    trying.add_command(commands)
    training.add_commands(commands)
    return parser


def _scan(options: argparse.Namespace) -> int:
    return scan.scan(sys.stdin.buffer, sys.stdout.buffer, sys.stderr)


def _evaluate(options: argparse.Namespace) -> int:
    try:
        judged = evaluate.judge(evaluate.read_rows(options.files), Policy())
    except (OSError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 2
    lines = evaluate.errors(judged, options.errors) if options.errors else evaluate.report(judged)
    for line in lines:
        print(line)
    return 0


def _explain(options: argparse.Namespace) -> int:
    draft = Draft(options.text, lang=options.lang)
    for line in explain.for_terminal(draft, screen(draft, Policy())):
        print(line)
    return 0
