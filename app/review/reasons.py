"""The rules of the house a ruling can rest on. What their authors hear about each stands in notices/wording.py."""

from flask_babel import lazy_gettext as _l

OTHER = "other"

REASONS = {
    "safety": _l("命と安全（具体的な方法・誘い）"),
    "identifies": _l("だれかわかる手がかり（名前・学校・住所・連絡先）"),
    "threatens": _l("脅し・さらし・差別・性的ないやがらせ"),
    "outside": _l("連絡先の交換・外での約束"),
    "solicits": _l("お金・勧誘・契約"),
    "hurts": _l("人を責める言いかた"),
    "expertise": _l("診断・治療・法律の断定、資格をかたる"),
    "retells": _l("よそで読んだ話・ほかの人の話の持ち出し"),
    "repeats": _l("くり返し・連投"),
    OTHER: _l("そのほか（本人へのことばに理由を書く）"),
}

# Which rule a kind of concern is usually about; the first prefix that fits is proposed.
_USUAL = (
    ("crisis.", "safety"),
    ("abuse.encourage_self_harm", "safety"),
    ("report.danger", "safety"),
    ("pii.", "identifies"),
    ("report.identifies", "identifies"),
    ("abuse.blame", "hurts"),
    ("abuse.insult", "hurts"),
    ("report.hurtful", "hurts"),
    ("abuse.", "threatens"),
    ("scam.off_platform", "outside"),
    ("scam.meeting", "outside"),
    ("scam.fake_expert", "expertise"),
    ("scam.", "solicits"),
    ("report.scam", "solicits"),
    ("flood.", "repeats"),
)


def usual(kind: str) -> str:
    """The rule to propose for a kind of concern, or nothing."""
    return next((reason for prefix, reason in _USUAL if kind.startswith(prefix)), "")
