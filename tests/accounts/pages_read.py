"""What somebody sees on the pages of this feature, and what they would send."""

import html
import re

from flask.testing import FlaskClient

HIDDEN = re.compile(r'name="(csrf_token|offer|code|next)" value="([^"]*)"')
WORD = re.compile(r"<li>([^<]+)</li>")
ASKED = re.compile(r"(\d+)番目のことば")


class WordsPage:
    """A page that offers a passphrase and asks for two of its words."""

    def __init__(self, page: str) -> None:
        self.fields = dict(HIDDEN.findall(page))
        self.words = _listed(page, "passphrase__words", "</ol>")
        self.asked = [int(number) - 1 for number in ASKED.findall(page)][:2]
        self.fields["first_word"], self.fields["second_word"] = (self.words[position] for position in self.asked)

    @property
    def passphrase(self) -> str:
        return " ".join(self.words)


class CodesPage:
    """The page that shows ten recovery codes and asks for one of them."""

    def __init__(self, page: str) -> None:
        self.fields = dict(HIDDEN.findall(page))
        self.codes = _listed(page, 'class="codes"', "</ul>")
        self.fields["code"] = self.codes[6]


def seen(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def form_of(client: FlaskClient, path: str) -> dict[str, str]:
    """The hidden fields of the first form of a page."""
    return dict(HIDDEN.findall(seen(client, path)))


def _listed(page: str, beginning: str, end: str) -> list[str]:
    block = page[page.index(beginning) :]
    return [html.unescape(word) for word in WORD.findall(block[: block.index(end)])]
