"""What would happen to a text if it were sent now: told while it is being written, and kept nowhere."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app import i18n
from app.contributions import asking, queries, screening, surfaces
from app.contributions.asking import Piece
from app.contributions.models import Contribution
from app.contributions.places import Place
from app.contributions.versions import Words
from app.permissions import Actor
from moderation import Action, Category, Decision, Draft
from moderation.explain import for_author

# Fewer letters than this say nothing yet.
SHORTEST = 4
# More than any text may have is not looked at; the form says so itself.
LONGEST = 10_000
GATHERED = "gathered"


@dataclass(frozen=True, slots=True)
class Check:
    """what_then: what sending it as it is would bring. reasons: kind sentences. pieces: the text, cut where something is marked.

    masked: title and body without what identifies, None where nothing can be masked. adds_up: small details of this and
    earlier texts together point at one child.
    """

    what_then: str
    reasons: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    masked: Words | None = None
    adds_up: bool = False


def of(member: Actor, place: Place, words: Words) -> Check | None:
    """None where nothing would be asked. Danger is answered with a card once the words have arrived, never while typing."""
    draft = _draft(member, place, words)
    if not SHORTEST <= len(draft.body) <= LONGEST:
        return None
    if screening.holds_own_secret(draft.text):
        return Check(
            _("合いことばか、予備のことばが入っているようです。ここには書かずに、手もとだけに置いてください。")
        )
    screened = screening.look_at(draft)
    if screened.action is Action.ALLOW:
        return None
    return _told(draft, screened.decision, screened.action)


def _draft(member: Actor, place: Place, words: Words) -> Draft:
    """The same question that will be asked when it is sent."""
    text = Contribution(mask_id=member.usual_mask or "", title=words.title, body=words.body)
    if not place.contribution_id:
        return screening.draft_of(member, text, place.channel)
    standing = queries.contribution_for(member, place.contribution_id)
    text.id, text.mask_id = standing.id, standing.mask_id
    return screening.draft_of(member, text, surfaces.of(standing).channel)


def _told(draft: Draft, decision: Decision | None, action: Action) -> Check:
    if decision is None:
        return Check(_what_then(action))
    acting = [finding for finding in decision.findings if finding.category is not Category.CRISIS]
    is_masked = action is Action.MASK or any(finding.category is Category.PII for finding in acting)
    return Check(
        _what_then(action),
        tuple(for_author(draft, decision, i18n.locale())),
        tuple(asking.pieces(acting, draft.text)),
        _parted(draft, decision.masked) if is_masked and decision.masked != draft.text else None,
        any(GATHERED in finding.tags for finding in acting),
    )


def _what_then(action: Action) -> str:
    if action is Action.HOLD:
        return _(
            "このまま送ると、見守りの人が先に読みます。とがめるためではありません。少し待つあいだも、書きなおせます。"
        )
    if action is Action.REFUSE:
        return _("このことばは、いまの形では出せません。少し言いかえると送れます。")
    return _("このまま送ると、送る前に一度だけおたずねします。いま直しても大丈夫です。")


def _parted(draft: Draft, masked: str) -> Words:
    """A title is one line, so the first line break parts it from the body."""
    if not draft.title:
        return Words("", masked)
    title, _break, body = masked.partition("\n")
    return Words(title, body)
