"""From what a member typed to the HTML that is stored and shown: cleaned once, when written."""

import re
import unicodedata
from collections.abc import Iterable
from html import escape
from itertools import groupby

import bleach
from markupsafe import Markup

from app import links

ALLOWED_TAGS = frozenset({"p", "br", "blockquote", "ul", "li", "strong", "a"})
QUOTES = (">", "＞")
ITEMS = ("- ", "* ", "・")
BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,400}?)(?<=\S)\*\*")
KEPT_CONTROLS = frozenset("\n\t")
# Joiners are kept only where scripts and emoji need them; every other invisible or bidi control goes.
KEPT_FORMATS = frozenset("\u200c\u200d")
MOST_MARKS = 4  # combining marks on one letter; more only serves to smear over other lines


def clean_text(text: str) -> str:
    """NFC, one kind of line break, no invisible or bidi controls, no smears, trimmed, at most two blank lines."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _without_smear(character for character in text if _is_kept(character))
    lines = [line.rstrip() for line in text.split("\n")]
    return "\n".join(_without_gaps(lines)).strip()


def _is_kept(character: str) -> bool:
    if character in KEPT_CONTROLS or character in KEPT_FORMATS:
        return True
    is_noncharacter = ord(character) & 0xFFFE == 0xFFFE
    return not is_noncharacter and unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"}


def _without_smear(characters: Iterable[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in characters:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _without_gaps(lines: list[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if line or kept[-2:] != ["", ""]:
            kept.append(line)
    return kept


def to_html(text: str) -> str:
    """Turn cleaned text into HTML that is safe to store and to show.

    A blank line parts paragraphs; `>` begins a quote, `・` or `- ` an item of a list, `**` stands around what is bold, and
    an address becomes its domain, which leads to a page that asks before one goes. Nothing else means anything.
    """
    blocks = (block for block in text.split("\n\n") if block.strip())
    html = "".join(_block(block.strip("\n").split("\n")) for block in blocks)
    return bleach.clean(html, tags=ALLOWED_TAGS, attributes={"a": _is_ours}, strip=False)


def _block(lines: list[str]) -> str:
    return "".join(_DRAWN[kind](list(group)) for kind, group in groupby(lines, _kind))


def _kind(line: str) -> str:
    if line.startswith(QUOTES):
        return "quote"
    return "item" if line.startswith(ITEMS) and line.lstrip("-*・ ") else "text"


def _paragraph(lines: list[str]) -> str:
    return "<p>" + "<br>".join(_inline(line) for line in lines) + "</p>"


def _quote(lines: list[str]) -> str:
    return f"<blockquote>{_paragraph([line[1:].strip() for line in lines])}</blockquote>"


def _list(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{_inline(line[1:].strip())}</li>" for line in lines) + "</ul>"


_DRAWN = {"quote": _quote, "item": _list, "text": _paragraph}


def _inline(line: str) -> str:
    """Addresses first, so that nothing inside one is taken for a sign."""
    drawn, last = [], 0
    for found in links.ADDRESS.finditer(line):
        url = found.group().rstrip(links.TRAILING)
        if (link := _link(url)) is not None:
            drawn += [_plain(line[last : found.start()]), link]
            last = found.start() + len(url)
    return "".join([*drawn, _plain(line[last:])])


def _link(url: str) -> str | None:
    host, way = links.host_of(url), links.way_to(url)
    return f'<a href="{way}" rel="nofollow">{escape(host)}</a>' if host and way else None


def _plain(text: str) -> str:
    return BOLD.sub(r"<strong>\1</strong>", escape(text, quote=False))


def _is_ours(_tag: str, name: str, value: str) -> bool:
    return (name == "href" and value.startswith(links.PAGE)) or (name == "rel" and value == "nofollow")


def stored(html: str) -> Markup:
    """Mark HTML as safe that `to_html` made earlier and the database kept."""
    return Markup(html)  # noqa: S704 - the only place; the value was cleaned when written
