"""The trained part of the library: small, calibrated per language, checked against its manifest before it is believed."""

from moderation.classifier.artefact import Status
from moderation.classifier.model import SHELF
from moderation.classifier.verdict import Opinion, Scale
from moderation.finding import Category
from moderation.reading import Reading

__all__ = ["Opinion", "Status", "opinion", "scale", "status"]


def opinion(reading: Reading) -> Opinion | None:
    """What the trained readers make of a message; None where the model is missing or damaged."""
    model = SHELF.model()
    return model.opinion(reading) if model else None


def scale(label: Category, tongue: str) -> Scale:
    """How rules and readers are weighed for a label in a language; only to be asked where there was an opinion."""
    model = SHELF.model()
    if model is None:
        raise LookupError("there is no model")
    return model.scales[label, tongue]


def status() -> Status:
    """Whether the classifier takes part, and if not, why."""
    return SHELF.status()
