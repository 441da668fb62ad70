"""The moderators' handbook as a page, and the part of it that belongs beside a case. What it says stands in docs/."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import bleach
from markdown_it import MarkdownIt

from app.config import ROOT
from app.contributions.models import Concern

FILES = {"ja": ROOT / "docs" / "moderators-handbook.md", "en": ROOT / "docs" / "moderators-handbook.en.md"}
# Before every heading that something leads to stands its mark, which no reader sees: <!-- now -->
MARK = re.compile(r"^<!-- ([a-z-]+) -->\n(#{1,3}) (.+)\n", re.M)
TAGS = frozenset("p h2 h3 h4 ul ol li a strong em br blockquote table thead tbody tr th td code".split())

# Which protocol belongs to which kind of concern; the first prefix that fits decides.
PROTOCOLS = (
    ("crisis.missing_child", "missing"),
    ("crisis.suicide_child", "child"),
    ("crisis.self_harm_child", "child"),
    ("crisis.child_abuse", "child-hurt"),
    ("crisis.child_violence", "violence"),
    ("crisis.dv", "dv"),
    ("crisis.medical", "medical"),
    ("crisis.", "now"),
    ("report.danger", "now"),
    ("abuse.encourage_self_harm", "now"),
    ("abuse.blame", "hurt"),
    ("abuse.insult", "hurt"),
    ("abuse.", "threat"),
    ("scam.meeting", "threat"),
    ("scam.", "scam"),
    ("report.scam", "scam"),
    ("pii.", "identifies"),
    ("report.identifies", "identifies"),
    ("flood.", "flood"),
)
USUAL = "hurt"


class WrongHandbook(Exception):
    """The handbook cannot be shown as it is; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part: its mark, its heading with its depth, and what stands under it, as clean HTML."""

    mark: str
    title: str
    depth: int
    html: str


@cache
def every() -> Mapping[str, Sequence[Section]]:
    """The handbook in both languages; raises WrongHandbook when one lacks a part of the other, or a protocol is missing."""
    read = {locale: _sections(path) for locale, path in FILES.items()}
    marks = {locale: [section.mark for section in sections] for locale, sections in read.items()}
    if marks["ja"] != marks["en"]:
        raise WrongHandbook(f"not in both languages: {', '.join(sorted(set(marks['ja']) ^ set(marks['en'])))}")
    if missing := {mark for _kind, mark in PROTOCOLS} - set(marks["ja"]):
        raise WrongHandbook(f"no protocol for {', '.join(sorted(missing))}")
    return read


def in_language(locale: str) -> Sequence[Section]:
    """The whole handbook; in Japanese where a language has none."""
    return every().get(locale) or every()["ja"]


def protocol_for(concerns: Sequence[Concern], locale: str) -> Section:
    """What belongs beside a case, by its gravest concern."""
    kind = concerns[0].kind if concerns else ""
    mark = next((mark for prefix, mark in PROTOCOLS if kind.startswith(prefix)), USUAL)
    return next(section for section in in_language(locale) if section.mark == mark)


def _sections(path: Path) -> list[Section]:
    text = path.read_text("utf-8")
    found = list(MARK.finditer(text))
    ends = [each.start() for each in found[1:]] + [len(text)]
    return [
        Section(each[1], each[3], len(each[2]), _html(text[each.end() : end]))
        for each, end in zip(found, ends, strict=True)
    ]


def _html(body: str) -> str:
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(body)
    return bleach.clean(html, tags=TAGS, attributes=_keeps, protocols={"https"}, strip=True)


def _keeps(tag: str, name: str, _value: Any) -> bool:
    return tag == "a" and name == "href"
