"""The map in docs/permissions.md is the map in the program, and every permission is one sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.permissions import MAP, VISITOR, Actor, Permission, Role, Standing, Word, allows

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"


@dataclass(frozen=True)
class Thing:
    """A text or a place, as far as predicates look at it."""

    mask_id: str = "other"
    is_open: bool = True
    is_visible: bool = True
    is_revisable: bool = True
    profession: str = "nurse"
    is_led: bool = False


def member(role: Role = Role.MEMBER, standing: Standing = Standing.KNOWN) -> Actor:
    badges = {"own": "nurse"} if role is Role.COUNSELLOR else {}
    known = {"member_id": "m", "usual_mask": "own", "masks": {"own": "name"}, "standing": standing, "badges": badges}
    return Actor(**known, role=role, entrusted=role)  # type: ignore[arg-type]  # fields by name


PEOPLE = {
    "visitor": VISITOR,
    "newcomer": member(standing=Standing.NEWCOMER),
    "member": member(),
    **{role.value: member(role) for role in Role if role is not Role.MEMBER},
}


def words() -> Iterator[Word]:
    """Every permission there is."""
    for noun in vars(Permission).values():
        if isinstance(noun, type):
            yield from noun  # type: ignore[misc]  # an enum of words


def cell(actor: Actor, word: Word) -> str:
    """yes, no, or for whose things."""
    if word == Permission.Staff.INVITE:
        return "yes" if allows(actor, word) else "–"
    others, own = allows(actor, word, Thing()), allows(actor, word, Thing("own"))
    return {(True, True): "yes", (True, False): "others'", (False, True): "own", (False, False): "–"}[others, own]


def table() -> str:
    """The table as it should stand in the document."""
    lines = [f"| permission | {' | '.join(PEOPLE)} |", f"|---|{'---|' * len(PEOPLE)}"]
    for word in words():
        cells = [cell(actor, word) for actor in PEOPLE.values()]
        lines.append(f"| `{word}` {word.sentence} | {' | '.join(cells)} |")
    return "\n".join(lines)


def test_the_document_says_what_the_map_does() -> None:
    assert table() in DOCUMENT.read_text(encoding="utf-8"), f"docs/permissions.md should hold this table:\n{table()}"


def test_every_permission_is_on_the_map_and_is_one_sentence() -> None:
    assert set(words()) == set(MAP)
    for word in words():
        assert word.sentence, f'{word}: write its promise as Word does: NAME = "{word}", "One sentence."'
        assert word.sentence.endswith(".")
        assert word.sentence.count(". ") == 0


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MEMBER])
def test_before_the_second_factor_a_role_has_what_members_have_and_may_prove_itself(role: Role) -> None:
    resting = Actor(member_id="m", usual_mask="own", masks={"own": "name"}, standing=Standing.KNOWN, entrusted=role)
    for word in set(words()) - {Permission.Staff.PROVE}:
        for thing in (Thing(), Thing("own")):
            assert allows(resting, word, thing) == allows(PEOPLE["member"], word, thing), word


def test_a_change_of_the_map_would_be_seen() -> None:
    before = MAP[Permission.Review.RULE]
    MAP[Permission.Review.RULE] = lambda actor, thing: actor.is_member
    try:
        assert table() not in DOCUMENT.read_text(encoding="utf-8")
    finally:
        MAP[Permission.Review.RULE] = before
