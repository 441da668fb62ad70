"""A guide beside a text, by meaning: one at most, and rather none than one that does not fit.

A guide names what people write whom it may help (`offered_to` in its head). The nearest of these to any sentence of the text
decides, if it is near enough and clearly nearer than anything else, also than what everybody here could have written.
"""

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from app import meaning
from app.guides.library import Guide
from app.meaning import Vectors

NEAR = 0.6
CLEARLY = 0.07
MOST_SENTENCES = 40
MOST_REMEMBERED = 20_000
# More than so many are not read at once after a start: readers come back, and each text is read when its turn comes.
MOST_WAITING = 16
SENTENCE = re.compile(r"[^。！？!?.\n]+[。！？!?.]*")
SHORTEST = 6
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


@dataclass(slots=True)
class Offers:
    """Which guide goes with which text. Texts are remembered as digests only, so that nothing outlives a removal."""

    guides: Mapping[str, Mapping[str, Guide]]
    _examples: tuple[list[str], Vectors] | None = None
    _preparing: threading.Thread | None = None
    _known: OrderedDict[bytes, str] = field(default_factory=OrderedDict)
    _aside: ThreadPoolExecutor | None = None
    _being_read: set[bytes] = field(default_factory=set)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def prepare(self) -> None:
        """Read what every guide is offered to; takes a second or two, once."""
        told = [(text, slug) for slug, text in self._offered()] + [(text, NO_GUIDE) for text in EVERYBODY]
        self._examples = ([slug for _text, slug in told], meaning.vectors([text for text, _slug in told]))

    def slug_for(self, title: str, body: str) -> str | None:
        """The guide that fits; None while the encoder is being opened, because no page waits for an offer."""
        if self._examples is None:
            self._prepare_aside()
            return None
        key = hashlib.sha256(f"{title}\n{body}".encode()).digest()
        if key not in self._known:
            self._find_out(key, _sentences(title, body))
        return self._known.get(key) or None

    def read_aside(self) -> None:
        """From now on no page waits while a text is read: whoever comes next is offered what fits."""
        self._aside = self._aside or ThreadPoolExecutor(1, thread_name_prefix="guide-offers")

    def scores(self, title: str, body: str) -> list[tuple[float, str]]:
        """How near each guide is, the nearest first."""
        if self._examples is None:
            self.prepare()
        assert self._examples
        slugs, examples = self._examples
        near = (meaning.vectors(_sentences(title, body)) @ examples.T).max(axis=0, initial=-1)
        best = {slug: max(float(each) for one, each in zip(slugs, near, strict=True) if one == slug) for slug in slugs}
        return sorted(((score, slug) for slug, score in best.items()), reverse=True)

    def _find_out(self, key: bytes, sentences: list[str]) -> None:
        if self._aside is None:
            self._remember(key, self._nearest(sentences))
            return
        with self._guard:
            if key in self._being_read or len(self._being_read) >= MOST_WAITING:
                return
            self._being_read.add(key)
        self._aside.submit(self._read, key, sentences)

    def _read(self, key: bytes, sentences: list[str]) -> None:
        try:
            self._remember(key, self._nearest(sentences))
        finally:
            self._being_read.discard(key)

    def _nearest(self, sentences: list[str]) -> str:
        (score, slug), (second, _other) = self.scores(sentences[0], "\n".join(sentences[1:]))[:2]
        return slug if score >= NEAR and score - second >= CLEARLY else NO_GUIDE

    def _offered(self) -> list[tuple[str, str]]:
        shelves = self.guides.values()
        return [(guide.slug, text) for shelf in shelves for guide in shelf.values() for text in guide.offered_to]

    def _prepare_aside(self) -> None:
        with self._guard:
            if self._preparing is None:
                self._preparing = threading.Thread(target=self.prepare, name="guide-offers", daemon=True)
                self._preparing.start()

    def _remember(self, key: bytes, slug: str) -> None:
        with self._guard:
            self._known[key] = slug
            while len(self._known) > MOST_REMEMBERED:
                self._known.popitem(last=False)


def _sentences(title: str, body: str) -> list[str]:
    """The title, and every sentence of the text that says something; quotes of others are not the author's."""
    own = "\n".join(line for line in body.split("\n") if not line.startswith((">", "＞")))
    said = [each.strip() for each in SENTENCE.findall(own)]
    return [title, *(each for each in said if len(each) >= SHORTEST)][:MOST_SENTENCES]
