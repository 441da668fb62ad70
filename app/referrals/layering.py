"""Corrections laid over the file. A correction that no longer fits is left out; the file is always there underneath."""

from collections.abc import Mapping

from app.referrals import cards, checks, directory, facts, listing
from app.referrals.directory import Known
from app.referrals.facts import Facts


def layer(corrected: Mapping[str, Facts]) -> Known:
    """What is shown when these lines were corrected; never raises, because somebody needs the other numbers now."""
    fitting = {line_id: one for line_id, one in corrected.items() if _is_wanted(line_id, one)}
    if not faults(fitting):
        return directory.knowing(listing.read(corrected=fitting), corrected.keys() - fitting.keys())
    kept: dict[str, Facts] = {}
    for line_id, one in fitting.items():
        if not faults(kept | {line_id: one}):
            kept[line_id] = one
    return directory.knowing(listing.read(corrected=kept), corrected.keys() - kept.keys())


def faults(corrected: Mapping[str, Facts]) -> list[str]:
    """What would be wrong with the lines, or with the cards that speak of them, if these were corrected like this."""
    try:
        found = listing.read(corrected=corrected)
    except (KeyError, TypeError, ValueError) as unreadable:
        return [f"cannot be read: {unreadable!r}"]
    known = directory.knowing(found)
    wrong = [what for _name, what in checks.faults(found)]
    return wrong + [f"card: {what}" for each in cards.cards().values() for what in cards.missing(each, known)]


def _is_wanted(line_id: str, one: Facts) -> bool:
    entry = listing.entries().get(line_id)
    return entry is not None and set(one) == set(facts.FIELDS) and facts.is_newer(one, entry)
