"""With which identifier each route and event is called, and with which it must never work.

A new route whose path holds an identifier needs a line in `OWN` (what works for who may) and one in `FOREIGN` (what must
not, for whom) or in `FOR_EVERYBODY`. A value names a thing of tests/security/world.py; after "=" it is the word itself.
"""

from collections.abc import Mapping, Sequence

from flask import Flask

from tests.referrals.test_correcting import YORISOI
from tests.security.walking import Way, arguments
from tests.security.world import VISITOR, World

# By "endpoint name", else by "package name", else by the name of the argument alone.
OWN: Mapping[str, str] = {
    "forum slug": "=first",
    "chat slug": "=yoru",
    "experts slug": "=school",
    "guides slug": "=attendance",
    "static filename": "=css/base.css",
    "thread_id": "thread",
    "forum.create_closure thread_id": "thread of {who}",
    "forum.remove_closure thread_id": "thread of {who}",
    "experts.question question_id": "answered question",
    "question_id": "question",
    "contributions.contribution contribution_id": "reply",
    "contributions.create_report contribution_id": "reply",
    "contributions.place contribution_id": "reply",
    "review contribution_id": "reply",
    "contribution_id": "reply of {who}",
    "session_id": "session of {who}",
    "key_id": "key of {who}",
    "line_id": f"={YORISOI}",
    "guide_offers slug": "=attendance",
    "correction_id": "correction",
    "slip": "slip of {who}",
    "mask_id": "mask of {who}",
    "unmasking contribution_id": "reply",
    "unmasking_id": "unmasking",
    "unmasking.create_reading unmasking_id": "lead's unmasking",
}

FOR_EVERYBODY: Mapping[str, str] = {
    "slug": "boards, rooms, expert rooms and guides are there for everybody",
    "filename": "style sheets, scripts and pictures are there for everybody",
    "line_id": "telephone numbers are there for everybody",
    "correction_id": "the same leads that make corrections may undo them",
}

NOT_A_READER = (VISITOR, "member", "lead", "operator", "nurse", "counsellor without a second factor")
WITHOUT_PART = (
    "member",
    "counsellor",
    "operator",
    "watcher without a second factor",
    "moderator without a second factor",
)
HIDDEN = [(who, thing) for who in (VISITOR, "member", "counsellor", "moderator") for thing in ("held", "removed")]
NOT_ONES_OWN = [(who, thing) for who in ("member", "moderator", "operator") for thing in ("reply", "held", "removed")]
NOT_LEADS = ("member", "moderator", "watcher", "counsellor", "lead without a second factor")
OTHERS_MASKS = [(who, "mask of aki") for who in ("member", "moderator", "operator")]
REVIEW = [
    *((who, "reply") for who in WITHOUT_PART),
    *(("watcher", thing) for thing in ("held", "removed", "private question", "reply of watcher")),
    *(("moderator", thing) for thing in ("private question", "reply of moderator")),
]
RULING = [*REVIEW, ("watcher", "reply")]

