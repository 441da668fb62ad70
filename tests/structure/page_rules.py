"""Rules about templates, style sheets, scripts and the size of files."""

import re
from collections.abc import Iterator

from tests.structure.rule import Breach, Finder, Rule
from tests.structure.sources import Source

TEMPLATES = ("templates/*", "app/*.html")
STYLES = ("static/*.css",)
SCRIPTS = ("static/*.js",)
JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.S)
JINJA_CODE = re.compile(r"\{[{%].*?[%}]\}", re.S)
LINK = re.compile(r"<a\b[^>]*>", re.S | re.I)
NAMESPACE = re.compile(r"https?://www\.w3\.org/[\w/#.-]*")


def matches(pattern: str, complaint: str) -> Finder:
    """Finds every place that matches, outside Jinja comments."""
    compiled = re.compile(pattern, re.I | re.S)

    def find(source: Source) -> Iterator[Breach]:
        text = _blanked(JINJA_COMMENT, source.text)
        for found in compiled.finditer(text):
            yield source.line_of(found.start()), f"{complaint}: {found.group(0).strip()[:50]!r}"

    return find


def third_parties(source: Source) -> Iterator[Breach]:
    """A link to somebody else is fine, because it calls nobody until it is followed; everything else is not."""
    text = source.text
    for harmless in (JINJA_COMMENT, LINK, NAMESPACE):
        text = _blanked(harmless, text)
    for found in re.finditer(r"""https?:\\?/\\?/[^\s"'<>)]*|(?<=["'(=])//[\w-]+\.[^\s"'<>)]*""", text, re.I):
        yield source.line_of(found.start()), f"names a third party: {found.group(0)[:60]}"


def queries_in_templates(source: Source) -> Iterator[Breach]:
    asks = re.compile(
        r"\.(query|all|first|one|scalars?|execute|filter_by|commit)\s*\(|\bsession\.|\bselect\s*\(|\bqueries\.|\bdb\.",
        re.I,
    )
    text = _blanked(JINJA_COMMENT, source.text)
    for code in JINJA_CODE.finditer(text):
        if found := asks.search(code.group(0)):
            yield source.line_of(code.start()), f"asks the database: {found.group(0)!r}"


def longer_than(most: int) -> Finder:
    def find(source: Source) -> Iterator[Breach]:
        if len(source.lines) > most:
            yield most + 1, f"has {len(source.lines)} lines; {most} are the most"

    return find


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    """The text with every match gone but its lines kept, so that line numbers stay true."""
    return pattern.sub(lambda found: "\n" * found.group(0).count("\n"), text)


def _size(what: str, where: tuple[str, ...], most: int, example: str) -> Rule:
    planted = ((example, "x\n" * (most + 1)),)
    return Rule(f"{what} have at most {most} lines", longer_than(most), where, (), planted, ((example, "x\n" * most),))


RULES = [
    _size("Python files", ("app/*.py", "moderation/*.py"), 300, "app/web.py"),
    _size("Style sheets", STYLES, 200, "static/css/base.css"),
    _size("Scripts", SCRIPTS, 110, "static/js/elements/room.js"),
    _size("Templates", TEMPLATES, 90, "templates/forum/thread.html"),
    Rule(
        "No template decides what is safe HTML",
        matches(r"\|\s*safe\b|\{%-?\s*autoescape\s+false|\bMarkup\(", "lets HTML through"),
        where=TEMPLATES,
        planted=(("templates/a.html", "{{ body|safe }}"), ("templates/a.html", "{% autoescape false %}")),
        harmless=(("templates/a.html", "{# never |safe #}{{ body }}"), ("templates/a.html", "<p>a safe place</p>")),
    ),
    Rule(
        "Scripts are files",
        matches(
            r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*type=[\"']application/(ld\+)?json)[^>]*>"
            r"|<[a-z][^<>]*\son[a-z]+\s*=|javascript:",
            "has an inline script",
        ),
        where=TEMPLATES,
        planted=(
            ("templates/a.html", "<script>go()</script>"),
            ("templates/a.html", '<button onclick="go()">'),
            ("templates/a.html", '<a href="javascript:go()">'),
        ),
        harmless=(
            ("templates/a.html", '<script type="module" src="{{ asset(\'a.js\') }}"></script>'),
            ("templates/a.html", '<script type="application/json">{}</script>'),
            ("templates/a.html", '<input name="one" value="on = off">'),
        ),
    ),
    Rule(
        "Styles are files",
        matches(r"<style\b|<[a-z][^<>]*\sstyle\s*=", "has an inline style"),
        where=TEMPLATES,
        planted=(("templates/a.html", "<style>p{}</style>"), ("templates/a.html", '<p style="color:red">')),
        harmless=(("templates/a.html", '<link rel="stylesheet" href="{{ asset(\'a.css\') }}">'),),
    ),
    Rule(
        "No page calls anybody else",
        third_parties,
        where=(*TEMPLATES, "static/*.css", "static/*.js", "static/*.svg", "static/*.json", "static/*.webmanifest"),
        planted=(
            ("templates/a.html", '<img src="https://example.org/a.png">'),
            ("templates/a.html", '<script src="//cdn.example.org/a.js"></script>'),
            ("static/css/a.css", "@import url(https://example.org/a.css);"),
            ("static/js/a.js", 'fetch("https://example.org/")'),
        ),
        harmless=(
            ("templates/a.html", '<a class="line" href="https://example.org/">window</a>'),
            ("static/icons/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"></svg>'),
            ("static/js/a.js", "// a remark\nconst path = '/rooms';"),
        ),
    ),
    Rule(
        "Templates never ask the database",
        queries_in_templates,
        where=TEMPLATES,
        planted=(
            ("templates/a.html", "{% for t in Thread.query.all() %}"),
            ("templates/a.html", "{{ queries.open_concerns() }}"),
            ("templates/a.html", "{{ db.session.scalars(x) }}"),
        ),
        harmless=(("templates/a.html", "{% for reply in page.items %}"),),
    ),
    Rule(
        "Style sheets win by layers, not by force",
        matches(r"!important", "forces a style"),
        where=STYLES,
        but_not=("static/css/reset.css",),
        planted=(("static/css/components/a.css", "p { color: red !important; }"),),
        harmless=(("static/css/reset.css", "p { margin: 0 !important; }"),),
    ),
    Rule(
        "Scripts build no HTML from strings",
        matches(
            r"\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write\b|\beval\(|new Function\(", "builds HTML or code"
        ),
        where=SCRIPTS,
        but_not=("static/js/lib/*",),
        planted=(("static/js/elements/a.js", "this.innerHTML = text"),),
        harmless=(("static/js/elements/a.js", "this.textContent = text"),),
    ),
]
