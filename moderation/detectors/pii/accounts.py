"""Payment cards (with their check digit) and bank accounts of many countries."""

import re
from collections.abc import Iterator

from stdnum import iban, luhn

from moderation.detectors.pii.found import found
from moderation.detectors.pii.numbers_named import numbers_named
from moderation.detectors.pii.pieces import in_goes
from moderation.detectors.pii.surroundings import after, before
from moderation.finding import Finding
from moderation.reading import Reading

_CARD = re.compile(
    r"(?<!\d)(?<!\d[.\-])(?:[2-6]\d{3}(?:[ \-.・,、/_*]{1,3}\d{4}){3}(?!\d)|3[47]\d\d[ \-]{1,3}\d{6}[ \-]{1,3}\d{5}(?!\d)|[2-6](?:[ \-.・,、/_*]{0,3}\d){12,18}(?!\d))"
)
_CARD_WORD = re.compile(
    r"カード|クレカ|card|visa|master|jcb|amex|american express|デビット|debit|credit|信用卡|银行卡|카드|tarjeta|cartão|cartao|carte|karte|บัตร|thẻ|कार्ड",
    re.IGNORECASE,
)
_IBAN = re.compile(
    r"\b(?:[A-Z]{2}\d\d|(?-i:[A-Z]{2}) \d\d)(?:[ \-]?[A-Z0-9]{4}){2,7}(?:[ \-]?[A-Z0-9]{1,4})?\b", re.IGNORECASE
)

_BANKS = (
    # Japan: bank, branch, kind of account, number
    r"[^\s、。,「」（(:：はもがをにへで]{0,12}?(?:銀行|信金|信用金庫|信組|信用組合|労金|農協|漁協|バンク|ぎんこう)[^。\n]{0,26}?(?<![\d\-])(?:\d(?: ?\d){5,7}|\d{3,4}-\d{4})(?![\d\-])",
    r"店番[号:は]?\s?\d{3}[、, ]{1,3}(?:口座)?番号[:は]?\s?\d{6,8}(?!\d)|支[店所][^。\n\dのがをは]{0,12}(?<![\d\-])\d(?: ?\d){5,7}(?![\d\-])|(?<!\d)[01]\d{4}-\d-\d{6,8}(?!\d)|(?:キゴウ|きごう)[^。\n]{1,24}(?:バンゴウ|ばんごう)\s?\d{6,8}(?!\d)",
    r"(?:branch|shiten|yucho|japan post)[^\d\n]{0,10}\d{3}(?!\d)[^\d\n]{1,14}\d{7}(?!\d)|(?:futsuu?|ordinary (?:deposit|account)|kou?za)[^\d\n]{0,12}\d{7}(?!\d)(?:[, ]{1,3}shiten \d{3})?",
    r"\b(?:SBI|HDFC|ICICI|PNB|Axis|BOB|Canara|Kotak)\b[^\d\n]{0,12}\d[\d ]{8,17}\d",
    r"(?:ゆうちょ|郵貯|ユウチョ)[^。\n\d]{0,14}\d[\d\- 番号はと、,()の記店普通]{6,26}\d",
    r"(?:記号|kigou?)[\s:は]{0,3}\d{5}[^。\n\d]{0,8}(?:番号|bangou?)[\s:は]{0,3}\d{3,4} ?\d{2,4}|(?<!\d)1\d{4}-\d{7,8}(?!\d)",
    r"(?<!\d)\d{7}\s?[(（][^)）\n]{0,20}(?:銀行|信金|信用金庫|信組|農協)[^)）\n]{0,14}[)）]",
    r"(?:[^\s、。,]{1,8}支店|店番[号:]?\s?\d{3}|店名[^\s、。,]{1,6})[^。\n\d]{0,6}(?:\d{3}[)）]?[^。\n\d]{0,6})?(?:普通|普|当座|ふつう|総合|貯蓄|貯金|口座)[^。\n\d]{0,8}\d(?: ?\d){5,7}(?!\d)",
    r"(?:口座番号|口座は|口座[:：]|振込先|振り込み先|振込口座)[^。\n\d]{0,16}\d(?: ?\d){5,7}(?!\d)|口座[\s:は、が]{0,3}\d(?: ?\d){6}(?! ?\d)",
    r"(?:普通|当座|貯蓄|総合|定期)(?:預金|口座|貯金)?[\s:は、で]{0,2}\d{7}(?!\d)",
    # United Kingdom, United States, Australia, India
    r"(?:(?<!\d)\d{8}[,; ]{1,3}(?:and )?)?(?:sort ?code[^\d\n]{0,12}|\b(?:sort|s/c)[ :]{1,2})\d\d(?:[\- ]|, )?\d\d(?:[\- ]|, )?\d\d(?:[^\d\n]{0,24}\d{4} ?\d{3,4}(?!\d))?|\b\d\d-\d\d-\d\d[ ,/;]{1,3}(?:(?:then|and) )?(?:the )?(?:acc?(?:oun)?t?[ .:#noumberis]{0,14})?\d{8}\b",
    r"(?:routing|aba)[^\d\n]{0,14}\d{9}(?:[^\d\n]{0,24}\d{5,17}(?!\d))?",
    r"bsb[^\d\n]{0,8}\d{3}-?\d{3}(?:[^\d\n]{0,20}\d{5,10})?",
    r"(?:account|acct?|a/c)(?: ?(?:no|num|number|nr|is|:|#|\.)){0,24}[ :#]{0,2}(?:\d[\d \-]{5,16}\d|\d{4,40}, \d{3,4})(?!\d)(?:[,; ]{1,3}(?:s/?c|sort(?: code)?)[ :]{0,2}\d\d-?\d\d-?\d\d)?",
    r"\bIFSC[^\n]{0,20}[A-Z]{4}0[A-Z0-9]{6}(?:[, ]{1,3}\d[\d ]{7,20}\d)?|\b[\w.\-]{2,40}@(?:ok(?:axis|icici|sbi|hdfcbank)|ybl|paytm|upi|ibl|axl|apl)\b",
    r"(?:खाता|अकाउंट)[^\d\n]{0,14}\d{9,18}",
    # Korea, China, Taiwan
    r"(?:국민|신한|우리|농협|하나|카카오뱅크|카뱅|토스|토스뱅크|기업|새마을금고|우체국|케이뱅크|수협|신협|[가-힣]{2,5}은행|계좌)[^\d\n]{0,10}\d[\d\-]{8,16}\d",
    r"(?:工商|建设|建設|农业|農業|中国|中國|招商|交通|邮政|郵政|[\u4e00-\u9fff]{2,4})?(?:银行|銀行|储蓄|工行|建行|农行|招行)?(?:卡号|卡號|账号|帳號|账户|帳戶|户名|卡)[^\d\n]{0,8}\d(?:[ \-]?\d){9,18}",
    r"(?:工商|建设|農業|农业|中国|招商|交通|邮政|国泰|玉山|台新|富邦|郵局|[\u4e00-\u9fff]{2})(?:银行|銀行|行)\s?[（(]?\d{0,3}[)）]?[ :：]{0,2}\d(?:[ \-]?\d){11,18}",
    # Spanish, Portuguese, French, German, Italian
    r"(?:cuenta|clabe|cbu|nº de cuenta)[^\d\n]{0,18}\d[\d \-]{8,26}\d|(?:agência|agencia|ag\.?)\s?:?\s?\d{3,5}(?:-\d)?[^\d\n]{0,14}\d{3,12}(?:-[\dxX])?",
    r"(?:conta|cc|c/c)(?: corrente| poupança)?[ :]{1,3}\d{4,12}-[\dxX]|(?:kontonummer|konto(?:nr\.?)?|kto\.?)[ :]{1,3}\d[\d ]{5,11}\d(?:[^\d\n]{0,8}blz[ :]{0,2}\d[\d ]{6,9}\d)?",
    r"(?:compte|rib)[^\d\n]{0,14}\d[\d ]{9,26}\d",
    # Thailand, Viet Nam, Philippines
    r"(?:บัญชี|ธ\.|ธนาคาร|กสิกร|ไทยพาณิชย์|กรุงไทย|กรุงเทพ|ออมสิน|ทหารไทย|พร้อมเพย์|เลขที่บัญชี)[^\d\n]{0,24}\d[\d\- ]{7,14}\d",
    r"(?:stk|số tài khoản|tài khoản|vietcombank|vcb|techcombank|tcb|mb ?bank|bidv|agribank|acb|vietinbank|momo|sacombank|tpbank|vpbank)[^\d\n]{0,16}\d[\d .]{6,16}\d",
    r"(?:gcash|maya|bdo|bpi|metrobank|landbank|unionbank|pnb)[^\d\n]{0,20}\d[\d \-]{7,15}\d",
)
_BANK = re.compile("|".join(f"(?:{shape})" for shape in _BANKS), re.IGNORECASE)
_ACCOUNT_WORD = re.compile(r"iban|account|konto|cuenta|compte|conta\b|tài khoản|money|transfer", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)0[5789]0-?\d{4}-?\d{4}(?!\d)|信用卡")
_MONEY = re.compile(r"\s?(?:円|万|人|件|yen|won|元|€|ドル)")


