"""python -m moderation scan | evaluate FILE… | explain TEXT."""

import argparse
import sys

from moderation import scan

COMMANDS = ("scan", "evaluate", "explain", "train")


def main(arguments: list[str]) -> int:
    """Run one command and answer its exit status."""
    parser = argparse.ArgumentParser(prog="python -m moderation", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("scan", help="JSON lines on stdin, one decision a line on stdout")
    options = parser.parse_args(arguments)
    if options.command == "scan":
        return scan.scan(sys.stdin.buffer, sys.stdout.buffer, sys.stderr)
    return 2