# Who must get nothing from which thing: nothing told, nothing changed.
FOREIGN: Mapping[str, Sequence[tuple[str, str]]] = {
    "forum.thread": [(who, "removed thread") for who in (VISITOR, "member", "moderator")],
    "forum.create_reply": [("member", "removed thread")],
    "forum.create_closure": [("member", "thread"), ("moderator", "thread")],
    "forum.remove_closure": [("member", "thread"), ("moderator", "thread")],
    "contributions.contribution": [*HIDDEN, *((who, "private question") for who in NOT_A_READER)],
    "contributions.place": [*HIDDEN, *((who, "private question") for who in NOT_A_READER)],
    "contributions.edit": NOT_ONES_OWN,
    "contributions.create_revision": NOT_ONES_OWN,
    "contributions.confirm_withdrawal": NOT_ONES_OWN,
    "contributions.create_withdrawal": NOT_ONES_OWN,
    "contributions.create_report": [*HIDDEN[2:], ("member", "private question"), ("member", "reply of member")],
    "experts.question": [*((who, "private question") for who in NOT_A_READER), ("counsellor", "other room's question")],
    "desk.take": [("nurse", "question"), ("counsellor", "other room's question"), ("member", "question")],
    "desk.answer": [("nurse", "question"), ("counsellor", "other room's question"), ("member", "question")],
    "desk.release": [("nurse", "question"), ("counsellor", "other room's question"), ("member", "question")],
    "review.case": REVIEW,
    "review.create_hide": REVIEW,
    "review.create_lease": RULING,
    "review.remove_lease": RULING,
    "review.create_ruling": RULING,
    "search.found": [(who, "slip of aki") for who in ("member", "moderator")],
    **dict.fromkeys(("masks.create_usual", "masks.create_retirement", "masks.remove_retirement"), OTHERS_MASKS),
    **dict.fromkeys(("anonymity.confirm", "anonymity.create_move"), NOT_ONES_OWN),
    "unmasking.ask_form": [*((who, "reply") for who in NOT_LEADS), ("lead", "reply of lead")],
    "unmasking.create_request": [*((who, "reply") for who in NOT_LEADS), ("lead", "reply of lead")],
    "unmasking.one": [(who, "unmasking") for who in NOT_LEADS],
    "unmasking.create_approval": [*((who, "unmasking") for who in NOT_LEADS)],
    "unmasking.create_refusal": [*((who, "unmasking") for who in NOT_LEADS)],
    "unmasking.create_reading": [*((who, "unmasking") for who in NOT_LEADS), ("lead", "unmasking")],
    "sessions.remove": [("member", "session of aki"), ("operator", "session of aki")],
    "second_factor.remove_key": [("lead", "key of nurse"), ("operator", "key of nurse")],
}

# What an unsafe route is sent, so that it would really act if nobody stopped it.
FIELDS: Mapping[str, str] = {
    "title": "よその題",
    "body": "よそのことばです。",
    "nonce": "a-mark-of-the-walk",
    "reason": "identifies",
    "outcome": "remove",
    "wants": "listening",
    "choice": "as_is",
    "number": "000000",
}

EVENTS: Mapping[str, Mapping[str, str]] = {
    "/chat enter": {"room": "yoru"},
    "/chat leave": {"room": "yoru"},
    "/chat say": {"room": "yoru", "body": "こんばんは。", "nonce": "a-mark-of-the-walk"},
    "/chat typing": {"room": "yoru"},
}

# Events with identifiers of what is not there for this person; a value is a thing of the world, or a word after "=".
FOREIGN_EVENTS: Mapping[str, Sequence[Mapping[str, str]]] = {
    "/chat enter": [{"room": "=nowhere"}, {"room": "=nurse"}, {"room": "thread"}],
    "/chat leave": [{"room": "=nowhere"}],
    "/chat say": [
        {"room": "=nowhere", "body": "=だれかいますか", "nonce": "=mark-1"},
        {"room": "=yoru", "body": "=これを見て", "nonce": "=mark-2", "quotes": "held"},
        {"room": "=yoru", "body": "=これを見て", "nonce": "=mark-3", "quotes": "private question"},
    ],
    "/chat typing": [{"room": "=nowhere"}],
}


def path_arguments(world: World, way: Way, who: str) -> dict[str, str]:
    """The identifiers with which this person would call this way; KeyError says what to add."""
    return {name: value_of(world, _place_of(way, name), who) for name in arguments(world.app, way)}


def value_of(world: World, place: str, who: str) -> str:
    """The identifier itself."""
    if place.startswith("="):
        return place[1:]
    named = place.format(who=who if who in world.people else "yuki")
    return world.things.get(named, "nothing-of-that-kind")


def without_foreign(app: Flask, ways: Sequence[Way]) -> list[str]:
    """Ways with an identifier for which nobody has said yet which identifiers must not work."""
    return [
        f'{way}: say in FOREIGN["{way.endpoint}"] of tests/security/places.py who must get nothing from what'
        for way in ways
        if way.endpoint not in FOREIGN and not set(arguments(app, way)) <= FOR_EVERYBODY.keys()
    ]


def _place_of(way: Way, name: str) -> str:
    package = way.endpoint.split(".")[0]
    for key in (f"{way.endpoint} {name}", f"{package} {name}", name):
        if key in OWN:
            return OWN[key]
    raise KeyError(
        f'{way}: say in OWN["{way.endpoint} {name}"] of tests/security/places.py with which {name} to call it'
    )
