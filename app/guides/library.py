"""The guides: Markdown with a head in TOML, made into clean HTML once, at start."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import bleach
from markdown_it import MarkdownIt

CONTENT = Path(__file__).parent / "content"
LOCALES = ("ja", "en")
KINDS = ("text", "week", "night", "sheet", "figures", "house")
FENCE = "+++\n"
MENTION = re.compile(r"\[\[([a-z0-9-]+)\]\]")
TAGS = frozenset("p h2 h3 ul ol li a strong em br blockquote table thead tbody tr th td".split())
PROTOCOLS = frozenset({"https", "http", "tel"})

# Where a line closed for good; whoever reads the sentence finds those that are open.
INSTEAD = {"ja": "[いま話せる窓口](/help)", "en": "[lines that are open now](/help)"}

Reach = Callable[[str], tuple[str, str | None]]


class WrongGuide(Exception):
    """A guide cannot be shown as it is; the message names file and fault."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was published: the address, or, where none was noted, which document it is (`seen`)."""

    title: str
    url: str | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide in one language; `html` was cleaned when it was made."""

    slug: str
    locale: str
    title: str
    summary: str
    order: int
    last_checked: date
    sources: tuple[Source, ...]
    html: str
    kind: str = "text"
    questions: tuple[str, ...] = ()
    offered_to: tuple[str, ...] = ()  # what people write whom this guide may help; see offers.py
    explains: tuple[str, ...] = ()  # words that are explained where members use them; see glossary.py

    @property
    def is_house(self) -> bool:
        """What this place says about itself has no source but ourselves, and an address of its own."""
        return self.kind == "house"


Library = Mapping[str, Mapping[str, Guide]]


def read(reach: Reach, content: Path = CONTENT) -> Library:
    """All guides by language and slug. `reach` gives number and dialling address of a line that a guide mentions."""
    library = {locale: _in_order(content / locale, reach) for locale in LOCALES}
    if missing := set(library["ja"]) ^ set(library["en"]):
        raise WrongGuide(f"not in every language: {', '.join(sorted(missing))}")
    return library


def _in_order(folder: Path, reach: Reach) -> dict[str, Guide]:
    guides = [_guide(path, reach) for path in folder.glob("*.md")]
    return {guide.slug: guide for guide in sorted(guides, key=lambda guide: guide.order)}


def _guide(path: Path, reach: Reach) -> Guide:
    try:
        _nothing, head, body = path.read_text("utf-8").split(FENCE, 2)
        given = tomllib.loads(head)
        given["sources"] = tuple(Source(**source) for source in given.get("sources", ()))
        given |= {name: tuple(given.get(name, ())) for name in ("questions", "offered_to", "explains")}
        html = to_html(body, reach, path.parent.name)
        guide = Guide(path.stem, path.parent.name, html=html, **given)
    except (KeyError, TypeError, ValueError) as fault:
        raise WrongGuide(f"{path}: {fault!r}") from fault
    if wrong := _faults(guide):
        raise WrongGuide(f"{path}: {', '.join(wrong)}")
    return guide


def _faults(guide: Guide) -> list[str]:
    checks: dict[str, bool] = {
        "no sources": not (guide.sources or guide.is_house),
        "last_checked is not a date": type(guide.last_checked) is not date,
        "no title or summary": not (guide.title and guide.summary),
        "unknown kind": guide.kind not in KINDS,
        "a sheet needs questions": (guide.kind == "sheet") != bool(guide.questions),
        "a source without address or document": not all(_can_be_found(source) for source in guide.sources),
    }
    return [fault for fault, is_found in checks.items() if is_found]


def _can_be_found(source: Source) -> bool:
    if source.url is None:
        return bool(source.seen)
    return source.url.startswith(("https://", "http://"))


def to_html(body: str, reach: Reach, locale: str = "ja") -> str:
    """Markdown to HTML of which nothing but plain structure and links is left. Numbers come from the lines."""
    text = MENTION.sub(lambda mention: _link(*reach(mention[1])) or INSTEAD[locale], body)
    return _rendered(text)


# When a line is put right, only the guides that mention it are another text than before.
@lru_cache(maxsize=256)
def _rendered(text: str) -> str:
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return bleach.clean(html, tags=TAGS, attributes=_keeps, protocols=PROTOCOLS, strip=True)


def _link(number: str, tel: str | None) -> str:
    return f"[{number}]({tel})" if tel else number


def _keeps(tag: str, name: str, _value: Any) -> bool:
    return tag == "a" and name == "href"
