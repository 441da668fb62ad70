"""Numbers of accounts, cards and insurances that a word beside them names, in the words of each country."""

import re
from collections.abc import Iterator

from moderation.detectors.pii.found import found
from moderation.finding import Finding
from moderation.reading import Reading

Shape = tuple[re.Pattern[str], re.Pattern[str]]


def _shape(gate: str, shape: str) -> Shape:
    """A word to look for first, and what a message with it may hold; the number itself is the group n."""
    return re.compile(gate, re.IGNORECASE), re.compile(shape, re.IGNORECASE)


_NINE = r"\d{3}[ ,.\-]{0,3}\d{3}[ ,.\-]{0,3}\d{3}(?![ ,.\-]{0,2}\d)"
_IS = r"(?:[ :#=,]|\b(?:number|no|num|nr|is|it['’]?s|was|and|the|of|for|his|her|my|our|mine|on|says|code|card|id)\b|['’]s){1,8}"
_JP_BANK = r"(?:銀行?|信金|信組|労金|農協|UFJ|みずほ|三井住友|りそな|楽天|ゆうちょ|住信|PayPay|ペイペイ|イオン|ソニー|じぶん|セブン)"

ACCOUNTS: tuple[Shape, ...] = (
    _shape(r"\d\d-\d\d-\d\d", r"(?<![\d\-])(?P<n>\d\d-\d\d-\d\d[,;/ ]{1,3}(?:\d{8}|\d\d \d\d \d\d \d\d|\d{4} \d{4}))(?![\d\-])"),
    _shape("routing|aba", r"\b(?:routing|aba)\b[^\d\n]{0,14}(?P<n>\d{4}-?\d{4}-?\d)(?!\d)"),
    _shape(
        "checking|che[qc]k(?:ing|uing)|savings|current account",
        r"\b(?:checking|chequing|savings?|current account)\b(?! (?:up|in|on|out|for|if|whether))[^\d\n]{0,44}(?<![\d$£€.])(?P<n>\d[\d \-]{6,16}\d)(?![\d\-]|\.\d)",
    ),
    _shape(r"[A-Z]{2}\d\d ?[A-Z\d]{4}", r"(?-i:\b(?P<n>(?:DE|FR|ES|IT|NL|BE|AT|CH|IE|GB|PT|PL|LU|DK|SE|FI|NO)\d\d(?: ?[A-Z\d]{4}){3,6}(?: ?[A-Z\d]{1,4})?)\b)"),
    _shape("bsb", r"\bbsb\b[^\d\n]{0,8}(?P<n>\d{3}[ \-]?\d{3}(?:[^\d\n]{0,20}\d[\d ]{4,10}\d)?)(?!\d)"),
    _shape(r"\d-\d{4}-\d{7}", r"(?<![\d\-])(?P<n>\d\d-\d{4}-\d{7}-\d{2,3})(?![\d\-])"),
    _shape("transit|institution", r"\btransit\b[^\d\n]{0,10}(?P<n>\d{5}[^\d\n]{1,20}\d{3}(?:[^\d\n]{1,20}\d{5,12})?)(?!\d)"),
    _shape("pay ?id|bizum|zelle|venmo|pix|promptpay|พร้อมเพย์|upi|paytm|gpay|phonepe",
        r"(?:\b(?:pay ?id|bizum|zelle|venmo|(?:chave )?pix|promptpay|upi|paytm|gpay|phonepe)\b|พร้อมเพย์)(?![^\d\n]{0,14}\bcpf)[^\d\n]{0,14}(?P<n>\+?\d[\d \-.]{7,16}\d)(?!\d)"),
    _shape("[行社卡]", r"(?:工行|农行|農行|建行|中行|招行|交行|邮储|邮政|信用社|平安|[\u4e00-\u9fff]{2}银行|[\u4e00-\u9fff]{2}銀行)(?:卡|卡号|账号|账户)?[:：是为 ]{0,2}(?P<n>\d{4}(?: ?\d{4}){2,3}(?: ?\d{1,4})?)(?!\d)"),
    _shape(r"\bstk\b|tài khoản|techcombank|vietcombank|bidv|agribank|mb ?bank", r"\b(?:stk|số tài khoản|techcombank|vietcombank|bidv|agribank|mb ?bank)\b[^\d\n]{0,10}(?P<n>\d[\d .]{6,17}\d)(?!\d)"),
    _shape("[銀信組農UPみりじ楽ゆ住労イセソ]", rf"(?P<n>[^\s、。「」はがの]{{0,8}}{_JP_BANK}[^。\n]{{0,24}}?(?:普通?|当座?|貯蓄|総合|口座)[・:はのに 、]{{0,3}}\d{{7}})(?!\d)"),
    _shape("楽天|PayPay|ペイペイ|住信|みずほ|UFJ|三井|りそな|イオン|ソニー|じぶん|セブン", rf"(?P<n>{_JP_BANK}(?:銀行|銀)?[ 、]?\d{{3}}[ 、\-]\d{{7}})(?!\d)"),
    _shape("記号", r"(?P<n>記号[のはが:、 ]{0,3}1(?:-\d){4}[^\d\n]{1,8}番号[のはが:、 ]{0,3}\d(?:-\d){5,7})(?![\d\-])"),
    _shape("銀行|信託|信金|信組|労金|農協", r"(?P<n>[^\s、。「」はがの]{1,8}(?:銀行|信託|信金|信組|労金|農協)[^。\n\d]{0,16}(?:普通|当座|別段|貯蓄|総合)[^\d。\n]{0,3}\d{7})(?!\d)"),
    _shape("銀行|信託|信金|信組|労金|農協", r"(?<![\d\-])(?P<n>\d{7}[、, ]{1,3}[^\s、。「」はがの\d]{1,8}(?:銀行|信託|信金|信組|労金|農協)[^。\n\d]{0,12}(?:普通|当座|別段|貯蓄|総合))"),
    _shape("[A-Z]{2}\\d\\d [\\d ]{12}", r"(?-i:\b(?P<n>(?:ES|FR|DE|IT|PT|BE|NL|AT|CH|IE|GB)\d\d(?: ?\d){12,24})(?!\d))"),
    _shape("kontonummer|konto|bankverbindung", r"\b(?:kontonummer|konto(?:nr\.?)?|bankverbindung)\b[^\d\n]{0,16}(?P<n>\d[\d ]{6,12}\d)(?!\d)"),
    _shape("계좌|통장|은행|뱅크", r"(?:계좌|통장|은행|뱅크)(?:번호)?[^\d\n]{0,12}(?P<n>\d[\d\- ]{9,17}\d)(?!\d)"),
    _shape("ธนาคาร|บัญชี|กสิกร|ไทยพาณิชย์|กรุงไทย", r"(?:ธนาคาร|บัญชี|กสิกร|ไทยพาณิชย์|กรุงไทย)[^\d\n]{0,20}(?P<n>\d{3}-?\d-?\d{5}-?\d)(?!\d)"),
)  # fmt: skip

