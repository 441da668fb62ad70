"""A guide beside a text, by meaning: one at most, and rather none than one that does not fit.

A guide names what people write whom it may help (`offered_to` in its head). The nearest of these to any sentence of the text
decides, if it is near enough and clearly nearer than anything else, also than what everybody here could have written.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app import meaning
from app.guides.library import Guide
from app.meaning import Vectors

NEAR = 0.6
CLEARLY = 0.07
MOST_SENTENCES = 40
SENTENCE = re.compile(r"[^。！？!?.\n]+[。！？!?.]*")
SHORTEST = 6
MOST_KNOWN = 10_000
NO_GUIDE = ""
# What anybody here could write, and what only sounds like one of the guides.
EVERYBODY = (
    "学校に行けなくなりました。",
    "学校には行っていません。",
    "娘が学校に行かなくなって、半年になります。",
    "はじめて書きます。",
    "夜勤で働いています。",
    "朝、なんと声をかければいいのかわかりません。",
    "話を聞いてほしいだけです。",
    "My child does not go to school.",
    "She has been at home for half a year.",
    "I am writing here for the first time.",
    "I work at night.",
    "I only want somebody to listen.",
)


@dataclass
class Offers:
    """Which guide goes with which text. Takes tens of milliseconds a text, so no page asks it: see fitting.py."""

    guides: Mapping[str, Mapping[str, Guide]]
    # What was found to fit with a version of a text by this edition, which nothing changes any more; NO_GUIDE where none does.
    known: dict[tuple[str, int], str] = field(default_factory=dict, init=False)

    def remember(self, place: tuple[str, int], slug: str) -> None:
        """Pages need not ask for it again; it is in the memory of this process alone."""
        if len(self.known) >= MOST_KNOWN:
            self.known.clear()
        self.known[place] = slug

    @cached_property
    def edition(self) -> bytes:
        """Another one whenever guides are offered to others than before, or are weighed otherwise."""
        told = json.dumps([sorted(self._offered()), EVERYBODY, NEAR, CLEARLY, SENTENCE.pattern], ensure_ascii=False)
        return hashlib.sha256(told.encode()).digest()[:8]

    def slug_for(self, title: str, body: str) -> str | None:
        """The guide that fits, if one does."""
        (score, slug), (second, _other) = self.scores(title, body)[:2]
        return (slug or None) if score >= NEAR and score - second >= CLEARLY else None

    def scores(self, title: str, body: str) -> list[tuple[float, str]]:
        """How near each guide is, the nearest first."""
        slugs, examples = self._examples
        near = (meaning.vectors(_sentences(title, body)) @ examples.T).max(axis=0, initial=-1)
        best = {slug: max(float(each) for one, each in zip(slugs, near, strict=True) if one == slug) for slug in slugs}
        return sorted(((score, slug) for slug, score in best.items()), reverse=True)

    @cached_property
    def _examples(self) -> tuple[list[str], Vectors]:
        """What every guide is offered to; read by the first who asks, which takes a second or two."""
        told = [(text, slug) for slug, text in self._offered()] + [(text, NO_GUIDE) for text in EVERYBODY]
        return [slug for _text, slug in told], meaning.vectors([text for text, _slug in told])

    def _offered(self) -> list[tuple[str, str]]:
        shelves = self.guides.values()
        return [(guide.slug, text) for shelf in shelves for guide in shelf.values() for text in guide.offered_to]


def _sentences(title: str, body: str) -> list[str]:
    """The title, and every sentence of the text that says something; quotes of others are not the author's."""
    own = "\n".join(line for line in body.split("\n") if not line.startswith((">", "＞")))
    said = [each.strip() for each in SENTENCE.findall(own)]
    return [title, *(each for each in said if len(each) >= SHORTEST)][:MOST_SENTENCES]
