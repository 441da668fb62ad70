"""The library on the command line: scan, evaluate, explain."""

import sys

from moderation.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
