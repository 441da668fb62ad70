"""Threads in a list, ready to be shown: drawn once for everybody alike and kept until something about them changes."""

from collections.abc import Collection, Hashable, Sequence
from functools import partial
from typing import Any

from flask import current_app
from markupsafe import Markup

from app import clock, db, i18n
from app.contributions.models import Contribution, State
from app.forum import fragments, labels, listing
from app.forum.excerpts import excerpt
from app.forum.listing import Listed


def drawn(threads: Sequence[Listed], unread: Collection[str] = ()) -> Sequence[Markup]:
    """The items of a list in its order, those marked in which somebody has something new to read.

    What was held, taken back or changed since it was listed is left out of this answer.
    """
    locale, now = i18n.locale(), clock.now()
    looks = [_look(each, labels.when(each.stirred_at, now, locale), each.id in unread) for each in threads]
    kept = [_kept(each, look, locale) for each, look in zip(threads, looks, strict=True)]
    words = listing.words_of([each for each, found in zip(threads, kept, strict=True) if found is None])
    return [
        found if found is not None else _draw(each, look, locale, words[each.id])
        for each, look, found in zip(threads, looks, kept, strict=True)
        if found is not None or each.id in words
    ]


def let_go(thread: Contribution) -> None:
    """It has changed or is gone: its words leave this process at once, others never show them again (app/forum/listing.py)."""
    if current_app:
        places = [("item", thread.id, locale, is_new) for locale in i18n.LOCALES for is_new in (False, True)]
        db.after_commit(partial(fragments.of_app().forget, places))


def _look(thread: Listed, when: str, is_new: bool) -> tuple[Any, ...]:  # noqa: FBT001 - a value among others
    """Everything that an item shows; its words change with its version."""
    closed = thread.closed_at is not None
    return thread.version, thread.state, thread.author, thread.warning, thread.wants, closed, when, is_new


def _kept(thread: Listed, look: Hashable, locale: str) -> Markup | None:
    return fragments.of_app().get(_place(thread, look, locale), look)


def _place(thread: Listed, look: Any, locale: str) -> Hashable:
    return "item", thread.id, locale, look[-1]


def _draw(thread: Listed, look: Any, locale: str, words: tuple[str, str]) -> Markup:
    *_rest, when, is_new = look
    title, body = words
    item: Markup = current_app.jinja_env.get_template("forum/_item.html").module.item(  # type: ignore[attr-defined]  # a macro of that template
        thread, title, excerpt(body), when, is_new
    )
    # What waits is seen by its author alone, and kept for nobody.
    if thread.state is State.VISIBLE:
        fragments.of_app().put(_place(thread, look, locale), look, item, len(item))
    return item
