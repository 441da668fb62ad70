"""The views in which words are looked up: case, kana, repeats, leet, inserted marks and split characters undone."""

import re

from moderation.kana import FOLDED
from moderation.normalise import NOTHING, ByTable, Change, Instead, Normalised, as_typed

_SPLIT_RE = re.compile(
    r"タ[ヒtビ](?!\w*[ァ-ヴ])|(?<![一-龥])[氏市](?=ね(?![一-龥]))|(?<!\d)4(?=(?:に(?:たい|た[いぃ]|そう)|ね(?:よ|ば|$|[。!\s])))"
)
_REPEAT = re.compile(r"([^\W\d])\1{2,}|([ーっ〜~!?！？。…w])\2+")
_APART = re.compile(r"(?<![a-z0-9])(?:[a-z0-9][ .*_\-/|]{1,2}){2,30}[a-z0-9](?![a-z0-9])", re.IGNORECASE)
_TYPED_APART = re.compile(r"(?<![A-Za-z0-9_@])(?:[A-Za-z0-9_.@\-] ){4,40}[A-Za-z0-9_](?![A-Za-z0-9_])")
_BETWEEN = re.compile(r"[^a-z0-9]", re.IGNORECASE)
_SPACE = re.compile(" ")
_LEET = re.compile(r"(?<=[a-z])[013457@$](?=[a-z])|(?<![\w@$])[1@$34](?=[a-z]{2})")
_LEET_TABLE = dict(zip("013457@$", "oieastas", strict=True))
_NOISE = re.compile(r"[^\S\n]+|(?<=[ぁ-ゖ一-龥ァ-ヴ])[・.*_/|,’'`^+=\-☆★♪◇◆●•]+(?=[ぁ-ゖ一-龥ァ-ヴー])")


class _Once(Change):
    def __call__(self, match: re.Match[str]) -> str:
        return match.group()[0]


class _Without(Change):
    """The match without some of its characters; the others keep their places."""

    def __init__(self, unwanted: re.Pattern[str]) -> None:
        self.unwanted = unwanted

    def __call__(self, match: re.Match[str]) -> Normalised:
        return as_typed(match.group()).replace(self.unwanted, NOTHING)


def folded_view(plain: Normalised) -> Normalised:
    """Lower case, hiragana, no stretched letters, letters typed apart joined, figures that stand for letters read as letters."""
    view = plain.replace(_SPLIT_RE, Instead("死"))
    kana = view.text.translate(FOLDED)
    lowered = "".join(low if len(low := char.lower()) == 1 else char for char in kana)
    view = Normalised(lowered, view.offsets, view.ends, view.length)
    view = view.replace(_REPEAT, _Once())
    view = view.replace(_APART, _Without(_BETWEEN))
    return view.replace(_LEET, ByTable(_LEET_TABLE, ""))


def typed_together(plain: Normalised) -> Normalised:
    """The plain view with letters and signs typed apart (h a r u _ 3 9) put together."""
    return plain.replace(_TYPED_APART, _Without(_SPACE))


def compact_view(folded: Normalised) -> Normalised:
    """The folded view with spaces and inserted marks taken out; sentence ends and quotation marks stay."""
    return folded.replace(_NOISE, NOTHING)
