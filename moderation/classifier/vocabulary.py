"""Which word pieces the served languages need, and the tokenizer made of them (used when fine-tuning)."""

import unicodedata
from collections.abc import Iterable

from tokenizers import Tokenizer, models, pre_tokenizers

SPECIAL = 4
"""The first pieces: begin, padding, end and unknown."""
SCRIPTS = frozenset(
    "LATIN CJK HIRAGANA KATAKANA KATAKANA-HIRAGANA IDEOGRAPHIC HANGUL THAI DEVANAGARI FULLWIDTH".split()
)
ACCENTED = frozenset("àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿßăđĩũơưıº")
"""Latin letters beyond a–z that Spanish, Portuguese, French, German, Vietnamese or Tagalog write (marks on vowels aside)."""
LATIN_PIECES = 30_000


def chosen(pieces: list[str], met: Iterable[int]) -> list[int]:
    """The numbers of the pieces to keep, in order: all that were met, and the commonest that the served languages may need."""
    kept = set(range(SPECIAL)) | set(met)
    room = LATIN_PIECES
    for number, piece in enumerate(pieces):
        scripts = {_script(char) for char in piece if char.isalpha()}
        if not scripts <= SCRIPTS:
            continue
        if "LATIN" in scripts:
            room -= 1
            if room < 0 or not all(map(_served, piece.lower())):
                continue
        kept.add(number)
    return sorted(kept)


def tokenizer(pieces: list[str], scores: Iterable[float]) -> Tokenizer:
    """A unigram tokenizer of these pieces; texts are expected to be in the plain view already."""
    whole = Tokenizer(
        models.Unigram([(piece, float(score)) for piece, score in zip(pieces, scores, strict=True)], 3, False)
    )
    whole.pre_tokenizer = pre_tokenizers.Metaspace("▁", "always", False)
    return whole


def _script(char: str) -> str:
    return unicodedata.name(char, "?").split()[0].split("-")[0] if char != "ー" else "KATAKANA"


def _served(char: str) -> bool:
    if not char.isalpha() or char in ACCENTED or char < "\x80":
        return True
    return "\u1ea0" <= char <= "\u1ef9"
