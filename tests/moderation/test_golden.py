"""Every golden sentence keeps its verdict; a change shows as a readable difference with the reason it had."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from moderation import Decision, Draft, Policy
from moderation.pipeline import DETECTORS, screen_with

CASES = Path(__file__).parent / "cases"
RULES = tuple((name, detect) for name, detect in DETECTORS if name != "classifier")


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}-{number}")
        for path in sorted(CASES.glob("*.toml"))
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], 1)
    ]


@pytest.mark.parametrize("case", _cases())
def test_a_golden_sentence_keeps_its_verdict(case: dict[str, Any]) -> None:
    decision = screen_with(RULES, Draft(case["text"], lang=case["lang"]), Policy())
    assert not (difference := _difference(case, decision)), difference


def test_there_are_enough_golden_sentences_and_each_says_why() -> None:
    cases = [case.values[0] for case in _cases()]
    assert len(cases) >= 150
    assert all(case["because"] for case in cases)
    assert sum(not case["kinds"] for case in cases) >= 50


def _difference(case: dict[str, Any], decision: Decision) -> str:
    got: dict[str, Any] = {
        "kinds": sorted({finding.kind for finding in decision.findings if not finding.kind.startswith("flood.")}),
        "action": decision.action.name.lower(),
        "care": decision.care.name.lower(),
        "topic": str(decision.topic or ""),
    }
    wanted = {name: case[name] for name in got if name in case} | {"kinds": sorted(case["kinds"])}
    lines = [f"  {name}: wanted {wanted[name]!r}, got {got[name]!r}" for name in wanted if wanted[name] != got[name]]
    lines += [f"  not found: {span!r}" for span in case.get("spans", ()) if not _covered(span, case["text"], decision)]
    return "\n".join([f"{case['text']!r} ({case['because']})", *lines]) if lines else ""


def _covered(span: str, text: str, decision: Decision) -> bool:
    start = text.index(span)
    hit = [f for f in decision.findings if f.start < start + len(span) and start < f.end]
    covered = set().union(*(range(f.start, f.end) for f in hit)) if hit else set()
    return len(covered & set(range(start, start + len(span)))) >= 0.7 * len(span)
