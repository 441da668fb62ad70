"""Guides that stand in an answer by their title, and as a card where somebody reads it."""

from flask import current_app

from app import i18n
from app.guides.library import Guide
from app.guides.shelf import Shelf


def guide_titles() -> list[str]:
    """All guides, in the language of whoever writes."""
    return [guide.title for guide in _shelf().in_language(i18n.locale()).values()]


def guide_named(title: str) -> Guide | None:
    """The guide of this title in any language, in that of whoever reads; None where there is none (any more)."""
    for locale in i18n.LOCALES:
        for slug, guide in _shelf().in_language(locale).items():
            if guide.title == title:
                return _shelf().in_language(i18n.locale()).get(slug)
    return None


def _shelf() -> Shelf:
    shelf: Shelf = current_app.extensions["tomoshibi_guides"]
    return shelf
