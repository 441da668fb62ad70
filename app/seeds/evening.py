"""Fill an empty database with an ordinary evening."""


def fill(*, only_if_empty: bool) -> None:
    """Nothing yet."""