def accounts(reading: Reading) -> Iterator[Finding]:
    """Cards by check digit, or by shape where a word says card; accounts where a bank word stands beside the number."""
    yield from numbers_named(reading)
    view = reading.digits
    if sum(char.isdigit() for char in view.text) < 6:
        return
    for span, score in _cards(view.text):
        yield found(view, span, "pii.card", score)
    for span in (*_ibans(view.text), *_bank_accounts(view.text)):
        yield found(view, span, "pii.bank_account", 0.93)


def _cards(text: str) -> Iterator[tuple[tuple[int, int], float]]:
    for match in _CARD.finditer(text):
        if (score := _card(text, match)) > 0:
            yield match.span(), score
    for goes in in_goes(text):
        if len(goes.figures) in (15, 16) and _CARD_WORD.search(before(text, goes.start, 40)):
            yield (goes.start, goes.end), 0.9


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    for match in _IBAN.finditer(text):
        if iban.is_valid(match.group()) or _ACCOUNT_WORD.search(before(text, match.start())):
            yield match.span()


def _bank_accounts(text: str) -> Iterator[tuple[int, int]]:
    for match in _BANK.finditer(text):
        if not _MONEY.match(after(text, match.end(), 4)) and not _PHONE.search(match.group()):
            yield match.span()


def _card(text: str, match: re.Match[str]) -> float:
    digits = re.sub(r"\D", "", match.group())
    word = _CARD_WORD.search(before(text, match.start(), 40)) or _CARD_WORD.search(after(text, match.end()))
    grouped = re.fullmatch(r"\d{4}(\D{1,3}\d{4}){3}|\d{4}\D{1,3}\d{6}\D{1,3}\d{5}", match.group())
    if luhn.is_valid(digits):
        return 0.97 if word or grouped or len(digits) in (15, 16) else (0.6 if len(digits) > 13 else 0.0)
    return 0.88 if (word or grouped) and len(digits) in (14, 15, 16) else 0.0
