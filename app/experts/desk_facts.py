"""What lies on the desk beside a question, for the counsellor who looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.accounts import current
from app.experts import duty, hand_overs, phrases, second_looks, shelf
from app.experts.hand_overs import Note
from app.experts.models import Question
from app.experts.phrases import Kept
from app.experts.second_looks import Seen


@dataclass(frozen=True, slots=True)
class Facts:
    """words: what has been written so far. looks: what colleagues said of it. is_awaited: one was asked and has not said anything.

    may_look: whoever looks here could read it over. first: "" for nobody, else who may take it first: "me" or "other".
    """

    words: str = ""
    notes: Sequence[Note] = ()
    looks: Sequence[Seen] = ()
    phrases: Sequence[Kept] = ()
    is_awaited: bool = False
    may_look: bool = False
    first: str = ""


NOTHING = Facts()


def beside(question: Question, state: str) -> Facts:
    """Nothing for whoever is no counsellor here; what is written only for whoever writes it."""
    if not state or state == "stopped":
        return NOTHING
    member, is_mine = current.member(), state == "mine"
    return Facts(
        words=shelf.words(question) if is_mine else "",
        notes=hand_overs.notes(question),
        looks=second_looks.given(member, question) if is_mine else (),
        phrases=phrases.of(member) if is_mine else (),
        is_awaited=is_mine and second_looks.is_awaited(question),
        may_look=second_looks.may_look(member, question),
        first=who_goes_first(question),
    )


def who_goes_first(question: Question) -> str:
    """Is it kept for this counsellor, for another, or for nobody?"""
    kept = duty.first_for(question)
    if kept is None:
        return ""
    return "me" if kept in current.member().masks else "other"
