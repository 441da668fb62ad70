"""Lists of names the person detector needs: given names, family names in kana, and people everybody may mention."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from moderation.kana import TO_KATAKANA

_HERE = Path(__file__).parent / "lexicons"


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names in Latin letters, as written with a capital."""
    return frozenset((_HERE / "given_names.txt").read_text("utf-8").split())


@lru_cache(maxsize=1)
def _people() -> dict[str, frozenset[str]]:
    table = tomllib.loads((_HERE / "people.toml").read_text("utf-8"))
    return {name: frozenset(" ".join(words).split()) for name, words in table.items()}


def kana_surnames() -> frozenset[str]:
    """Frequent Japanese family names in hiragana."""
    return _people()["kana_surnames"]


@lru_cache(maxsize=1)
def katakana_surnames() -> frozenset[str]:
    """The same in katakana."""
    return frozenset(name.translate(TO_KATAKANA) for name in kana_surnames())


def romaji_surnames() -> frozenset[str]:
    """The same in Latin letters, with a capital."""
    return _people()["romaji_surnames"]


def rare_surnames() -> frozenset[str]:
    """Japanese family names the dictionary takes for something else."""
    return _people()["rare_surnames"]


def school_words() -> frozenset[str]:
    """Words in kana that nurseries and schools are named after."""
    return _people()["school_words"]


def well_known(name: str) -> bool:
    """Whether a name belongs to somebody everybody may talk about: writers, athletes, characters."""
    bare = re.sub(r"[ .・]|'s$", "", name)
    return bare in _people()["well_known"] or bare.removesuffix("先生") in _people()["well_known"]
