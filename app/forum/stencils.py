"""What is the same about every post, drawn by its template once; what differs is put into its places.

A page of fifty posts has fifty times the same buttons around other names: drawing them was a quarter of the whole page.
"""

from collections.abc import Callable

from markupsafe import Markup, escape

from app.markup import stored

# From the area for private use: nothing that a template says has them (and nothing that is filled in is looked through).
BEGIN, END = "\ue000", "\ue001"


class Stencil:
    """A drawing with named places. Each is used as text is anywhere else in a template: escaped, unless it is markup already."""

    def __init__(self, draw: Callable[..., str], *names: str) -> None:
        drawn = draw(**{name: f"{BEGIN}{name}{END}" for name in names})
        first, *rest = drawn.split(BEGIN)
        self._begins = first
        self._pieces = [(name, text) for name, text in (part.split(END, 1) for part in rest)]

    def filled(self, **words: str) -> Markup:
        """The drawing with these words in its places."""
        safe = {name: word if type(word) is Markup else escape(word) for name, word in words.items()}
        return stored("".join([self._begins, *(part for name, text in self._pieces for part in (safe[name], text))]))
