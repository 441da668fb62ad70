"""Sums that name nobody: what is fewer than ten is not told, everything else in round numbers."""

FEWEST = 10


def folded(number: int) -> int | None:
    """Rounded to tens, so that no sum minus its parts is one person; None for fewer than ten."""
    return None if number < FEWEST else round(number / 10) * 10


def tenths(part: int, whole: int) -> int | None:
    """How many of ten; None where there are too few to say."""
    return None if whole < FEWEST else round(10 * part / whole)
