"""Every entry of the word lists is tried on its own example and counter-example, and none can make a text slow."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from itertools import chain

import pytest

import moderation
from moderation import Draft, Policy, context
from moderation.anchors import anchors, compiles_safely, folded
from moderation.classifier import cues
from moderation.detectors.words import words
from moderation.finding import KINDS
from moderation.lexicon import Entry, read_entries
from moderation.reading import Reading
from moderation.rules import Rule

ENTRIES = read_entries()
TOOLS = ("__main__", "finetune", "export", "network", "corpus.check")
"""Modules that never read a member's text."""
LINEAR = {"moderation.folding._REPEAT", "moderation.folding._NOISE"}
"""A run of one sign, taken whole: nothing is tried twice, and a bound would leave parts of long runs."""
EVERY_KIND = frozenset(chain.from_iterable(KINDS.values()))


def _fires(entry: Entry, text: str) -> bool:
    """Whether words of this entry's family and origin are found; danger may be settled on another person."""
    findings = words(Reading(Draft(text, lang=entry.lang)))
    family = entry.kind.split(".")[0]
    return any(f.detector == f"words.{entry.lang}" and f.kind.startswith(family) for f in findings)


def _name(entry: Entry) -> str:
    return f"{entry.lang}-{entry.kind}-{entry.example[:12]}"


@pytest.mark.parametrize("entry", ENTRIES, ids=_name)
def test_an_entry_finds_its_example(entry: Entry) -> None:
    assert _fires(entry, entry.example), entry.source


@pytest.mark.parametrize("entry", ENTRIES, ids=_name)
def test_an_entry_leaves_its_counter_example_alone(entry: Entry) -> None:
    findings = [f for f in words(Reading(Draft(entry.counter_example, lang=entry.lang))) if f.kind == entry.kind]
    assert not findings, [(f.kind, entry.counter_example[f.start : f.end]) for f in findings]


def test_entries_name_kinds_that_exist_and_say_what_they_are_for() -> None:
    assert {entry.kind for entry in ENTRIES} <= EVERY_KIND
    assert all(entry.example and entry.counter_example for entry in ENTRIES)
    assert {entry.lang for entry in ENTRIES} == {"ja", "en", "zh", "ko", "es", "pt", "fr", "de", "th", "vi", "hi", "tl"}


def test_no_pattern_repeats_without_a_bound() -> None:
    assert not [entry.source for entry in ENTRIES if not compiles_safely(entry.pattern.pattern)]


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("死にたい", {"死にたい"}),
        ("(?:猫|いぬ)が", {"が"}),
        ("a.{0,3}bcd", {"bcd"}),
        (".{0,3}", None),
        ("[xy]", {"x", "y"}),
    ],
)
def test_the_words_a_pattern_cannot_do_without(pattern: str, wanted: set[str] | None) -> None:
    assert anchors(pattern) == (None if wanted is None else frozenset(wanted))


def test_an_unbounded_pattern_is_recognised() -> None:
    assert not compiles_safely("(?:a|b+)c")
    assert compiles_safely("(?:a|b{1,3})c")


def test_patterns_are_folded_but_their_escapes_are_not() -> None:
    assert folded(r"\bリスカ\W") == r"\bりすか\W"


def test_every_cue_is_bounded_and_names_a_kind() -> None:
    assert set(cues.cues()) <= EVERY_KIND
    assert not [kind for kind, pattern in cues.cues().items() if not compiles_safely(pattern.pattern)]


def test_every_circumstance_is_bounded() -> None:
    patterns = [rule.pattern for rules in context.rules().values() for _, rule in rules]
    assert len(patterns) > 20
    assert not [pattern for pattern in patterns if not compiles_safely(pattern)]


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that stands in a module of the library, alone or in a table."""
    for found in pkgutil.walk_packages(moderation.__path__, "moderation."):
        if not found.name.endswith(TOOLS):
            for name, value in vars(importlib.import_module(found.name)).items():
                held = value if isinstance(value, tuple) else (value,)
                flat = chain.from_iterable(one if isinstance(one, tuple) else (one,) for one in held)
                yield from ((f"{found.name}.{name}", one) for one in flat if isinstance(one, re.Pattern))


def test_every_pattern_of_the_detectors_is_bounded() -> None:
    names = {name for name, _ in _patterns()}
    assert len(names) > 100
    assert {name for name, pattern in _patterns() if not compiles_safely(pattern.pattern)} == LINEAR


def test_every_kind_of_the_policy_exists() -> None:
    def known(rule: Rule) -> bool:
        return all(kind in EVERY_KIND or kind.endswith(".*") for kind in rule.kinds)

    assert all(known(rule) for rule in Policy().rules)
