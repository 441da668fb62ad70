"""What takes part in screening right now, for /readyz and the console: nothing is missing in silence."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from moderation.lexicon import read_entries
from moderation.policy import Policy


@dataclass(frozen=True, slots=True)
class Health:
    """classifier: "rules only" with the reason, or what the classifier says about itself."""

    entries: int
    policy: str
    classifier: str
    second_opinion: str


def status() -> Health:
    """Word lists, policy, classifier and second opinion; raises only where the shipped data cannot be read at all."""
    return Health(len(read_entries()), Policy().version, _classifier(), _second_opinion())


def _classifier() -> str:
    if find_spec("moderation.classifier") is None:
        return "rules only: no classifier is installed"
    try:
        return str(import_module("moderation.classifier").status())
    except Exception as problem:  # noqa: BLE001 - a damaged model must not stop the rules
        return f"rules only: {problem!r}"


def _second_opinion() -> str:
    return "installed, off by default" if find_spec("detoxify") else "not installed"