NUMBERS: tuple[Shape, ...] = (
    _shape("soc|ssn", rf"\b(?:soc|socials?|ssn|ss number)\b{_IS}(?P<n>\d{{3}}[ ,\-]{{0,6}}\d\d[ ,\-]{{0,6}}\d{{4}})(?!\d)"),
    _shape(r"\bsin\b|social insurance", rf"(?:\bsin\b|social insurance){_IS}(?P<n>{_NINE})"),
    _shape(r"\btfn\b|tax file|\bird\b", rf"\b(?:tfn|tax file number|ird)\b{_IS}(?P<n>\d{{2,3}}[ ,\-]{{0,3}}\d{{3}}[ ,\-]{{0,3}}\d{{3}})(?!\d)"),
    _shape(r"\bnhi\b", rf"\bnhi\b{_IS}(?P<n>[A-Z]{{3}} ?\d{{4}}|[A-Z]{{3}} ?\d\d ?[A-Z]{{2}})\b"),
    _shape("member|policy|subscriber|insur", rf"\b(?:member(?:ship)?|policy|subscriber|group)\b(?=[^\n]{{0,120}}(?:insur|cover|plan\b|card|health|dental)){_IS}(?P<n>[A-Z]{{0,4}} ?\d{{3,5}}[ \-]?\d{{3,7}}(?:[ \-]?\d{{1,4}})?)\b"),
    _shape("insur[^\n]{0,60}(?:member|policy|subscriber)", rf"\b(?:member|policy|subscriber)\b{_IS}(?P<n>[A-Z]{{0,4}} ?\d{{3,5}}[ \-]?\d{{3,7}})\b"),
    _shape(r"(?:member|policy)[^\n]{0,60}insur", rf"\b(?:member|policy)\b{_IS}(?P<n>[A-Z]{{0,4}} ?\d{{3,5}}[ \-]?\d{{3,7}})\b"),
    _shape(r"[A-Z9]\d{6}[A-Z9]", r"(?-i:(?<![A-Z\d])(?P<n>[A-Z9]{5} ?\d{6} ?[A-Z9]{2} ?[A-Z\d]{3})(?![A-Z\d]))"),
    _shape(r"\bchb ?\d", r"\b(?P<n>CHB ?\d{8} ?[A-Z]{2})\b"),
    _shape(r"\blrn\b|learner", rf"\b(?:lrn|learner reference)\b{_IS}(?P<n>\d{{12}}|\d{{4}}-\d{{4}}-\d{{4}})(?!\d)"),
    _shape(r"\bnif\b|contribuinte|número de utente|\butente\b", r"\b(?:nif|contribuinte|utente)\b[^\d\n]{0,12}(?P<n>\d{3} ?\d{3} ?\d{3})(?!\d)"),
    _shape("cccd|cmnd|căn cước", r"\b(?:cccd|cmnd|căn cước)\b[^\d\n]{0,34}(?P<n>\d{3} ?\d{3} ?\d{3}(?: ?\d{3})?)(?! ?\d)"),
    _shape(r"\bine\b", r"\bINE\b[ :]{1,3}(?P<n>\d{9,10} ?[A-Z]{1,2})\b"),
    _shape(r"\bchi\b|h ?& ?c", rf"\b(?:chi|h ?& ?c|health and care)\b{_IS}(?P<n>\d{{3}} ?\d{{3}} ?\d{{4}}|\d{{10}})(?!\d)"),
    _shape("blue cross|aetna|cigna|bupa|axa|vhi|laya|kaiser|humana|united ?health|anthem|medibank|hcf|nib|group number", r"\b(?:group(?: number)?|member|id|policy)\b(?=[^\n]{0,160}(?:cross|aetna|cigna|bupa|axa|vhi|laya|kaiser|humana|health|anthem|medibank|hcf|nib|insur))[ :#]{1,3}(?P<n>[A-Z]{0,4} ?\d{3,6}[ \-]\d{3,7})(?!\d)"),
    _shape(r"\bdni\b", r"\bdni\b[ :]{0,3}(?P<n>\d{1,2}\.\d{3}\.\d{3})(?!\d)"),
    _shape("fiscal|impôts", r"(?:num[ée]ro fiscal|n° fiscal)[^\d\n]{0,10}(?P<n>\d\d(?: ?\d){11})(?!\d)"),
    _shape("주민|외국인등록", r"(?:주민|외국인)(?:등록)?(?:번호)?[^\d\n]{0,8}(?P<n>\d{6}[ \-에]{0,4}[1-8]\d{6})(?!\d)"),
    _shape("保険証?|受給者|療育|手帳", r"(?:保険証?|受給者証?|療育手帳|手帳)(?:の番号|番号)?[^\d\n]{0,6}記号 ?(?P<n>\d{1,8}[^\d\n]{1,6}番号 ?\d{1,8})"),
)  # fmt: skip

