"""What a text is about, as somebody who would rather not see it says it; and which texts weigh on whoever reads them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.contributions.models import Concern
from app.review.danger import STRONG


@dataclass(frozen=True, slots=True)
class Theme:
    """name: as one chooses it. kinds: concerns that begin so. is_heavy: it counts towards the measure of a day."""

    name: LazyString
    kinds: tuple[str, ...]
    is_heavy: bool = True


TABLE = {
    "dying": Theme(_l("死にたい気持ち・自分を傷つけること"), ("crisis.suicide", "crisis.self_harm", "abuse.encourage")),
    "child": Theme(_l("子どもへの暴力・虐待"), ("crisis.child_abuse",)),
    "home": Theme(_l("家の中の暴力"), ("crisis.dv", "crisis.child_violence")),
    "sexual": Theme(_l("性的なことば"), ("abuse.sexual", "scam.meeting")),
    "threat": Theme(_l("脅し・さらし・差別"), ("abuse.threat", "abuse.doxx", "abuse.hate")),
    "missing": Theme(_l("行方不明・急な病気やけが"), ("crisis.missing", "crisis.medical")),
    "worry": Theme(_l("「だれかの身が心配」という知らせ"), ("report.danger", "crisis.third_party")),
    "blame": Theme(_l("人を責める言いかた"), ("abuse.blame", "abuse.insult", "report.hurtful"), is_heavy=False),
    "money": Theme(_l("勧誘やお金のこと"), ("scam.", "report.scam"), is_heavy=False),
}


def of(concerns: Iterable[Concern]) -> frozenset[str]:
    """The themes of a text by everything that speaks for a look at it."""
    return frozenset(
        name for concern in concerns for name, theme in TABLE.items() if concern.kind.startswith(theme.kinds)
    )


def is_heavy(concerns: Sequence[Concern]) -> bool:
    """Does it weigh on whoever reads it? Weak suppositions do not count."""
    sure = [concern for concern in concerns if concern.severity >= STRONG]
    return any(TABLE[name].is_heavy for name in of(sure))
