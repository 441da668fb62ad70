"""What was seen, in words: kind ones for the author, plain ones for a moderator; how it was seen stays inside."""

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from moderation.decision import Action, Care, Decision
from moderation.draft import Draft
from moderation.finding import Category, Finding

DATA = Path(__file__).parent / "lexicons" / "explanations.toml"
SPOKEN = ("ja", "en")


@lru_cache(maxsize=1)
def _sentences() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text("utf-8"))


def for_author(draft: Draft, decision: Decision, lang: str = "ja") -> tuple[str, ...]:
    """One kind sentence per thing seen, naming the words it is about and the way out; nothing for danger: care answers that."""
    lang = lang if lang in SPOKEN else "en"
    seen: dict[str, str] = {}
    for finding in decision.findings:
        if finding.category is not Category.CRISIS:
            seen.setdefault(finding.kind, _to_author(draft, finding, lang))
    return tuple(seen.values())


def for_moderator(draft: Draft, finding: Finding, lang: str = "ja") -> str:
    """What fired, how sure it is, and why it may matter."""
    lang = lang if lang in SPOKEN else "en"
    words = _sentences()
    sure = words["sure"][lang][_sureness(finding.score)]
    name = words["moderator"][finding.kind][lang]
    tags = ", ".join(words["tags"].get(tag, {}).get(lang, "") for tag in sorted(finding.tags) if tag in words["tags"])
    about = f" ({tags})" if tags else ""
    return f"{name}{about}: {_quote(draft, finding, lang)} {sure}"


def name_of(kind: str, lang: str = "ja") -> str:
    """What a kind is called, quoting nothing of the text; an empty string for one that has no name."""
    return str(_sentences()["moderator"].get(kind, {}).get(lang if lang in SPOKEN else "en", ""))


def how_sure(score: float, lang: str = "ja") -> str:
    """A score in words: nobody can tell 0.81 from 0.83."""
    return str(_sentences()["sure"][lang if lang in SPOKEN else "en"][_sureness(score)])


def for_terminal(draft: Draft, decision: Decision) -> Iterator[str]:
    """Everything about one text, for `python -m moderation explain`."""
    yield f"action: {decision.action.name.lower()}   care: {decision.care.name.lower()}   topic: {decision.topic or '-'}"
    yield from (_seen(draft, finding) for finding in decision.findings) if decision.findings else ("Nothing was seen.",)
    if decision.action > Action.ALLOW:
        yield from (f"to the author: {sentence}" for sentence in for_author(draft, decision, _speaks(draft)))
    yield from _afterwards(draft, decision)


def _seen(draft: Draft, finding: Finding) -> str:
    return f"- {for_moderator(draft, finding, 'en')}  [{finding.kind} {finding.score:.2f} by {finding.detector}]"


def _afterwards(draft: Draft, decision: Decision) -> Iterator[str]:
    if decision.masked != draft.text:
        yield f"masked: {decision.masked}"
    if decision.degraded:
        yield f"not working: {', '.join(decision.degraded)}"
    if decision.care is not Care.NONE:
        yield "The author alone is shown a card with lines that are open now."


def _to_author(draft: Draft, finding: Finding, lang: str) -> str:
    sentence = str(_sentences()["author"][finding.kind][lang])
    return sentence.replace("{span}", _quote(draft, finding, lang))


def _quote(draft: Draft, finding: Finding, lang: str) -> str:
    words = " ".join(draft.text[finding.start : finding.end].split())
    short = words if len(words) <= 40 else f"{words[:39]}…"
    return f"「{short}」" if lang == "ja" else f"“{short}”"


def _sureness(score: float) -> str:
    return "high" if score >= 0.85 else "middle" if score >= 0.65 else "low"


def _speaks(draft: Draft) -> str:
    return "ja" if draft.lang == "ja" or any("ぁ" <= char <= "ヿ" for char in draft.text) else "en"
