"""Rules about Python that a linter cannot see."""

import ast
import re
from collections.abc import Iterator

from tests.structure.rule import Breach, Finder, Rule
from tests.structure.sources import Source

PRODUCT = ("app/*.py", "moderation/*.py")
WRITES_MIGRATIONS = ("app/*.py", "migrations/*.py")
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "utcfromtimestamp", "localtime", "gmtime"}
CLOCK_OWNERS = {"datetime", "date", "time"}
TRACES = re.compile(
    r"(^|_)(ip|ips|ipv4|ipv6|address|addr|remote|peer|user_?agent|ua|referer|referrer|fingerprint|e?mail|host)($|_)",
    re.I,
)
SPOKEN_TRACES = re.compile(
    r"%\((h|a|f)\)s|%\(\{?(x-forwarded-for|x-real-ip|user-agent|referer)"
    r"|remote_addr|http_user_agent|user-agent|x-forwarded-for|x-real-ip|access[-_]?log",
    re.I,
)
REQUEST_TRACES = {"remote_addr", "access_route", "user_agent", "remote_user", "referrer"}
VAGUE_NAMES = ("util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "base_utils", "tools")


def calls(*names: str) -> Finder:
    """Finds calls of functions or methods with one of these names."""

    def find(source: Source) -> Iterator[Breach]:
        for node in source.nodes:
            if isinstance(node, ast.Call) and _last_name(node.func) in names:
                yield node.lineno, f"calls {_last_name(node.func)}()"

    return find


def clock_readings(source: Source) -> Iterator[Breach]:
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS and _last_name(node.value) in CLOCK_OWNERS:
            yield node.lineno, f"reads the clock by {_last_name(node.value)}.{node.attr}"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from ((node.lineno, f"takes {name.name} from time") for name in node.names if name.name in CLOCKS)


def traceable_columns(source: Source) -> Iterator[Breach]:
    for node in source.nodes:
        for name in _column_names(node):
            if TRACES.search(name):
                yield node.lineno, f"has a column {name}"


def traceable_words(source: Source) -> Iterator[Breach]:
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in REQUEST_TRACES:
            yield node.lineno, f"reads {node.attr}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SPOKEN_TRACES.search(node.value):
            yield node.lineno, f"names a trace: {node.value[:40]!r}"


def long_functions(source: Source) -> Iterator[Breach]:
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1 - _docstring_length(node)
            if length > 30:
                yield node.lineno, f"{node.name} has {length} lines; 30 are the most"


def accidental_loads(source: Source) -> Iterator[Breach]:
    for node in source.nodes:
        if isinstance(node, ast.Call) and _last_name(node.func) == "relationship":
            lazy = [keyword.value for keyword in node.keywords if keyword.arg == "lazy"]
            if not any(isinstance(value, ast.Constant) and value.value in {"raise", "write_only"} for value in lazy):
                yield node.lineno, 'has a relationship without lazy="raise"'


def sql_at_the_edge(source: Source) -> Iterator[Breach]:
    for node in source.nodes:
        if isinstance(node, ast.Call) and _last_name(node.func) in {"select", "execute", "scalar", "scalars", "query"}:
            yield node.lineno, f"asks the database by {_last_name(node.func)}()"


def doubles(source: Source) -> Iterator[Breach]:
    for node in source.nodes:
        names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
        names += [f"{node.module}.{name.name}" for name in node.names] if isinstance(node, ast.ImportFrom) else []
        yield from ((1, f"imports {name}") for name in names if re.match(r"(unittest\.)?mock\b|pytest_mock", name))


def silent_exceptions_to_rules(source: Source) -> Iterator[Breach]:
    """A noqa or type: ignore names its rule and then says why."""
    for number, line in enumerate(source.lines, 1):
        for remark in re.finditer(r"#\s*(noqa|type:\s*ignore)\b(.*)", line):
            if not re.match(r"\s*(: ?[A-Z]+\d+\b(, ?[A-Z]+\d+\b)*|\[[\w, -]+\])[\s#–,;:(-]+\w", remark.group(2)):
                yield number, "does not say which rule is set aside, and why"


def vague_modules(source: Source) -> Iterator[Breach]:
    parts = source.path.removesuffix(".py").split("/")
    yield from ((1, f"is called {part}") for part in parts if part in VAGUE_NAMES)


def promises_without_issue(source: Source) -> Iterator[Breach]:
    for number, line in enumerate(source.lines, 1):
        if re.search(r"#.*\b(TODO|FIXME|XXX)\b(?!.*#\d)", line):
            yield number, "promises something without naming an issue"


RULES = [
    Rule(
        "Only the edge commits",
        calls("commit"),
        where=PRODUCT,
        but_not=("app/db.py",),
        planted=(("app/forum/services.py", "session.commit()"), ("app/chat/views.py", "db.session().commit()")),
        harmless=(("app/db.py", "session.commit()"), ("app/forum/services.py", "db.after_commit(say)")),
    ),
    Rule(
        "Only realtime speaks to sockets",
        calls("emit"),
        where=PRODUCT,
        but_not=("app/realtime/*.py",),
        planted=(("app/chat/events.py", "emit('x')"), ("app/chat/broadcasts.py", "socketio.emit('x')")),
        harmless=(("app/chat/broadcasts.py", "publish('x')"),),
    ),
    Rule(
        "Only the clock knows the time",
        clock_readings,
        where=(*PRODUCT, "migrations/*.py"),
        but_not=("app/clock.py", "moderation/calendar.py"),
        planted=(
            ("app/forum/models.py", "at = datetime.now(UTC)"),
            ("app/forum/models.py", "default=datetime.utcnow"),
            ("app/forum/models.py", "date.today()"),
            ("moderation/policy.py", "time.time()"),
            ("app/forum/models.py", "from time import time"),
        ),
        harmless=(("app/forum/models.py", "at = clock.now()"), ("app/throttle.py", "time.monotonic()")),
    ),
    Rule(
        "Only markup says what is safe HTML",
        calls("Markup", "render_template_string"),
        where=PRODUCT,
        but_not=("app/markup.py",),
        planted=(("app/forum/views.py", "Markup(body)"), ("app/web.py", "render_template_string(text)")),
        harmless=(("app/forum/views.py", "markup.stored(body)"),),
    ),
    Rule(
        "No table can hold where somebody came from",
        traceable_columns,
        where=WRITES_MIGRATIONS,
        planted=(
            ("app/accounts/models.py", "class Session:\n    ip: Mapped[str] = mapped_column()"),
            ("app/accounts/models.py", "class Session:\n    user_agent: Mapped[str]"),
            ("app/accounts/models.py", "class Member:\n    email: Mapped[str]"),
            ("app/accounts/models.py", "class Visit:\n    seen = mapped_column('remote_addr')"),
            ("migrations/versions/1.py", "sa.Column('last_ip', sa.String())"),
        ),
        harmless=(("app/chat/models.py", "class Room:\n    tip: Mapped[str]\n    description: Mapped[str]"),),
    ),
    Rule(
        "Nothing reads or logs where somebody came from",
        traceable_words,
        where=("app/*.py", "wsgi.py"),
        but_not=("app/throttle.py",),
        planted=(
            ("app/web.py", "log.info(request.remote_addr)"),
            ("app/web.py", "request.headers['User-Agent']"),
            ("app/cli.py", "options = ['--access-logfile', '-']"),
            ("app/web.py", "form = '%(h)s %(t)s'"),
        ),
        harmless=(("app/throttle.py", "request.remote_addr"), ("app/web.py", "log.info('%(message)s')")),
    ),
    Rule(
        "Functions fit on a screen",
        long_functions,
        where=PRODUCT,
        planted=(("app/web.py", "def long():\n" + "    pass\n" * 31),),
        harmless=(("app/web.py", "def short():\n" + "    pass\n" * 20),),
    ),
    Rule(
        "Nothing is loaded by accident",
        accidental_loads,
        where=("app/*.py",),
        planted=(("app/forum/models.py", "relationship()"), ("app/forum/models.py", 'relationship(lazy="select")')),
        harmless=(("app/forum/models.py", 'relationship(lazy="raise")'),),
    ),
    Rule(
        "Edges contain no SQL",
        sql_at_the_edge,
        where=("app/*/views.py", "app/*/events.py", "app/*/forms.py", "app/*/broadcasts.py"),
        planted=(("app/forum/views.py", "db.session.scalars(select(Thread))"),),
        harmless=(("app/forum/views.py", "queries.thread_for(member, id)"),),
    ),
    Rule(
        "Tests use the real thing",
        doubles,
        where=("tests/*.py",),
        planted=(
            ("tests/test_a.py", "from unittest.mock import patch"),
            ("tests/test_a.py", "from unittest import mock"),
        ),
        harmless=(("tests/test_a.py", "import unittest"),),
    ),
    Rule(
        "Whoever sets a rule aside says why",
        silent_exceptions_to_rules,
        where=("*.py",),
        but_not=("tests/structure/*",),
        planted=(
            ("app/web.py", "x = 1  # noqa"),
            ("app/web.py", "x = 1  # noqa: S704"),
            ("app/web.py", "x = 1  # type: ignore[arg-type]"),
        ),
        harmless=(
            ("app/web.py", "x = 1  # noqa: S704 - cleaned when written"),
            ("app/web.py", "x = 1  # type: ignore[arg-type]  # ships no types"),
        ),
    ),
    Rule(
        "Modules are named for what they are about",
        vague_modules,
        where=("app/*.py", "moderation/*.py", "tests/*.py", "bench/*.py"),
        planted=(("app/forum/utils.py", ""), ("moderation/helpers.py", ""), ("tests/common/x.py", "")),
        harmless=(("app/forum/models.py", ""),),
    ),
    Rule(
        "Promises name their issue",
        promises_without_issue,
        where=("*.py",),
        but_not=("tests/structure/*",),
        planted=(("app/web.py", "# TODO: later"),),
        harmless=(("app/web.py", "# TODO: later, see #12"),),
    ),
]


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _column_names(node: ast.AST) -> list[str]:
    """Names of mapped attributes, and names given to columns as text."""
    if (
        isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and "Mapped[" in ast.unparse(node.annotation)
    ):
        return [node.target.id]
    if isinstance(node, ast.Call) and _last_name(node.func) in {"mapped_column", "Column"}:
        return [part.value for part in node.args[:1] if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return []


def _docstring_length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    if not (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    ):
        return 0
    return (first.end_lineno or first.lineno) - first.lineno + 1
