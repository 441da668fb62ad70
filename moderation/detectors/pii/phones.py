"""Private telephone numbers, however spelled; published lines, dates, prices and room numbers are not."""

import re
from collections.abc import Iterator

import phonenumbers

from moderation.detectors.pii.found import found
from moderation.detectors.pii.phones_told import told_in_hindi, told_in_parts
from moderation.detectors.pii.pieces import Goes, backwards, in_goes
from moderation.detectors.pii.surroundings import after, before
from moderation.finding import Finding
from moderation.normalise import as_typed
from moderation.numerals import digits_view
from moderation.public import is_public_number
from moderation.reading import Reading

_SEPARATOR = r"[ \-.()/・、,~*_|:|→ー＊•·;^♪\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]"
_RUN = re.compile(rf"(?<!\d)(?<!\d[.,])(?:\+|\(\+?)?\(?\d(?:{_SEPARATOR}{{0,3}}\d){{6,15}}(?![\d])")
_CALLING = re.compile(
    r"電話|でんわ|tel|phone|携帯|けいたい|ケータイ|call|ring|text|mobile|cell|number is|my number|my digits|reach me|whats ?app|sms|"
    r"連絡先|(?<![験文跡約理員会人号付籍席座険録票票])番号|かけて|ワン切り|ショートメール|しょーとめーる|전화|연락|문자|번호|폰|电话|電話|手机|手機|微信|联系|聯絡|打给|llám|llam|tel[eé]fono|móvil|"
    r"celular|celu|\bcel\b|telem[óo]vel|whats|fone|zap|ligar?|liga pra|telefone|appel|portable|num[ée]ro|joign|handy|anruf|festnetz|(?<![a-z])nummer|telefonnummer|erreich|ruf(?:t|e|en)? |โทร|เบอร์|"
    r"điện thoại|gọi|sđt|sdt|zalo|alo|फ़?ोन|फोन|नंबर|कॉल|tawag|tumawag|cellphone|numero|itext|i-text|contact|landline|\bis mine\b|\bis me\b|mera number|apna number|hamara number",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(
    r"受験番号|注文|予約番号|整理券|整理番号|会員|伝票|追跡|問い?合わ?せ番号|フレコ|フレンドコード|型番|品番|ISBN|JAN|番号札|学籍|出席番号|管理番号|受付番号|図書|シリアル|口座|記号|"
    r"order|booking|reference|\bref\b|case|ticket|invoice|tracking|serial|isbn|seat|model|版|version|pedido|commande|bestell|주문|订单|訂單|"
    r"candidate|exam|parcel|barcode|バーコード|スコア|得点|課題番号|証券|ギフト|コード|code|クーポン|score|kaso|reklamo|หมายเลขคำสั่งซื้อ|รหัส|đơn hàng|mã|"
    r"account|acct|a/c|routing|sort code|conta|cuenta|konto|compte|tài khoản|บัญชี|खाता|계좌|账号|帳號|銀行|银行|NHS|insurance|マイナンバー|個人番号|CPF|保険|zip|post ?code|郵便|nummer$|nummer[ :]",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"教育委員会|相談窓口|窓口|教育センター|相談センター|支援センター|相談所|市教委|県教委|町教委|学校教育課|市役所|区役所|課の?直通|町役場|役場|保健所|保健センター|児相|ダイヤル|ホットライン|いのちの電話|"
    r"代表|センター|相談室|help ?line|hot ?line|council|switchboard|local authority|school office|crisis|lifeline|samaritans|"
    r"상담|교육청|热线|熱線|教育局|línea de|disque|ligue|numéro vert|écoute|telefonseelsorge|beratung|สายด่วน|tổng đài|đường dây|हेल्पलाइन"
    r"|市の|県の|公式|広報|病院|クリニック|受付|clinic|surgery|reception|hospital",
    re.IGNORECASE,
)
_MINE = re.compile(
    r"私|わたし|うち|自宅|携帯|個人|家の|ママ友|旦那|夫|妻|番号は|\bmy\b|\bmine\b|\bme\b|\bhome\b|内の", re.IGNORECASE
)
_COUNTED = re.compile(r"\s?(?:円|人|件|歩|名|票|%|km|kcal|ウォン|元\b|won|yen|views|回再生)")
_FREE = re.compile(
    r"0120|0800|0570|0180|0990|0808|0300|0330|0345|0870|1?8(?:00|88|77|66|55)|1[358]00|1588|1577|1544|900|901|400"
)

_MOBILE = re.compile(r"0[5789]0\D{1,3}\d{4}\D|0808\d{7}[)）ぁ-んァ-ヶ一-龥、。]")
_MOBILE_HEAD = re.compile(r"0[789]0")
_CLOCK = re.compile(r"[0-2]?\d:[0-5]\d\D{1,3}[0-2]?\d:[0-5]\d")
_FREE_TOLD = re.compile(r"0120|0800|0570|0990|18[0-8]{2}|1300")
_LENGTHS = (10, 11)
_COUNTING = re.compile(r"12345|54321|(\d)\1{5}")
_ASKED = re.compile(r"\b(?:digits|number|phone|mobile|cell)\? ?$|(?:番号|携帯|電話)は?[?？] ?$", re.IGNORECASE)
_LOOKS = re.compile(r"かと思|じゃな|ではな|に見え|みたい|っぽい")
_SHAPES: tuple[tuple[re.Pattern[str], float, float], ...] = tuple(
    (re.compile(shape), bare, called)
    for shape, bare, called in (
        # shape of the digits with every separator as one hyphen; score without and with a word for calling nearby
        (r"0-?[5789]-?0-?\d(?:-?\d){7}", 0.96, 0.98),
        (r"(?=(?:-?\d){10}$)0\d{1,4}-\d{1,4}-\d{3,4}", 0.9, 0.97),
        (r"0-?7-?\d(?:-?\d){8}", 0.9, 0.97),
        (r"0[1-9](?:-\d\d){4}|01\d-\d{3,4}-\d{4}|0[235]\d?-\d{3,4}-\d{4}", 0.93, 0.97),
        (r"0[1-9]\d{1,3}-\d{3,4}-?\d{3,4}|0[1-9]\d{1,4}-\d{5,8}", 0.6, 0.93),
        (r"01[1-9]\d{8}|020[378]\d{7}", 0.6, 0.93),
        (r"01[567]\d-?\d(?:-?\d){6,8}", 0.85, 0.95),
        (r"447\d-?\d(?:-?\d){7}|614(?:-?\d){8}|44-?7(?:-?\d){9}", 0.85, 0.95),
        (r"1[3-9]\d{9}|(?=(?:-?\d){11}$)1[3-9]\d(?:-\d{2,4}){2,4}", 0.9, 0.95),
        (r"(?:1-)?[2-9]\d\d-[2-9]\d\d-\d{4}", 0.92, 0.96),
        (r"[2-9]\d\d-\d{3}-\d{4}", 0.6, 0.93),
        (r"\d\d-9-?\d{4}-\d{4}", 0.93, 0.96),
        (r"[1-9]\d-\d{4}-\d{4}", 0.4, 0.9),
        (r"[6-9]\d{4}-\d{5}", 0.9, 0.95),
        (r"[679]\d\d-\d{3}-\d{3}|[67]\d\d(?:-\d\d){3}", 0.7, 0.95),
        (r"0[35689]\d{8}|09\d{9}|0[35689]\d\d?-\d{3}-\d{3,4}", 0.8, 0.95),
        (r"0[1-9](?:-?\d){8,10}", 0.35, 0.9),
        (r"[789]0-\d{4}-\d{4}", 0.75, 0.95),
        (r"0[2-9]\d\d-\d{3}-\d{3}", 0.75, 0.95),
        (r"[2-9](?:-?\d){8,9}", 0.2, 0.85),
        (r"[2-9]\d{3}-\d{4}", 0.1, 0.75),
    )
)


def phones(reading: Reading) -> Iterator[Finding]:
    """Numbers that ring at somebody's home or in somebody's pocket."""
    view = reading.digits
    for match in _RUN.finditer(view.text):
        score = _score(view.text, match)
        score = score if score >= 0.5 else _spelled(reading, match)
        if score >= 0.5:
            yield found(view, match.span(), "pii.phone", score)
    told = (*told_in_parts(view.text), *_in_goes(view.text), *_backwards(view.text), *told_in_hindi(reading))
    for span in told:
        yield found(view, span, "pii.phone", 0.9)


def published(text: str, start: int, end: int) -> bool:
    """Whether what looks like a telephone at a place is a public line, free of charge or an office's, or counts something else."""
    runs = (run for run in _RUN.finditer(text) if run.start() < end and start < run.end())
    said = next((run.group() for run in runs), digits_view(as_typed(text[start:end])).text)
    digits, lead = re.sub(r"\D", "", said), before(text, start)
    if is_public_number(digits) or _FREE.match(digits) or _OTHER_NUMBER.search(lead[-14:]):
        return True
    return _is_desk(lead) and not _MOBILE_HEAD.match(digits)


def _spelled(reading: Reading, match: re.Match[str]) -> float:
    """Whoever writes ten or eleven figures as words hides a telephone, of whatever country."""
    view, digits = reading.digits, re.sub(r"\D", "", match.group())
    first, last = view.span(*match.span())
    typed = sum(char.isdigit() and char.isascii() for char in reading.text[first:last])
    lead, tail = before(view.text, match.start()), after(view.text, match.end(), 15)
    hidden = len(digits) in _LENGTHS and 2 * typed < len(digits) and not _COUNTING.search(digits)
    if not hidden or _OTHER_NUMBER.search(lead) or _COUNTED.match(tail) or _public(match.group()):
        return 0.0
    return 0.0 if _is_desk(lead) or _FREE_TOLD.match(digits) else 0.85


def _in_goes(text: str) -> Iterator[tuple[int, int]]:
    """Told in three goes and more; what stands before the first may say that it is for calling."""
    for goes in in_goes(text):
        calling = _CALLING.search(before(text, goes.start, 40))
        other = not calling and _OTHER_NUMBER.search(before(text, goes.start))
        if 9 <= len(goes.figures) <= 12 and not other and _rings(goes, calling):
            yield goes.start, goes.end


def _rings(goes: Goes, calling: re.Match[str] | None) -> bool:
    if is_public_number(goes.figures) or _FREE.match(goes.figures):
        return False
    return max(_by_shape("-".join(goes.groups), calling), _by_shape(goes.figures, calling)) >= 0.75


def _backwards(text: str) -> Iterator[tuple[int, int]]:
    if (runs := [*_RUN.finditer(text)]) and backwards(text):
        for match in runs:
            turned = re.sub(r"\D{1,9}", "-", match.group()[::-1]).strip("-")
            if max(_by_shape(turned, None), _by_shape(turned.replace("-", ""), None)) >= 0.9:
                yield match.span()


def _score(text: str, match: re.Match[str]) -> float:
    digits = re.sub(r"\D", "", match.group())
    lead, tail = before(text, match.start()), after(text, match.end(), 15)
    free = _FREE.match(digits) and not _MOBILE.match(match.group() + tail[:1])
    # A telephone in somebody's pocket stays that, also beside the name of an office.
    desk = _is_desk(lead) and not _MOBILE_HEAD.match(digits)
    if (
        _CLOCK.search(match.group())
        or not digits[3:].strip("0")
        or _public(match.group())
        or free
        or _COUNTED.match(tail)
        or desk
    ):
        return 0.0
    calling = (
        _CALLING.search(lead[-25:])
        or _ASKED.search(text[max(0, match.start() - 10) : match.start()])
        or (not _LOOKS.search(tail) and _CALLING.search(tail))
        or None
    )
    if _OTHER_NUMBER.search(lead[-14:]) and not calling:
        return 0.0
    if match.group().lstrip("(").startswith("+") or (digits.startswith("00") and len(digits) > 11):
        return _international(digits)
    return max(_by_shape(shape, calling) for shape in _readings(match.group()))


def _public(run: str) -> bool:
    """A published line, also with a room number or a sentence's next figure run into it."""
    return any(is_public_number(shape.replace("-", "")) for shape in _readings(run)) or is_public_number(
        re.sub(r"\D", "", run)
    )


def _readings(run: str) -> Iterator[str]:
    """The run as typed, and without a first or last group that may belong to something else."""
    groups = re.findall(r"\d{1,60}", run)
    yield "-".join(groups)
    if len(groups) > 6 and max(map(len, groups)) == 1:
        yield "-".join(re.findall(r"\d{1,60}", re.sub(r"(?<=\d) (?=\d)", "", run)))
        return
    yield from ("-".join(groups[at:]) for at in range(2, len(groups) - 2) if _MOBILE_HEAD.fullmatch(groups[at]))
    if len(groups) > 2:
        yield "-".join(groups[1:])
        yield "-".join(groups[:-1])


def _by_shape(shape: str, calling: re.Match[str] | None) -> float:
    scores = (called if calling else bare for pattern, bare, called in _SHAPES if pattern.fullmatch(shape))
    return max(scores, default=0.0)


def _international(digits: str) -> float:
    try:
        number = phonenumbers.parse("+" + digits.lstrip("0"))
    except phonenumbers.NumberParseException:
        return 0.0
    return 0.97 if phonenumbers.is_possible_number(number) else 0.55


def _is_desk(lead: str) -> bool:
    """A published desk is named right before the number, and nothing says that the number is somebody's own."""
    return bool(_DESK.search(lead[-25:])) and not _MINE.search(lead[-12:])
