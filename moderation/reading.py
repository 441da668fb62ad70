"""One draft as the detectors read it: the text and its tidied views, each made once and only when asked for."""

import re
from functools import cached_property
from typing import TYPE_CHECKING

from moderation.draft import Draft
from moderation.folding import compact_view, folded_view
from moderation.morphemes import Morpheme, morphemes
from moderation.normalise import Normalised, normalise
from moderation.numerals import digits_view

if TYPE_CHECKING:
    from moderation.classifier.verdict import Opinion

_LATIN = re.compile(r"[A-Za-z]")
_OTHER_SCRIPT = re.compile(r"[ぁ-ヿ一-鿿가-힣ก-๙ऀ-ॿ]")

END = 1_200
"""Characters read at either end of a text that is too long; a person reads the rest."""


class Reading:
    """The views of one draft; belongs to one call and one thread."""

    def __init__(self, draft: Draft, longest: int = 8_200) -> None:
        self.draft = draft
        self.text = draft.text
        self.opinion: Opinion | None = None  # what the trained classifier makes of it, once it was asked
        self.shortened = len(self.text) > longest

    @cached_property
    def plain(self) -> Normalised:
        """One width, one hyphen, nothing invisible; capitals and spaces as typed."""
        if not self.shortened:
            return normalise(self.text)
        half = END
        head, tail = normalise(self.text[:half]), normalise(self.text[-half:])
        shift = len(self.text) - half
        offsets = [*head.offsets, half - 1, *(shift + at for at in tail.offsets)]
        ends = [*head.ends, half, *(shift + at for at in tail.ends)]
        return Normalised(f"{head.text}\n{tail.text}", offsets, ends, len(self.text))

    @cached_property
    def digits(self) -> Normalised:
        """The plain view with spelled numbers as figures."""
        return digits_view(self.plain)

    @cached_property
    def folded(self) -> Normalised:
        """Lower case, katakana as hiragana, stretched sounds shortened, letters typed apart put together."""
        return folded_view(self.plain)

    @cached_property
    def compact(self) -> Normalised:
        """The folded view without spaces and inserted marks, for languages written without spaces."""
        return compact_view(self.folded)

    @cached_property
    def japanese(self) -> bool:
        """Written in Japanese, as far as the script shows."""
        return self.draft.lang == "ja" or any("ぁ" <= char <= "ヿ" for char in self.plain.text[:400])

    @cached_property
    def latin(self) -> bool:
        """Has any Latin letter at all; most Japanese messages have none and need no Latin patterns."""
        return _LATIN.search(self.plain.text) is not None

    @cached_property
    def foreign(self) -> bool:
        """Written in a script in which Latin words stand out: kana, Han, Hangul, Thai or Devanagari."""
        return _OTHER_SCRIPT.search(self.plain.text) is not None

    @cached_property
    def words(self) -> list[Morpheme]:
        """The plain view cut into Japanese words; places refer to the plain view."""
        return morphemes(self.plain.text) if self.japanese else []
