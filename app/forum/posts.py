"""The posts of one page of a thread, ready to be shown: drawn once for everyone alike, with what differs per reader around them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from flask import current_app, g
from markupsafe import Markup, escape

from app import clock, i18n
from app.accounts import context_words
from app.contributions.models import State
from app.forum import addresses, fragments, labels, rows
from app.forum.drawers import Drawer
from app.forum.excerpts import excerpt
from app.forum.feelings import Come
from app.forum.models import FeelingKind, Reply, Thread
from app.forum.rows import Row
from app.forum.stencils import Stencil, safely
from app.markup import stored

NOT_DRAWN = stored("")


class Way(StrEnum):
    """What somebody can do on a page."""

    READ = "read"
    FEEL = "feel"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Piece:
    """One post drawn for everybody. looks: its classes. inside: head, quote and words. feet: what members may do with it.

    whole: all of it together, for those for whom nothing about it is different.
    """

    row: Row
    looks: str
    inside: Markup
    feet: Markup
    whole: Markup = NOT_DRAWN


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece as one reader sees it."""

    piece: Piece
    feet: Markup
    is_muted: bool = False
    is_first_unread: bool = False

    @property
    def whole(self) -> Markup:
        """The piece as it was drawn for everybody; nothing where it is different for this reader."""
        is_plain = self.feet is self.piece.feet and not (self.is_muted or self.is_first_unread)
        return self.piece.whole if is_plain else NOT_DRAWN

    @property
    def id(self) -> str:
        return self.piece.row.id


@dataclass(frozen=True, slots=True)
class Reader:
    """What is different for whoever reads: their masks, what they keep, what they gave, and what came to their own posts.

    waiting: own posts that wait for a person, each with the stored words and the reason. is_host: it is their thread.
    """

    masks: Mapping[str, str]
    drawer: Drawer
    way: Way
    is_host: bool
    given: Mapping[str, FeelingKind]
    come: Mapping[str, Come]
    waiting: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that decides how the posts of a page look to everybody; a page that looks the same is not drawn again.

    way: what whoever reads can do: nothing (a visitor), everything but answer, or everything.
    """

    rows: tuple[Row, ...]
    labels: tuple[str, ...]
    contexts: tuple[str, ...]
    way: Way


class Told(NamedTuple):
    """What a page says about a post. html: its words. when, context: in words. way: what whoever reads can do."""

    html: str
    when: str
    context: str
    way: Way


def drawn(thread: Thread, found: Sequence[Row], way: Way) -> Sequence[Piece]:
    """The pieces of a page, kept from before where nothing has changed."""
    locale, now = i18n.locale(), clock.now()
    times = tuple(labels.when(row.written_at, now, locale) for row in found)
    beside = _beside({row.owner_tag for row in found})
    look = Look(tuple(found), times, tuple(beside[row.owner_tag] for row in found), way)
    begins = found[0].seq if found else 0
    place = (thread.id, begins, locale, way)
    pieces, explained = fragments.drawn(place, look, lambda: _draw(look, thread))
    # Words that were explained in a kept piece are not explained again around it: their marks exist once per page.
    g.explained_words = set(explained) | g.get("explained_words", set())
    return pieces


def shown(pieces: Sequence[Piece], thread: Thread, reader: Reader) -> Sequence[Shown]:
    """The same pieces for one reader."""
    last_seen = reader.drawer.last_seen(thread.id)
    made = [_shown(piece, thread, reader) for piece in pieces]
    if last_seen is None:
        return made
    first = next((at for at, each in enumerate(made) if each.piece.row.seq > last_seen), None)
    return made if first is None else [*made[:first], replace(made[first], is_first_unread=True), *made[first + 1 :]]


def waiting(post: Reply, because: str) -> Shown:
    """One's own reply that has no place yet."""
    row = rows.of_waiting(post)
    return Shown(_waiting_piece(row, post.html, because), NOT_DRAWN)


def _shown(piece: Piece, thread: Thread, reader: Reader) -> Shown:
    row = piece.row
    if row.id in reader.waiting:
        piece = _waiting_piece(row, *reader.waiting[row.id])
    if row.state is not State.VISIBLE or not reader.masks:
        return Shown(piece, piece.feet)
    is_plain = not (
        row.mask_id in reader.masks or row.id in reader.given or row.id in reader.drawer.bookmarks or reader.is_host
    )
    feet = piece.feet if is_plain else _own_feet(row, thread, reader)
    return Shown(piece, feet, is_muted=row.mask_id in reader.drawer.muted)


def _own_feet(row: Row, thread: Thread, reader: Reader) -> Markup:
    come = reader.come.get(row.id, {})
    return _feet_for(
        (row.id, row.author, row.is_thanked, i18n.locale()),
        addresses.for_ever(thread.id, row.id),
        quote=_quote_address(thread, row) if reader.way is Way.ANSWER else None,
        is_own=row.mask_id in reader.masks,
        given=reader.given.get(row.id),
        is_kept=row.id in reader.drawer.bookmarks,
        come=tuple(sorted(come.items())),
        may_thank=reader.is_host and row.seq > 0,
    )


@lru_cache(maxsize=4096)
def _feet_for(about: tuple[Any, ...], here: str, come: tuple[tuple[str, int], ...], **how: Any) -> Markup:
    """Drawn once for every case there is; which member was shown which case is kept nowhere."""
    post_id, author, is_thanked, _locale = about
    row = {"id": post_id, "author": author}
    feet: Markup = _macros().feet(row, here, come=dict(come), is_thanked=is_thanked, **how)
    return feet


