"""What the classifier is asked about every message: the four labels, then every kind of each, always in this order."""

import numpy as np
from numpy.typing import NDArray

from moderation.finding import KINDS, Category

LABELS = (Category.PII, Category.SCAM, Category.ABUSE, Category.CRISIS)
HEADS: tuple[str, ...] = (*LABELS, *(kind for label in LABELS for kind in KINDS[label]))
PLACE = {name: number for number, name in enumerate(HEADS)}
KINDS_OF = {label: [PLACE[kind] for kind in KINDS[label]] for label in LABELS}

TONGUES = ("ja", "en", "other")
"""Calibrated apart: the two languages most is written in, and the ten others together."""


def wanted(names: tuple[str, ...]) -> NDArray[np.float32]:
    """One for every head that belongs to a message with these labels and kinds."""
    row = np.zeros(len(HEADS), np.float32)
    row[[PLACE[name] for name in names]] = 1
    return row


def tongue(lang: str, text: str) -> str:
    """The group a message is judged in; without a known language the script decides."""
    if lang:
        return lang if lang in TONGUES[:2] else "other"
    if any("ぁ" <= char <= "ヿ" for char in text):
        return "ja"
    return "en" if text.isascii() else "other"
