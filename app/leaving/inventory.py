"""What is kept about a member, table by table: taken along in the export, or left out for a reason.

A test walks the schema: a table that leads to a member, a mask or a text and is missing here is found, and so is a column.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

OURS = "an internal mark that means nothing elsewhere"
OTHERS = "points at what somebody else wrote or did"
OPENED = "what is sealed is taken along as title and body"
DOOR = "serves only to let its owner in; nobody can read it, and a copy could only do harm"


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the export: which columns it takes along, and why not the others."""

    columns: tuple[str, ...]
    without: Mapping[str, str] = field(default_factory=dict)


TAKEN: dict[str, Section] = {
    "members": Section(
        ("joined_on", "role", "standing"),
        {"id": OURS, "choices": 'sealed bytes; what they say is taken along as "choices"'},
    ),
    "masks": Section(
        ("name", "badge", "claimed", "verified_in", "verified_until"),
        {"id": OURS, "name_key": OURS, "owner_sealed": DOOR, "owner_tag": DOOR},
    ),
    "sessions": Section(
        ("began_at", "expires_at", "ends_at", "locks_at"), {"id": OURS, "token_hash": DOOR, "member_id": OURS}
    ),
    "contributions": Section(
        (
            *("id", "kind", "mask_id", "state", "title", "body", "warning", "version"),
            *("written_at", "revised_at", "withdrawn_at", "is_returned", "is_folded"),
        ),
        {"nonce": OURS, "html": "made from the text", "sealed": OPENED},
    ),
    "revisions": Section(("contribution_id", "version", "title", "body", "made_at"), {"id": OURS, "sealed": OPENED}),
    "messages": Section(("id", "room_id", "waits"), {"seq": OURS, "changed_seq": OURS, "quotes_id": OTHERS}),
    "hands": Section(("message_id", "room_id", "state", "raised_at"), {"id": OURS}),
    "evictions": Section(("mask_id", "room_id", "until")),
    "threads": Section(
        ("id", "board_id", "wants", "closed_at", "is_shut"),
        {"last_seq": OTHERS, "reply_count": OTHERS, "stirred_at": OTHERS, "rises": OTHERS},
    ),
    "replies": Section(("id", "thread_id", "is_sequel", "is_thanked"), {"seq": OURS, "quotes_id": OTHERS}),
    "questions": Section(
        (
            *("id", "room_id", "audience", "stage", "topic", "urgency"),
            *("waiting_since", "set_apart_at", "answered_at", "told_until"),
        ),
        dict.fromkeys(("drafter_mask_id", "drafter_until", "kept_for_mask_id", "kept_until"), OTHERS),
    ),
    "answers": Section(("id", "question_id", "reviewed_on", "outdated_on", "is_thanked")),
    "follow_ups": Section(("id", "question_id")),
    "counsellors": Section(("mask_id", "interests", "quota", "topics_not_taken", "on_duty_until")),
    "notices": Section(
        ("mask_id", "kind", "topic", "words", "made_at"),
        {"id": OURS, "contribution_id": OTHERS, "place_id": OTHERS, "ruling_id": OURS},
    ),
    "reports": Section(
        ("mask_id", "reason", "note", "made_at", "answered_at"), {"id": OURS, "contribution_id": OTHERS}
    ),
    "sanctions": Section(("mask_id", "kind", "began_at", "ends_at", "lifted_at"), {"id": OURS, "ruling_id": OTHERS}),
    "appeals": Section(
        ("mask_id", "words", "made_at", "answered_at", "answer", "answer_words"),
        {
            "id": OURS,
            "ruling_id": OURS,
            "contribution_id": OURS,
            "evidence": "a sealed copy of one's own text and of what others told",
        },
    ),
    "shifts": Section(("mask_id", "starts_at", "ends_at", "is_offered"), {"id": OURS, "weekly_id": OURS}),
    "weekly_shifts": Section(("mask_id", "weekday", "starts", "ends", "zone"), {"id": OURS, "planned_until": OURS}),
    "review_loads": Section(("mask_id", "day", "seconds", "heavy", "in_a_row")),
    "review_limits": Section(("mask_id", "heavy")),
    "security_keys": Section(
        ("name", "added_on"),
        {"id": OURS, "member_id": OURS, "credential_id": DOOR, "public_key": DOOR, "sign_count": DOOR},
    ),
}

LEFT_OUT: dict[str, str] = {
    "calls": "that a text waited in present danger, and who took the look at it over; deleted some weeks later",
    "call_steps": "who on duty was asked to look at a text of somebody else; deleted with the call",
    "drawers": 'sealed: how far one has read, bookmarks and what one does not want to see; taken along as "reading"',
    "drafts": 'sealed bytes that do not say whose they are; what they say is taken along as "drafts"',
    "search_entries": "the words of a text as they are found; made from it and gone with it",
    "room_acts": "the record of what moderators did in rooms: it holds no text and cannot be changed",
    "rooms": "whose turn it is in a live hour, under the name that was called; emptied when the turn or the hour is over",
    "hushes": 'keyed marks and sealed names; what they say is taken along as "muted_in_rooms"',
    "line_confirmations": "work of a lead about a telephone line; the name is set free when its mask goes",
    "line_corrections": "the record of what leads changed about telephone lines; it cannot be changed and holds nothing else",
    "fitting_guides": "which guide is offered beside a text, sealed; made from it and gone with it",
    "put_away_guides": "keyed marks, readable by nobody, that a guide is not to be offered; deleted when their owner goes",
    "notice_choices": "what to be told of and when it is to be quiet, sealed; seen and changed on a page of its own",
    "push_subscriptions": "sealed: where a browser can be called. It ends with its session, and would be of use to nobody else",
    "feelings": "keyed marks of quiet answers; those of a member are not listed anywhere, and go when their owner goes",
    "first_looks": "when somebody first looked at a text that waited, not who; counted within the hour and gone",
    "policy_changes": "which texts another policy would have decided otherwise; no word of them, and gone with the trial",
    "policy_drafts": "the next policy of the site, begun under a name of a lead; it becomes a version or is thrown away",
    "policy_hands": "whose names wrote at that draft, so that somebody else agrees; gone with it",
    "policy_versions": "the record of policies and of the two who agreed: it holds no text and cannot be changed",
    "unsealings": "the record of who opened sealed words: its author was told by a notice, and it cannot be changed",
    "hand_overs": "sealed notes to a colleague about a question of somebody else; gone when it is answered",
    "second_looks": "sealed remarks to a colleague about the answer to somebody else; gone when it is sent",
    "phrases": 'sealed bytes; what they say is taken along as "saved_phrases"',
    "credentials": DOOR,
    "recovery_codes": DOOR,
    "entry_codes": DOOR,
    "authenticators": DOOR,
    "staff_acts": "the record of powers given and taken: it holds no text and cannot be changed",
    "hides": "who put a text of somebody else out of sight for some hours",
    "concerns": "what screening and others thought of a text; would tell who worried",
    "unmaskings": "two people's decision about which names belong together: its member is told by a notice when it may be known",
    "unmasking_steps": "the record of those decisions: it holds no name and no text, and cannot be changed",
    "ban_proposals": "two people's decision about an account: its member is told by notices, and the record stands in rulings",
    "leases": "who is looking at a text for the next minutes",
    "review_wishes": "what a moderator would rather not see, sealed; seen and changed on a page of its own",
    "rulings": "the record of decisions: it holds no text, its author was told by a notice, and it cannot be changed",
}
