"""Numbers a state or an insurance gives to one person: My Number, NHS, Social Security, CPF, Aadhaar and the like."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import verhoeff
from stdnum.br import cpf
from stdnum.cn import ric
from stdnum.es import dni, nie
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.jp import in_
from stdnum.kr import rrn
from stdnum.th import pin

from moderation.detectors.pii.found import found
from moderation.detectors.pii.pieces import in_goes
from moderation.detectors.pii.surroundings import after, before
from moderation.finding import Finding
from moderation.normalise import Normalised
from moderation.reading import Reading


@dataclass(frozen=True, slots=True)
class Identity:
    """One shape of number; `alone` is its score without a word for it, `named` with one, `checked` when its check digit holds."""

    shape: re.Pattern[str]
    word: re.Pattern[str]
    alone: float
    named: float
    check: object | None = None
    checked: float = 0.0


def _identity(shape: str, word: str, scores: tuple[float, float, float], check: object | None = None) -> Identity:
    bounded = re.compile(rf"(?<![\dA-Za-z])(?:{shape})(?![\dA-Za-z])", re.IGNORECASE)
    return Identity(bounded, re.compile(word, re.IGNORECASE), scores[0], scores[1], check, scores[2])


_S = r"[ \-.・_/]{0,3}"
_FOURS = rf"(?<!\d{{4}}[ \-])(?!123456789012)\d{{4}}{_S}\d{{4}}{_S}\d{{4}}(?![ \-]\d{{4}}(?!\d))|\d(?: \d){{11}}"
_T = r"[ \-.,]{0,3}"
_NEVER = r"(?!)"

IDENTITIES: tuple[Identity, ...] = (
    _identity(_FOURS, r"マイナンバー|まいなんばー|マイナ|個人番号|my ?number|番号|12 ?(?:けた|桁)|通知カード", (0.0, 0.93, 0.9), in_),
    _identity(_FOURS, r"aadhaar|aadhar|adhar|आधार|uidai", (0.0, 0.95, 0.8), verhoeff),
    _identity(r"\d{3}[ \-.,]{0,3}\d{3}[ \-.,]{0,3}\d{4}", r"\bnhs\b|health number|hospital number", (0.0, 0.97, 0.0), nhs),
    _identity(rf"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?{_S}\d\d{_S}\d\d{_S}\d\d{_S}[A-D]", r"\bni\b|nino|national insurance", (0.9, 0.97, 0.0)),
    _identity(r"[A-Z][ ,\-]{0,2}[A-Z][ ,\-]{0,2}\d\d[ ,\-]{0,2}\d\d[ ,\-]{0,2}\d\d[ ,\-]{0,2}[A-D]", r"\bni\b|nino|national insurance", (0.0, 0.97, 0.0)),
    _identity(rf"Q ?Q{_T}\d\d{_T}\d\d{_T}\d\d{_T}[A-D]", _NEVER, (0.9, 0.9, 0.0)),
    _identity(r"\d{3}[ \-]\d\d[ \-]\d{4}", r"ssn|social|itin", (0.88, 0.97, 0.0)),
    _identity(r"\d{3}[ \-]?\d{3}[ \-]?\d{3}", r"\bssn\b|social security|\bsin\b|\btfn\b|tax file", (0.0, 0.97, 0.0)),
    _identity(r"\d\d[01]\d[0-3]\d ?- ?[1-8]\d{6}", r"주민", (0.95, 0.97, 0.0), rrn),
    _identity(r"[1-9]\d{16}[\dX]", r"身份证|身分證|学籍", (0.8, 0.97, 0.97), ric),
    _identity(r"[A-Z][12]\d{8}", r"身分證|身份證|健保", (0.85, 0.97, 0.0)),
    _identity(r"\d{3}\.?\d{3}\.?\d{3}-\d\d|\d{11}", r"cpf|\bsus\b|\bnis\b|\bpis\b", (0.0, 0.97, 0.93), cpf),
    _identity(r"\d{3}\.\d{3}\.\d{3}-\d\d", _NEVER, (0.93, 0.93, 0.0)),
    _identity(r"\d{8} ?-? ?[A-Z]|[XYZ]-?\d{7}-?[A-Z]", r"\bdni\b|\bnie\b|\bnif\b", (0.0, 0.97, 0.9), dni),
    _identity(r"[XYZ]-?\d{7}-?[A-Z]", _NEVER, (0.0, 0.0, 0.9), nie),
    _identity(r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d", _NEVER, (0.96, 0.96, 0.0)),
    _identity(r"[12] ?\d\d ?[01]\d ?\d[\dAB] ?\d{3} ?\d{3}(?: ?\d\d)?", r"s[ée]cu|nir|vitale", (0.75, 0.97, 0.97), nir),
    _identity(r"\d\d ?\d{3} ?\d{3} ?\d{3}|\d{11}", r"steuer|idnr|tin\b", (0.0, 0.96, 0.0)),
    _identity(r"\d{3} ?FK ?\d{6}", _NEVER, (0.93, 0.93, 0.0)),
    _identity(r"\d\d[ /]?\d{8}[ /]?\d{0,2}", r"seguridad social|\bnss\b|\bnuss\b", (0.0, 0.96, 0.0)),
    _identity(r"\d{3}\.\d{5}\.\d\d-\d", _NEVER, (0.95, 0.95, 0.0)),
    _identity(r"\d{3}-\d{4}-\d{4}-\d\d|\d{4}-\d{6}", r"年金|被保険者|健康保険", (0.0, 0.95, 0.0)),
    _identity(r"[A-Z]\d{3} ?\d{3} ?\d{3}", r"versicher|krankenkasse|gesundheitskarte|kvnr", (0.0, 0.95, 0.0)),
    _identity(r"\d\d ?\d{6} ?[A-Z] ?\d{3}", r"sozialversicherung|rentenversicherung|sv-?n", (0.85, 0.97, 0.0)),
    _identity(r"\d-\d{4}-\d{5}-\d\d-\d", _NEVER, (0.96, 0.96, 0.0)),
    _identity(r"\d[ ]?\d{4}[ ]?\d{5}[ ]?\d\d[ ]?\d", r"บัตรประชาชน|เลขบัตร|ประจำตัว|13 ?หลัก", (0.0, 0.96, 0.9), pin),
    _identity(r"\d{12}|\d{9}", r"cccd|cmnd|căn cước|chứng minh|định danh|mã số thuế", (0.0, 0.96, 0.0)),
    _identity(r"[A-Z]{2} ?\d[ ]?\d\d[ ]?\d{10}|\d{10}", r"bhyt|bảo hiểm|sổ hộ", (0.0, 0.93, 0.0)),
    _identity(r"[A-Z]{5}\d{4}[A-Z]", r"\bpan\b", (0.85, 0.97, 0.0)),
    _identity(r"\d\d-\d{7}-\d|\d\d-\d{9}-\d|\d{4}-\d{4}-\d{4}(?:-\d{4})?|\d{3}-\d{3}-\d{3}(?:-\d{3})?", r"\bsss\b|philhealth|philsys|national id|\btin\b|pag-?ibig|\blrn\b", (0.0, 0.96, 0.0)),
    _identity(r"\d{4}[ \-]\d{3}[ \-]\d{3}", r"health card|\bohip\b|\bramq\b|\bmsp\b|carte soleil", (0.0, 0.95, 0.0)),
    _identity(r"\d{4} ?\d{5} ?\d", r"medicare", (0.0, 0.95, 0.0)),
    _identity(r"\d{7}[A-W][A-IW]?", r"\bpps\b|ppsn|\bdca1\b|ireland|irish", (0.0, 0.95, 0.0)),
    _identity(r"\d{4}-\d{6}-\d", r"ハロー?ワ|雇用保険|失業", (0.0, 0.95, 0.0)),
    _identity(r"\d{2}-\d{7}-\d", _NEVER, (0.85, 0.85, 0.0)),
)  # fmt: skip

_NAMED = re.compile(
    r"記号[\s:はが]{0,3}[一-龥ァ-ヴ]{0,3}[\d\-]{2,9}[^。\n\d]{0,6}番号[\s:はが]{0,3}\d{1,9}(?:\s?[(（]?[・、]?枝番[\s:]{0,2}\d{1,2}[)）]?)?|"
    r"health insurance[^\d\n]{0,24}\d[\d\-]{3,9},? (?:no\.?|number)[ :]{0,2}\d{2,9}|"
    r"(?:基礎年金番号|年金番号|年金手帳|被保険者番号|保険者番号|保険証(?:の番号|番号)?|受給者番号|受給者証(?:の番号|番号)?|免許証?(?:の番号|番号)|"
    r"パスポート(?:の番号|番号)?|旅券番号|手帳(?:の番号|番号)|(?:療育|障害者|精神|福祉)?手帳(?:の番号)?|記号番号|在留カード(?:番号)?|雇用保険番号|公費負担者番号|医療証(?:の番号|番号)?|住民票コード|"
    r"学籍番号|ppsn?|tfn|dln|allocataire|caf|leistungsnummer|個人番号|マイナンバー|(?:passport|driving licen[cs]e|driver'?s licen[cs]e|medicare|medicaid|member id|policy (?:number|no\.?)|upn|unique pupil number|hospital|"
    r"patient|health card|case id|student id|pupil|utr|unique taxpayer reference|child benefit|licen[cs]e)(?: (?:number|no\.?|id|is|num|#)){0,24}|여권번호|건강보험증?(?: ?번호)?|护照号?|社保(?:卡)?号?|医保号?|"
    r"学籍号|pasaporte|seguridad social|nº de la ss|curp|rfc|tarjeta sanitaria|\brg\b|cart[ãa]o (?:do )?sus|\bnis\b|\brg\b|s[ée]curit[ée] sociale|passeport|"
    r"reisepass|personalausweis|ausweisnummer|versichertennummer|sozialversicherungsnummer|krankenversichertennummer|"
    r"บัตรประชาชน|พาสปอร์ต|hộ chiếu|mã học sinh|पासपोर्ट|philhealth|sss)"
    r"(?:[\s:：はがの第no.#ist是为º°=,、「]|d?ele|él|mío|el|é){0,8}(?P<id>(?:[A-Z]{1,4}[\- ]?)?\d[\dA-Z\-. ]{4,18}\d(?:[A-Z]{1,2}\b)?)",
    re.IGNORECASE,
)


_INSURED = re.compile(r"保険|ほけん|健保|国保|社保|けんぽ|共済|資格確認|hoken|insurance", re.IGNORECASE)
_PARTS = re.compile(
    r"(?:マイナ|まいな|個人番号|my ?number)[^\d\n]{0,16}(\d{4})(?!\d)[^\d\n]{1,8}(\d{4})(?!\d)[^\d\n]{1,8}(\d{4})(?!\d)",
    re.IGNORECASE,
)
_HANDBOOK = re.compile(r"(?:手帳|受給者証|医療証)(?:の?番号)?[\s:はが、]{0,3}(第?\d{4,8}号|第\d{4,8})")
_THING = re.compile(
    r"シリアル|問い?合わ?せ|荷物|宅配|ヤマト|佐川|トレーナー|フレコ|フレンド|コード|ゲーム|型番|伝票|追跡|注文|ギフト|serial|order|tracking|code|parcel",
    re.IGNORECASE,
)


def identities(reading: Reading) -> Iterator[Finding]:
    """Numbers with the right check digit or a word that says what they are."""
    view = reading.digits
    if sum(char.isdigit() for char in view.text) < 4:
        return
    yield from _named(view)
    yield from _in_parts(view)
    views = (view,) if view.text == reading.plain.text else (view, reading.plain)
    for identity in IDENTITIES:
        for one in views:
            yield from _of_shape(identity, one)


def _named(view: Normalised) -> Iterator[Finding]:
    """Numbers right after a word that says what they are."""
    for match in _NAMED.finditer(view.text):
        if match["id"] or _INSURED.search(view.text):
            yield found(view, match.span("id") if match["id"] else match.span(), "pii.my_number", 0.93)


def _in_parts(view: Normalised) -> Iterator[Finding]:
    """A number told in three goes: its head, its middle and its end."""
    for match in _HANDBOOK.finditer(view.text):
        yield found(view, match.span(1), "pii.my_number", 0.9)
    for match in _PARTS.finditer(view.text):
        yield found(view, (match.start(1), match.end(3)), "pii.my_number", 0.92)
    for goes in in_goes(view.text):
        if any(_is_told(identity, goes.figures, before(view.text, goes.start, 40)) for identity in IDENTITIES):
            yield found(view, (goes.start, goes.end), "pii.my_number", 0.9)


def _is_told(identity: Identity, figures: str, lead: str) -> bool:
    return bool(identity.named and identity.word.search(lead) and identity.shape.fullmatch(figures))


def _of_shape(identity: Identity, view: Normalised) -> Iterator[Finding]:
    for match in identity.shape.finditer(view.text):
        if (score := _score(identity, view.text, match)) >= 0.5:
            yield found(view, match.span(), "pii.my_number", score)


def _score(identity: Identity, text: str, match: re.Match[str]) -> float:
    if _THING.search(before(text, match.start(), 16)):
        return 0.0
    nearby = text[max(0, match.start() - 40) : match.start()] + " " + after(text, match.end(), 24)
    score = identity.named if identity.word.search(nearby) else identity.alone
    valid = getattr(identity.check, "is_valid", None)
    if valid is not None and score < identity.checked and valid(re.sub(r"[^\dA-Za-z]", "", match.group()).upper()):
        return identity.checked
    return score
