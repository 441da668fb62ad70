"""python -m moderation dry-run: what another policy would have decided on past texts, beside the one in force; nothing is done."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from moderation import scan
from moderation.decision import Decision
from moderation.draft import Draft
from moderation.policy import Policy, dry_run


def add_command(commands: Any) -> None:
    """Put it on the command line."""
    parser = commands.add_parser("dry-run", help="what another policy would have decided on past texts")
    parser.add_argument("policy", type=Path, help="a policy like lexicons/policy.toml")
    parser.add_argument("file", type=Path, help="JSON lines as for scan")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    try:
        policy = Policy.load(options.policy)
        drafts = [scan.draft_of(line) for line in options.file.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as problem:
        print(problem, file=sys.stderr)  # noqa: T201 - a command's answer
        return 2
    for line in compared(policy, drafts):
        print(line)  # noqa: T201 - as above
    return 0


def compared(policy: Policy, drafts: list[Draft]) -> Iterator[str]:
    """Each text that would be decided otherwise, then how many of each change."""
    pairs = [(old, new) for (_, old), (_, new) in zip(dry_run(Policy(), drafts), dry_run(policy, drafts), strict=True)]
    for number, (old, new) in enumerate(pairs, 1):
        if _in_words(old) != _in_words(new):
            yield f"line {number}: {_in_words(old)} -> {_in_words(new)}"
    changes = Counter((_in_words(old), _in_words(new)) for old, new in pairs)
    for (was, now), count in changes.most_common():
        yield f"{count:6}  {was}" if was == now else f"{count:6}  {was} -> {now}"


def _in_words(decision: Decision) -> str:
    return f"{decision.action.name.lower()}/{decision.care.name.lower()}"