def _draw(look: Look, thread: Thread) -> tuple[tuple[Sequence[Piece], frozenset[int]], int]:
    html, bodies = rows.words_of(thread, look.rows)
    pieces = [
        _piece(thread, row, bodies, Told(html.get(row.id, ""), when, context, look.way))
        for row, when, context in zip(look.rows, look.labels, look.contexts, strict=True)
    ]
    size = sum(len(piece.whole) * 2 for piece in pieces)
    return (pieces, frozenset(g.get("explained_words", set()))), size


def _piece(thread: Thread, row: Row, bodies: Mapping[str, str], told: Told) -> Piece:
    """Drawn once for everybody; what is put into the drawings of the templates is escaped once for all of them."""
    here, quote = addresses.for_ever(thread.id, row.id), _quote(row, bodies, thread)
    places = {"id": row.id, "author": row.author, "here": here, "when": told.when, "context": told.context}
    safe = safely({**places, "quote": _quote_address(thread, row), "looks": _looks(row)})
    safe["inside"] = _inside(row, quote, told, safe)
    safe["feet"] = _feet_of_all(told.way, i18n.locale()).filled_with(safe) if row.state is State.VISIBLE else NOT_DRAWN
    whole = _article(bool(safe["feet"])).filled_with(safe)
    return Piece(row, safe["looks"], safe["inside"], safe["feet"], whole)


def _inside(row: Row, quote: Any, told: Told, safe: Mapping[str, Markup]) -> Markup:
    """Most posts have a head and words, perhaps a quote, and nothing else; the others are drawn by the template each time."""
    is_plain = not (row.badge or row.warning or row.is_sequel or (quote and quote.get("warning")))
    if row.state is State.VISIBLE and is_plain:
        kind = "none" if quote is None else "gone" if quote.get("is_gone") else "whole"
        explained: Any = current_app.jinja_env.globals["explained"]
        words = {"html": explained(told.html)} | {
            f"quoted_{name}": escape(said) for name, said in (quote or {}).items()
        }
        return _plain_inside(kind, row.is_revised, bool(told.context), i18n.locale()).filled_with({**safe, **words})
    inside: Markup = _macros().inside(row, told.html, quote, told.when, told.context, safe["here"])
    return inside


@lru_cache
def _plain_inside(quote: str, is_revised: bool, has_context: bool, _locale: str) -> Stencil:  # noqa: FBT001 - the twelve there are
    def draw(author: str, context: str = "", **told: str) -> str:
        row = {"author": author, "state": State.VISIBLE, "is_revised": is_revised}
        about = {name.removeprefix("quoted_"): told.pop(name) for name in list(told) if name.startswith("quoted_")}
        drawn: str = _macros().inside(
            row, quote={"is_gone": True} if quote == "gone" else about, context=context, **told
        )
        return drawn

    quoted = ["quoted_author", "quoted_text", "quoted_href"] if quote == "whole" else []
    return Stencil(draw, "author", "html", "when", "here", *quoted, *(["context"] if has_context else []))


@lru_cache
def _feet_of_all(way: Way, _locale: str) -> Stencil:
    macros = _macros()
    if way is Way.READ:
        return Stencil(lambda **row: macros.visitor_feet(row), "id", "author")
    draw = lambda here, quote=None, **row: macros.feet(row, here, quote)
    return Stencil(draw, "id", "author", "here", *(["quote"] if way is Way.ANSWER else []))


@lru_cache
def _article(has_feet: bool) -> Stencil:  # noqa: FBT001 - the two there are
    draw = current_app.jinja_env.get_template("forum/_posts.html").module.article  # type: ignore[attr-defined]  # a macro
    return Stencil(lambda feet="", **parts: draw(**parts, feet=feet), "id", "looks", "inside", *(["feet"] * has_feet))


def _quote(row: Row, bodies: Mapping[str, str], thread: Thread) -> Any:
    """None without one; a quote of something that cannot be read any more says so."""
    if row.quotes_id is None:
        return None
    if row.quoted is None:
        return {"is_gone": True}
    about = row.quoted
    return {
        "author": about.author,
        "warning": about.warning,
        "text": excerpt(bodies.get(about.id, "")),
        "href": addresses.for_ever(thread.id, about.id),
    }


def _quote_address(thread: Thread, row: Row) -> str:
    page = addresses.before_page_of(row.seq)
    return f"/threads/{thread.id}?{f'after={page}&' if page else ''}quote={row.id}#body"


def _waiting_piece(row: Row, html: str, because: str) -> Piece:
    """One's own post that waits, with its words; never kept, because it is for one reader alone."""
    when = labels.when(row.written_at, clock.now(), i18n.locale())
    inside = _macros().inside(row, html, None, when, "", because=because)
    return Piece(row, "post post--held" + (" post--opening" if not row.seq else ""), inside, NOT_DRAWN)


def _looks(row: Row) -> str:
    looks = ["post"]
    if row.state is not State.VISIBLE:
        return "post post--removed"
    if row.seq == 0:
        looks.append("post--opening")
    if row.badge:
        looks.append("post--expert")
    return " ".join(looks)


def _beside(owner_tags: Collection[bytes]) -> Mapping[bytes, str]:
    told = current_app.extensions["tomoshibi_census"].beside_each(owner_tags)
    return {tag: context_words.of(each) if each.says_something else "" for tag, each in told.items()}


def _macros() -> Any:
    return current_app.jinja_env.get_template("forum/_post.html").module
