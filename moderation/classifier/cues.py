"""What a supposition of the classifier is about: its labels are better than its kinds, and the words around often tell."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from moderation.anchors import folded
from moderation.context import GAP, WIDE
from moderation.finding import Category
from moderation.reading import Reading
from moderation.who import CHILD

ABOUT_CHILDREN = frozenset(("crisis.child_abuse", "crisis.child_violence"))
"""Where a partner hits and no child is named, it is the writer who is hit."""
DATA = Path(__file__).parent.parent / "lexicons" / "cues.toml"


@lru_cache(maxsize=1)
def cues() -> dict[str, re.Pattern[str]]:
    """The pattern of every kind that has one."""
    rows = tomllib.loads(DATA.read_text("utf-8"))["cue"]
    return {row["kind"]: re.compile(folded(row["pattern"].replace("…", GAP).replace("⋯", WIDE))) for row in rows}


def met(reading: Reading, label: Category) -> frozenset[str]:
    """The kinds of a label of which the text has a cue."""
    text = reading.folded.text
    found = frozenset(kind for kind in cues() if kind.startswith(f"{label}.") and cues()[kind].search(text))
    return found - ABOUT_CHILDREN if "crisis.dv" in found and not CHILD.search(text) else found
