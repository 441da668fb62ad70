"""The first words of a text, for lists and quotes."""

LONGEST = 90


def excerpt(text: str) -> str:
    """One line of the writer's own words: without what they quote, cut where a reader gets the idea."""
    own = (line for line in text.split("\n") if not line.startswith((">", "＞")))
    line = " ".join(" ".join(own).split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"
