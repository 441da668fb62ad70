"""The corpus is valid, varied and large enough in every language and kind."""

import json
from collections import Counter
from dataclasses import replace

import pytest

from moderation import corpus
from moderation.corpus import check
from moderation.finding import KINDS


@pytest.fixture(scope="module")
def rows():
    return corpus.read()


def test_nothing_is_wrong_with_it(rows):
    assert check.faults(rows) == []


def test_every_language_is_served(rows):
    counts = Counter(row.lang for row in rows)
    assert counts["ja"] >= 6000
    assert counts["en"] >= 2500
    assert all(counts[lang] >= 150 for lang in "zh ko es pt fr de th vi hi tl".split())


def test_every_kind_is_there_in_every_group_of_languages(rows):
    counts = Counter((kind, row.tongue) for row in rows for kind in row.kinds)
    for label in corpus.LABELS:
        for kind in KINDS[label]:
            assert all(counts[kind, tongue] >= 10 for tongue in ("ja", "en", "other")), kind


def test_innocent_messages_are_at_least_as_many(rows):
    assert sum(not row.labels for row in rows) >= sum(bool(row.labels) for row in rows)


def test_a_copied_row_is_found(rows):
    copied = replace(rows[100], id="again", group="other")
    assert "the same text twice" in " ".join(check.faults([*rows[:500], copied]))


def test_a_template_mill_is_found(rows):
    names = "Anna Ben Carl Dora Emil Fritz Gina Hans Ida Jan".split()
    mill = [
        replace(rows[0], id=name, group=name, text=f"{name} says the new course saved us in 3 weeks") for name in names
    ]
    assert any("frames filled again" in fault for fault in check.faults(mill))
    assert any("near-duplicates" in fault for fault in check.faults(mill))


@pytest.mark.parametrize(
    "change",
    [
        {"kinds": ["crisis.nothing"], "labels": ["crisis"]},
        {"labels": ["scam"]},
        {"kinds": ["pii.phone"], "labels": ["pii"], "spans": [{"kind": "pii.phone", "text": "not there"}]},
    ],
)
def test_a_wrong_row_is_named(tmp_path, change):
    row = {
        "id": "a",
        "lang": "en",
        "channel": "chat",
        "text": "hello",
        "labels": [],
        "kinds": [],
        "spans": [],
        "hard": False,
    }
    path = tmp_path / "some.jsonl"
    path.write_text(json.dumps({**row, **change}) + "\n", "utf-8")
    with pytest.raises(ValueError, match=r"some\.jsonl:1"):
        corpus.read([path])
