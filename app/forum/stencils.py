"""What is the same about every post, drawn by its template once; what differs is put into its places.

A page of fifty posts has fifty times the same buttons around other names: drawing them was a quarter of the whole page.
"""

from collections.abc import Callable, Mapping

from markupsafe import Markup, escape

from app.markup import stored

# From the area for private use: nothing that a template says has them (and nothing that is filled in is looked through).
BEGIN, END = "\ue000", "\ue001"


class Stencil:
    """A drawing with named places. Each is used as text is anywhere else in a template: escaped, unless it is markup already."""

    def __init__(self, draw: Callable[..., str], *names: str) -> None:
        drawn = draw(**{name: f"{BEGIN}{name}{END}" for name in names})
        self._form = str(drawn).replace("%", "%%").replace(BEGIN, "%(").replace(END, ")s")

    def filled(self, **words: str) -> Markup:
        """The drawing with these words in its places."""
        return self.filled_with(safely(words))

    def filled_with(self, safe: Mapping[str, Markup]) -> Markup:
        """The same with words that are markup already; there may be more of them than places."""
        return stored(self._form % safe)


def safely(words: Mapping[str, str]) -> dict[str, Markup]:
    """Words as a template would put them into a page: for several stencils escaped once."""
    return {name: word if type(word) is Markup else escape(word) for name, word in words.items()}
