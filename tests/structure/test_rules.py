"""Every rule holds for the whole repository, and every rule is shown to bite."""

import pytest

from tests.structure import page_rules, python_rules
from tests.structure.rule import Rule
from tests.structure.sources import Source, repository

RULES = [*python_rules.RULES, *page_rules.RULES]
PLANTED = [
    pytest.param(rule, *breach, id=f"{rule.promise}-{number}")
    for rule in RULES
    for number, breach in enumerate(rule.planted)
]
HARMLESS = [
    pytest.param(rule, *text, id=f"{rule.promise}-{number}")
    for rule in RULES
    for number, text in enumerate(rule.harmless)
]


@pytest.fixture(scope="module")
def everything() -> list[Source]:
    return list(repository())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.promise)
def test_the_rule_holds_everywhere(rule: Rule, everything: list[Source]) -> None:
    assert not (breaches := list(rule.breaches(everything))), "\n" + "\n".join(breaches)


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED)
def test_a_planted_breach_is_seen(rule: Rule, path: str, text: str) -> None:
    assert list(rule.breaches([Source(path, text)]))


@pytest.mark.parametrize(("rule", "path", "text"), HARMLESS)
def test_what_is_harmless_is_left_alone(rule: Rule, path: str, text: str) -> None:
    assert not list(rule.breaches([Source(path, text)]))


def test_every_rule_is_proven_and_looks_at_something(everything: list[Source]) -> None:
    assert all(rule.planted and rule.harmless for rule in RULES)
    assert any(source.path == "pyproject.toml" for source in everything)
