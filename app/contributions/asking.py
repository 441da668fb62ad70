"""Ask the author before sending: what was noticed, a masked rewrite, and the ways on. Nothing has been kept yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template

from app import i18n
from app.contributions.services import Submission
from moderation import Action, Category, Draft, Finding
from moderation.explain import for_author

Piece = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Asking:
    """What the page or the socket shows.

    pieces: the written text cut into (part, is it marked).
    offered: the masked form, or None when masking would change nothing.
    reasons: kind sentences, one per kind of finding.
    """

    pieces: list[Piece]
    offered: str | None
    reasons: list[str]


def about(submission: Submission) -> Asking:
    """Put a decision into words for its author, in the language of this answer."""
    decision = submission.decision
    assert decision is not None, "only a decision asks"
    draft = Draft(title=submission.words.title, body=submission.words.body)
    text = draft.text
    if submission.plea is not None:
        return Asking([(text, False)], None, [str(submission.plea)])
    acting = [finding for finding in decision.findings if finding.category is not Category.CRISIS]
    masked = decision.masked if decision.action is Action.MASK and decision.masked != text else None
    return Asking(pieces(acting, text), masked, list(for_author(draft, decision, i18n.locale())))


def page(submission: Submission, action: str, kept: Mapping[str, str]) -> tuple[str, int]:
    """The question as a page; `kept` are the form's fields, carried along so that nothing is typed twice."""
    fields = {**kept, "body": submission.words.body}
    if submission.words.title:
        fields["title"] = submission.words.title
    return render_template("contributions/asking.html", asking=about(submission), action=action, kept=fields), 200


def answer(submission: Submission, action: str, voice: Mapping[str, str]) -> dict[str, object]:
    """The question as an acknowledgement for a socket, also drawn as the form that page() shows."""
    asking = about(submission)
    marks = [{"text": part, "marked": marked} for part, marked in asking.pieces]
    kept = {**voice, "body": submission.words.body}
    html = render_template("contributions/_asking.html", asking=asking, action=action, kept=kept)
    return {"masked": asking.offered, "reasons": asking.reasons, "pieces": marks, "html": html}


def pieces(findings: list[Finding], text: str) -> list[Piece]:
    """Cut `text` at the edges of all findings that concern a part of it."""
    marked = [False] * len(text)
    for finding in findings:
        if (finding.start, finding.end) != (0, len(text)):
            marked[finding.start : finding.end] = [True] * (finding.end - finding.start)
    pieces: list[Piece] = []
    begin = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or marked[index] != marked[begin]:
            pieces.append((text[begin:index], marked[begin]))
            begin = index
    return pieces
