"""Words of the glossary explained where members use them: a button that opens a few lines, without any script.

The stored text stays as it is; the explanation is laid around the word when a page is drawn, once per word and page, never in
a quote or a link. The element is the browser's own popover: keyboard, screen reader, touch and Escape work by themselves.
"""

import re
from collections.abc import Iterator, Mapping

from flask import g
from markupsafe import Markup

from app import i18n
from app.guides.library import Guide, WrongGuide
from app.markup import stored

GLOSSARY = "words"
TAG = re.compile(r"(<[^>]+>)")
LATIN = re.compile(r"[A-Za-z]+")
ENTRY = re.compile(r"<li><strong>(?P<name>.+?)</strong>\s*(?:―|:)\s*(?P<words>.+?)</li>", re.DOTALL)
CLOSED_TO_US = ("blockquote", "a")
# OD is an illness here; where somebody took too much of something it must not be explained away.
NOT_MEANT = {"OD": r"(?!\s*(?:し(?!ん)|する|で(?:運|搬|入院)|した|歴))"}
BEFORE_NOT_MEANT = {"OD": r"(?<!薬を)(?<!薬の)(?<!市販薬)"}


class Glossary:
    """The words to look for, in every language, and what to say about them in the reader's."""

    def __init__(self, shelves: Mapping[str, Mapping[str, Guide]]) -> None:
        guides = {locale: shelf[GLOSSARY] for locale, shelf in shelves.items()}
        self._said = {locale: dict(_entries(guide)) for locale, guide in guides.items()}
        self._places = {word: place for guide in guides.values() for word, place in _spellings(guide)}
        longest_first = sorted(self._places, key=len, reverse=True)
        # Where none of them begins, not one is tried: most letters of a text are such.
        first = "".join(sorted({re.escape(word[0]) for word in longest_first}))
        self._words = re.compile(f"(?=[{first}])(?:{'|'.join(map(_pattern, longest_first))})")

    def explained(self, html: str) -> Markup:
        """Stored HTML with every word that was not yet explained on this page."""
        seen: set[int] = g.setdefault("explained_words", set())
        # Most texts have none of these words, or only such as were explained: they need not be taken apart to know it.
        is_new = any(self._places[word] not in seen for word in self._words.findall(html))
        return stored("".join(self._pieces(str(html), seen)) if is_new else html)

    def _pieces(self, html: str, seen: set[int]) -> Iterator[str]:
        depth = 0
        for piece in TAG.split(html):
            if piece.startswith("<"):
                depth += _step(piece)
                yield piece
            else:
                yield piece if depth else self._words.sub(lambda found: self._explain(found[0], seen), piece)

    def _explain(self, word: str, seen: set[int]) -> str:
        place = self._places[word]
        if place in seen:
            return word
        seen.add(place)
        name, words = self._said[i18n.locale()][place]
        mark = f"word-{place}"
        return (
            f'<button type="button" class="explained" popovertarget="{mark}">{word}</button>'
            f'<span class="explained__words" id="{mark}" popover role="note" lang="{i18n.locale()}">'
            f'<strong class="explained__name">{name}</strong> {words}</span>'
        )


def _step(tag: str) -> int:
    name = tag.strip("</> ").split()[0]
    return 0 if name not in CLOSED_TO_US else -1 if tag.startswith("</") else 1


def _entries(guide: Guide) -> Iterator[tuple[int, tuple[str, str]]]:
    """The place of each entry in the list, its name, and its words without links: a popover is read, not walked through."""
    for place, entry in enumerate(ENTRY.finditer(guide.html)):
        yield place, (entry["name"], re.sub(r"<[^>]+>", "", entry["words"]).strip())


def _spellings(guide: Guide) -> Iterator[tuple[str, int]]:
    """`explains` in the head of the glossary: each word to look for, and the entry that explains it."""
    names = [entry["name"] for entry in ENTRY.finditer(guide.html)]
    for word in guide.explains:
        own = [place for place, name in enumerate(names) if name.startswith(word)]
        near = own or [place for place, name in enumerate(names) if word in name]
        if not near:
            raise WrongGuide(f"{guide.locale}/{guide.slug}: nothing explains {word!r}")
        yield word, near[0]


def _pattern(word: str) -> str:
    if LATIN.fullmatch(word):
        around = "A-Za-z0-9"
        return f"(?<![{around}]){BEFORE_NOT_MEANT.get(word, '')}{word}(?![{around}]){NOT_MEANT.get(word, '')}"
    return re.escape(word)
