"""Names the site proposes: two quiet words that say nothing about anybody."""

import secrets
import tomllib
from functools import cache
from pathlib import Path

from app.accounts import masks

DATA = Path(__file__).parent / "data" / "pseudonyms.toml"
TRIES = 40


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def propose(locale: str) -> str:
    """A free name of two words in the language of the page; after many taken ones, a third word is added."""
    words = _words()["ja" if locale == "ja" else "en"]
    for _attempt in range(TRIES):
        name = words["joint"][0].join((secrets.choice(words["first"]), secrets.choice(words["second"])))
        if len(name) <= masks.LONGEST and masks.is_free(name):
            return name
    return f"{secrets.choice(words['second'])}{secrets.randbelow(90000) + 10000}"
