"""With which identifier each route and event is called, and with which it must never work.

A new route whose path holds an identifier needs a line in `OWN` (what works for who may) and one in `FOREIGN` (what must
not, for whom) or in `FOR_EVERYBODY`. A value names a thing of tests/security/world.py; after "=" it is the word itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

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
    **dict.fromkeys(
        [
            f"{own} thread_id"
            for own in (
                *("threads.create_closure", "threads.remove_closure", "threads.new_sequel", "threads.create_sequel"),
                *("posts.create_thanks", "posts.remove_thanks"),
            )
        ],
        "thread of {who}",
    ),
    "post_id": "reply",
    "posts.create_thanks post_id": "answer to {who}",
    "posts.remove_thanks post_id": "answer to {who}",
    "message_id": "own message",
    "chat_lines slug": "=yoru",
    "chat_keeping slug": "=yoru",
    "hands slug": "=live-school",
    "calling slug": "=live-school",
    **dict.fromkeys(["calling.show_plan slug", "calling.change_plan slug"], "=school"),
    "hands hand_id": "hand of {who}",
    "calling hand_id": "hand of aki",
    "experts.question question_id": "answered question",
    "asking slug": "=school",
    "furnishing slug": "=school",
    "asking question_id": "question of {who}",
    "asking.create_follow_up question_id": "answered question of {who}",
    "deciding question_id": "question of {who}",
    "deciding.create_admission question_id": "stopped question",
    "deciding answer_id": "counsel for {who}",
    "library answer_id": "counsel",
    "unsealing contribution_id": "reported question",
    "question_id": "question",
    **dict.fromkeys(["handing.second_look question_id", "handing.create_verdict question_id"], "question to look over"),
    "phrases phrase_id": "phrase of {who}",
    "phrases slug": "=school",
    "contributions.contribution contribution_id": "reply",
    "contributions.create_report contribution_id": "reply",
    "contributions.place contribution_id": "reply",
    **dict.fromkeys(
        [f"{own} contribution_id" for own in ("review", "leases", "giving", "hides", "rulings", "turns")], "reply"
    ),
    "contribution_id": "reply of {who}",
    "session_id": "session of {who}",
    "key_id": "key of {who}",
    "line_id": f"={YORISOI}",
    "guide_offers slug": "=attendance",
    "correction_id": "correction",
    "slip": "slip of {who}",
    "mask_id": "mask of {who}",
    "unmasking contribution_id": "reply",
    "loads mask_id": "mask of moderator",
    "unmasking_id": "unmasking",
    "told_rulings ruling_id": "ruling about {who}",
    "reversals ruling_id": "ruling about aki",
    "bans ruling_id": "ban proposal",
    "appeal_id": "appeal",
    "shift_id": "shift of {who}",
    "roster.remove_shift shift_id": "shift to give back of {who}",
    "roster.create_takeover shift_id": "offered shift",
    "weekly_id": "weekly shift of {who}",
    "call_id": "call about reply",
    "unmasking.create_reading unmasking_id": "lead's unmasking",
    "draft_id": "policy draft",
    "trial_id": "policy trial",
    "mark": "=000000000000",
}

FOR_EVERYBODY: Mapping[str, str] = {
    "slug": "boards, rooms, expert rooms and guides are there for everybody",
    "filename": "style sheets, scripts and pictures are there for everybody",
    "line_id": "telephone numbers are there for everybody",
    "draft_id": "there is one draft of the policy, for whoever may change it",
    "trial_id": "as the draft that was tried",
    "mark": "as the draft it stands in",
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
NOT_ONES_THREAD = [
    (who, {"thread_id": "thread of aki", "post_id": "answer to aki"}) for who in ("member", "moderator", "operator")
]
NOT_ASKERS = ("member", "moderator", "operator", "nurse", "counsellor")
READERS = ("member", "moderator", "counsellor")
# In the thread of the walk nobody finds what waits, what is gone, or what stands in another thread.
ELSEWHERE = [(who, thing) for who in READERS for thing in ("held", "removed", "removed thread", "answer to aki")]
# Lines of the room that nobody has heard, and what was never a line there.
NOT_SAID = ("held message", "removed message", "held", "private question")
REVIEW = [
    *((who, "reply") for who in WITHOUT_PART),
    *(("watcher", thing) for thing in ("held", "removed", "private question", "reply of watcher")),
    *(("moderator", thing) for thing in ("private question", "reply of moderator")),
]
NOT_MODERATORS = (*WITHOUT_PART, "watcher")
RULING = [*REVIEW, ("watcher", "reply")]

# Ways that answer everybody alike whatever they name, because an own list is all they touch: nothing can be learned of it.
ALIKE = frozenset(
    {"own_reading.remove_muting", "chat_lines.remove_mute", "threads.remove_hiding", "posts.remove_bookmark"}
)

Foreign = str | Mapping[str, str]


def _each(names: Iterable[str], what: Sequence[Any]) -> dict[str, Sequence[Any]]:
    """The same for each of these."""
    return dict.fromkeys(names, what)


# Who must get nothing from which thing: nothing told, nothing changed.
# Which thing: for the way's own identifier, or, where it has two, each by its name.
FOREIGN: Mapping[str, Sequence[tuple[str, Foreign]]] = {
    "threads.thread": [(who, "removed thread") for who in (VISITOR, "member", "moderator")],
    **_each(
        ("threads.create_reply", "threads.create_hiding", "threads.create_reading"),
        [(who, "removed thread") for who in ("member", "moderator")],
    ),
    **_each(
        ("threads.create_closure", "threads.remove_closure", "threads.new_sequel", "threads.create_sequel"),
        [(who, thing) for who in ("member", "moderator", "operator") for thing in ("thread", "removed thread")],
    ),
    # What is gone still has its place in the thread, where everybody sees that something stood there.
    "posts.post": [
        *(each for each in ELSEWHERE if each[1] != "removed"),
        (VISITOR, "held"),
        (VISITOR, "answer to aki"),
    ],
    **_each(
        ("posts.create_feeling", "posts.remove_feeling", "posts.create_muting"),
        [*ELSEWHERE, *((who, f"reply of {who}") for who in ("member", "moderator"))],
    ),
    "threads.remove_hiding": [(who, "thread of aki") for who in READERS],
    "posts.create_bookmark": ELSEWHERE,
    "posts.remove_bookmark": [(who, "answer to aki") for who in READERS],
    **_each(("posts.create_thanks", "posts.remove_thanks"), [*ELSEWHERE, *NOT_ONES_THREAD]),
    "own_reading.remove_muting": OTHERS_MASKS,
    "chat_lines.line": [(who, thing) for who in (VISITOR, *READERS) for thing in NOT_SAID],
    "chat_lines.create_mute": [
        *((who, thing) for who in READERS for thing in NOT_SAID),
        *((who, f"message of {who}") for who in READERS),
    ],
    "chat_lines.remove_mute": OTHERS_MASKS,
    **_each(
        ("chat_keeping.create_hide", "chat_keeping.create_eviction"),
        [
            *((who, "message of aki") for who in ("member", "watcher", "counsellor", "operator")),
            *((who, "message of aki") for who in ("moderator without a second factor", "lead without a second factor")),
            *((who, f"message of {who}") for who in ("moderator", "lead")),
            *(("moderator", thing) for thing in NOT_SAID),
        ],
    ),
    **_each(
        ("hands.create_withdrawal", "hands.create_line", "hands.create_place"),
        [(who, "hand of aki") for who in ("member", "moderator", "operator", "counsellor")],
    ),
    **_each(
        ("calling.create_closing", "calling.create_passing"),
        [(who, "hand of aki") for who in ("member", "nurse", "moderator", "lead", "aki")],
    ),
    "contributions.contribution": [
        *HIDDEN,
        *((who, "private question") for who in NOT_A_READER),
        *((who, "line of a hand of aki") for who in NOT_A_READER),
    ],
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
    **_each(
        (
            *("desk_drafting.create_draft", "desk_drafting.create_second_look", "desk_drafting.remove_second_look"),
            *("handing.hand_over_form", "handing.create_hand_over"),
        ),
        [("nurse", "question"), ("counsellor", "other room's question"), ("member", "question")],
    ),
    **_each(
        ("handing.second_look", "handing.create_verdict"),
        [
            *((who, "question to look over") for who in ("nurse", "member", "moderator", "lead")),
            *(("counsellor", thing) for thing in ("question", "other room's question")),
        ],
    ),
    **_each(
        ("phrases.edit", "phrases.change", "phrases.remove"),
        [(who, "phrase of counsellor") for who in ("nurse", "member", "moderator", "lead")],
    ),
    **_each(
        ("asking.edit", "asking.create_revision", "asking.create_follow_up"),
        [(who, thing) for who in NOT_ASKERS for thing in ("private question", "answered question of aki")],
    ),
    **_each(
        ("deciding.create_place", "deciding.create_sharing", "deciding.remove_sharing"),
        [(who, thing) for who in NOT_ASKERS for thing in ("private question", "answered question of aki")],
    ),
    "deciding.create_thanks": [(who, "counsel for aki") for who in NOT_ASKERS],
    "deciding.create_admission": [
        *((who, "stopped question") for who in ("member", "moderator", "lead", "nurse", "yuki")),
        ("counsellor", "other room's question"),
    ],
    **_each(
        ("library.create_review", "library.edit", "library.create_revision"),
        [(who, "counsel") for who in ("member", "moderator", "lead", "nurse", "yuki")],
    ),
    **_each(
        ("unsealing.show", "unsealing.create"),
        [
            *((who, "reported question") for who in ("member", "counsellor", "watcher", "operator", "yuki")),
            *(("moderator", thing) for thing in ("private question", "stopped question", "held", "reply")),
        ],
    ),
    "review.case": REVIEW,
    **_each(
        ("roster.shift", "roster.create_hours", "roster.remove_shift", "roster.create_offer", "roster.remove_offer"),
        [*((who, "shift of aki") for who in (*WITHOUT_PART, "watcher", "moderator")), ("moderator", "shift of lead")],
    ),
    "roster.create_takeover": [(who, "offered shift") for who in WITHOUT_PART],
    "roster.remove_weekly": [(who, "weekly shift of lead") for who in (*WITHOUT_PART, "watcher", "moderator")],
    **_each(
        ("calls.create_acceptance", "calls.create_passing"),
        [
            *((who, "call about reply") for who in WITHOUT_PART),
            *((who, "call about private question") for who in ("watcher", "moderator")),
            ("watcher", "call about held"),
            ("moderator", "call about reply of moderator"),
        ],
    ),
    **_each(
        ("told_rulings.ruling", "told_rulings.create_appeal", "told_rulings.create_withdrawal"),
        [(who, "ruling about aki") for who in ("member", "moderator", "operator")],
    ),
    **_each(
        ("reversals.confirm", "reversals.create_reversal"),
        [*((who, "ruling about aki") for who in NOT_MODERATORS), ("moderator", "ruling about moderator")],
    ),
    **_each(
        ("appeals.appeal", "appeals.create_upholding", "appeals.create_overturning", "appeals.create_letter"),
        [
            *((who, "appeal") for who in NOT_MODERATORS),
            ("asking lead", "appeal"),
            ("moderator", "appeal of moderator"),
        ],
    ),
    **_each(
        ("bans.proposal", "bans.create_confirmation", "bans.create_refusal"),
        [(who, "ban proposal") for who in NOT_MODERATORS],
    ),
    "hides.create_hide": REVIEW,
    "turns.create_aside": RULING,
    **_each(
        ("loads.create_limit", "loads.remove_leases"),
        [
            *((who, "mask of moderator") for who in ("moderator", *NOT_LEADS)),
            ("operator", "mask of moderator"),
            ("lead", "mask of aki"),
        ],
    ),
    "leases.create_lease": RULING,
    "leases.remove_lease": RULING,
    "giving.create_handover": RULING,
    "rulings.create_ruling": RULING,
    "search.found": [(who, "slip of aki") for who in ("member", "moderator")],
    **_each(("masks.create_usual", "masks.create_retirement", "masks.remove_retirement"), OTHERS_MASKS),
    **_each(("anonymity.confirm", "anonymity.create_move"), NOT_ONES_OWN),
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
    "kind": "beside",
    "seq": "1",
    "seconds": "10",
    "note": "よそのことばです。",
    "verdict": "approved",
    "remark": "よそのことばです。",
    "words": "よそのことばです。",
    "place": "/boards/first/threads",
    "heavy": "0",
}

# What a way is sent in the walk over all of them where it would say "there is no such place" to everybody otherwise.
SENT: Mapping[str, Mapping[str, str]] = {
    "composing.create_draft": {"place": "=/boards/first/threads", "body": "=まだ途中です。"},
    "composing.create_check": {"place": "=/boards/first/threads", "body": "=まだ途中です。"},
    "composing.create_preview": {"place": "=/boards/first/threads", "body": "=まだ途中です。"},
    "composing.leaving_to": {"to": "link"},
}

# What an event is sent; values as in OWN.
EVENTS: Mapping[str, Mapping[str, str]] = {
    "/chat enter": {"room": "=yoru"},
    "/chat leave": {"room": "=yoru"},
    "/chat say": {"room": "=yoru", "body": "=こんばんは。", "nonce": "=a-mark-of-the-walk"},
    "/chat typing": {"room": "=yoru"},
    "/chat revise": {"room": "=yoru", "id": "message of {who}", "body": "=少し書きなおします。"},
    "/chat withdraw": {"room": "=yoru", "id": "message of {who}"},
    "/chat mute": {"room": "=yoru", "id": "own message"},
    "/chat unmute": {"room": "=yoru", "id": "own message"},
    "/chat hide": {"room": "=yoru", "id": "own message"},
    "/chat evict": {"room": "=yoru", "id": "own message"},
    "/chat slow": {"room": "=yoru", "seconds": "=10"},
    "/chat pin": {"room": "=yoru", "note": "=ゆっくりどうぞ。"},
    "/chat close": {"room": "=yoru"},
    "/chat reopen": {"room": "=yoru"},
    "/review look": {},
    "/desk watch": {"question": "question"},
}

ROOMS = ("=yoru", "=nowhere")
OTHERS_LINES: Sequence[Mapping[str, str]] = [
    {"room": "=yoru", "id": "message of aki"},
    *({"room": "=yoru", "id": thing} for thing in NOT_SAID),
    {"room": "=nowhere", "id": "message of aki"},
]

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
    **_each(("/chat mute", "/chat unmute"), [*OTHERS_LINES[1:], {"room": "=yoru", "id": "message of member"}]),
    "/chat revise": [{**line, "body": "=よその人のことばに"} for line in OTHERS_LINES],
    **_each(("/chat withdraw", "/chat hide", "/chat evict"), OTHERS_LINES),
    **_each(("/chat slow", "/chat close", "/chat reopen"), [{"room": room, "seconds": "=10"} for room in ROOMS]),
    "/chat pin": [{"room": room, "note": "=よそのことばです"} for room in ROOMS],
    "/desk watch": [{"question": thing} for thing in ("other room's question", "held", "thread")],
    "/review look": [],  # it names nothing: the list is that of whoever asks
}


def path_arguments(world: World, way: Way, who: str) -> dict[str, str]:
    """The identifiers with which this person would call this way; KeyError says what to add."""
    return {name: value_of(world, _place_of(way, name), who) for name in arguments(world.app, way)}


def payload(world: World, event: str, who: str) -> dict[str, str]:
    """What this person would send with an event."""
    return {name: value_of(world, place, who) for name, place in EVENTS[event].items()}


def sent(world: World, way: Way, who: str) -> dict[str, str]:
    """What this person would send with it."""
    return {name: value_of(world, place, who) for name, place in SENT.get(way.endpoint, {}).items()}


def value_of(world: World, place: str, who: str) -> str:
    """The identifier itself."""
    if place.startswith("="):
        return place[1:]
    named = place.format(who=who if who in world.people else "yuki")
    return world.things.get(named, "nothing-of-that-kind")


def may_be_told(who: str, way: Way, thing: str) -> bool:
    """Are these words for them here? Who rules reads what waits, and a question is for the counsellors it was put to."""
    if way.endpoint in {"review.case", "review.queue"}:
        return who in {"moderator", "lead"} and "question" not in thing
    # Counsellors of the room find there what was reported and what the check has stopped, too: nobody else looks at it.
    to_counsellors = {
        "experts.room": {"private question", "reported question", "stopped question"},
        "experts.question": {"private question"},
        "chat.room": {"line of a hand of aki"},
        "hands.show": {"line of a hand of aki"},
        "contributions.contribution": {"line of a hand of aki"},
    }
    return who == "counsellor" and thing in to_counsellors.get(way.endpoint, set())


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
