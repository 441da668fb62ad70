"""Japanese words and their parts of speech (SudachiPy, small dictionary), one tokenizer per thread."""

import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_LOCAL = threading.local()
_LONGEST = 4_000
"""Characters per call; the tokenizer refuses very long inputs."""


@dataclass(frozen=True, slots=True)
class Morpheme:
    """One word and where it stands."""

    surface: str
    start: int
    end: int
    speech: tuple[str, ...]

    @property
    def surname(self) -> bool:
        return self.speech[1:4] == ("固有名詞", "人名", "姓")

    @property
    def given(self) -> bool:
        return self.speech[1:4] == ("固有名詞", "人名", "名")

    @property
    def person(self) -> bool:
        return self.speech[2] == "人名"

    @property
    def place(self) -> bool:
        return self.speech[2] == "地名"

    @property
    def proper(self) -> bool:
        return self.speech[1] == "固有名詞"

    @property
    def verbal(self) -> bool:
        """A noun one can do or that tells when (授業, 登校, 最近)."""
        return self.speech[0] == "名詞" and ("サ変" in self.speech[2] or "副詞可能" in self.speech[2])


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    from sudachipy import Dictionary  # loaded when first needed: 40 MB and a tenth of a second

    return Dictionary(dict="small")


def _tokenizer() -> Any:
    if not hasattr(_LOCAL, "tokenizer"):
        dictionary = _dictionary()
        make = getattr(dictionary, "tokenizer", None) or dictionary.create
        _LOCAL.tokenizer = make()
    return _LOCAL.tokenizer


def morphemes(text: str) -> list[Morpheme]:
    """The words of a text, in order."""
    found: list[Morpheme] = []
    for first in range(0, len(text), _LONGEST):
        for word in _tokenizer().tokenize(text[first : first + _LONGEST]):
            found.append(Morpheme(word.surface(), first + word.begin(), first + word.end(), word.part_of_speech()))
    return found
