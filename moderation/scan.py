"""Screen a stream of JSON lines: one draft a line in, one decision a line out, bad lines named and passed over."""

import json
from typing import Any, BinaryIO, TextIO

from moderation.decision import Decision
from moderation.draft import Channel, Draft
from moderation.pipeline import screen
from moderation.policy import Policy

LONGEST_LINE = 4_000_000
"""Bytes; a longer line is refused without being held in memory."""


def scan(lines: BinaryIO, answers: BinaryIO, errors: TextIO) -> int:
    """Answer every good line; 0 when all were good, 2 when some were not."""
    policy, status, number = Policy(), 0, 0
    while chunk := lines.readline(LONGEST_LINE + 1):
        number += 1
        try:
            answer = _answer(_text(_whole(chunk, lines), number), policy)
        except ValueError as problem:
            print(f"line {number}: {problem}", file=errors, flush=True)
            status = 2
            continue
        if answer is not None:
            answers.write(json.dumps(answer, ensure_ascii=True).encode() + b"\n")
            answers.flush()
    return status


def _whole(chunk: bytes, lines: BinaryIO) -> bytes:
    if len(chunk) <= LONGEST_LINE or chunk.endswith(b"\n"):
        return chunk
    while (rest := lines.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass
    raise ValueError(f"longer than {LONGEST_LINE} bytes")


def _text(line: bytes, number: int) -> str:
    return line.decode("utf-8-sig" if number == 1 else "utf-8")


def _answer(text: str, policy: Policy) -> dict[str, Any] | None:
    if not text.strip():
        return None
    row = _parsed(text)
    draft = _draft(row)
    return _row(row.get("id"), draft, screen(draft, policy))


def draft_of(line: str) -> Draft:
    """The draft of one line; ValueError where it is not one."""
    return _draft(_parsed(line))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _draft(row: Any) -> Draft:
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    if not isinstance(text := row.get("text"), str):
        raise ValueError('"text" is missing or not a string')
    lang, channel = row.get("lang"), row.get("channel")
    where = Channel(channel) if isinstance(channel, str) and channel in set(Channel) else Channel.CHAT
    return Draft(text, lang=lang if isinstance(lang, str) else "", channel=where)


def _row(name: Any, draft: Draft, decision: Decision) -> dict[str, Any]:
    text = draft.text
    return {
        "id": name,
        "action": decision.action.name.lower(),
        "care": decision.care.name.lower(),
        "labels": sorted(decision.labels),
        "findings": [
            {
                "kind": finding.kind,
                "category": str(finding.category),
                "start": finding.start,
                "end": finding.end,
                "text": text[finding.start : finding.end],
                "score": round(finding.score, 4),
                "detector": finding.detector,
            }
            for finding in decision.findings
        ],
        "masked": decision.masked,
    }