_CARD = re.compile(
    r"(?<![\d\-])(?P<before>[3-6]\d{3}[ \-]?\d{4,6}[ \-]?\d{4,6}(?:[ \-]?\d{1,5})?)(?!\d)(?=[^\n]{0,12}\b(?:amex|american express|visa|master ?card|maestro|discover)\b)"
    r"|\b(?:amex|american express|visa|master ?card|maestro|long number)\b[^\d\n]{0,24}(?P<after>[3-6]\d{3}[ \-]?\d{4,6}[ \-]?\d{4,6}(?:[ \-]?\d{1,5})?)(?!\d)",
    re.IGNORECASE,
)
_CARD_NAME = re.compile("amex|american express|visa|master ?card|maestro|discover|long number", re.IGNORECASE)
_MONEY = re.compile(r"\s?(?:円|万円|yen|won|元|€|dollars?|pounds?|quid)")
_FEWEST = 4


def numbers_named(reading: Reading) -> Iterator[Finding]:
    """Surer than a number that only looks like a telephone: the word beside it says what it is."""
    view = reading.digits
    if sum(char.isdigit() for char in view.text) < _FEWEST:
        return
    for kind, spans in (
        ("pii.bank_account", _spans(view.text, ACCOUNTS)),
        ("pii.my_number", _spans(view.text, NUMBERS)),
        ("pii.card", _cards(view.text)),
    ):
        yield from (found(view, span, kind, 0.99) for span in spans)


def _spans(text: str, shapes: tuple[Shape, ...]) -> Iterator[tuple[int, int]]:
    for gate, shape in shapes:
        if gate.search(text):
            yield from (match.span("n") for match in shape.finditer(text) if not _MONEY.match(text, match.end()))


def _cards(text: str) -> Iterator[tuple[int, int]]:
    """A card in whatever groups, right beside the name of its brand."""
    if not _CARD_NAME.search(text):
        return
    for match in _CARD.finditer(text):
        group = "before" if match["before"] else "after"
        if 14 <= sum(char.isdigit() for char in match[group]) <= 16:
            yield match.span(group)
